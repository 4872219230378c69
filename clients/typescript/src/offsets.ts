/** A half-open range `[start, end)` of a text, in UTF-16 code units. A `Span` of an answer is one. */
export interface Range {
  /** The first unit, counted from 0. */
  readonly start: number;
  /** One past the last unit. */
  readonly end: number;
}

/**
 * Returns the part of the request's text under a span.
 *
 * Spans count UTF-16 code units, like JavaScript strings, unless the request sets another `offsetEncoding`.
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
