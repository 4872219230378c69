/** Where something stands in a text, in UTF-16 code units: from `start` up to, but without, `end`. A `Span` of an answer is one. */
export interface Range {
  /** The first unit, counted from 0. */
  readonly start: number;
  /** One past the last unit. */
  readonly end: number;
}

/**
 * Cuts a span out of the text of the request.
 *
 * Spans count UTF-16 code units, as strings of JavaScript do, unless the request asked for another `offsetEncoding`.
 *
 * @example
 * ```ts
 * for (const quote of answer.quotes) {
 *   console.log(quote.content.map((span) => slice(text, span)).join(" … "));
 * }
 * ```
 */
export function slice(text: string, span: Range): string {
  return text.slice(span.start, span.end);
}
