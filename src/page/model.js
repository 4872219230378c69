// An answer of the service as the page needs it: what JSON leaves out has its default, and names are short.

/** Colours in the style sheet. */
const COLOURS = 12;
/** Overrides of direction would leave their element, and control characters show nothing. */
const UNSEEN = /[\u202A-\u202E\u2066-\u2069\0-\x08\x0B\x0C\x0E-\x1F\x7F]/g;

/** A document: its text and what `Analyze` says of it, with offsets in UTF-16. */
export function modelOf(name, text, answer) {
  const span = (given) => given && { start: given.start ?? 0, end: given.end ?? 0 };
  const slice = (given) => visible(text.slice(given.start, given.end));
  const line = (given) => (given ? slice(span(given)).replace(/\s+/g, " ").trim() : "");
  const entities = (answer.entities ?? []).map((entity) => entityOf(entity, line));
  const quotes = (answer.quotes ?? []).map((quote, index) => quoteOf(quote, index, { span, line, entities }));
  const speakers = speakersOf(quotes, entities);
  return {
    name, text, answer, quotes, speakers, entities, slice, line,
    blocks: (answer.blocks ?? []).map((block) => ({
      span: span(block.span), kind: short(block.kind, "BLOCK_KIND"), kept: Boolean(block.kept), rule: block.rule ?? "",
    })).filter((block) => slice(block.span).trim()),
    findings: (answer.findings ?? []).map((finding, index) => ({
      index, kind: short(finding.kind, "FINDING_KIND"), span: span(finding.span ?? {}), repair: finding.repair ?? null,
    })),
    page: pageOf(answer.metadata ?? {}, line),
  };
}

/** Text without what shows nothing or reaches beyond it. */
export function visible(text) {
  return text.replace(UNSEEN, "");
}

/** "QUOTE_TYPE_DIRECT" as "direct". */
export function short(value, prefix) {
  return (value ?? "").replace(`${prefix}_`, "").toLowerCase();
}

function entityOf(entity, line) {
  return {
    name: entity.name || line(entity.nameSpan), titles: entity.titles ?? [],
    kind: short(entity.kind, "ENTITY_KIND"), members: (entity.members ?? []).map(line),
  };
}

function cueOf(cue, span) {
  return cue && { span: span(cue.span ?? {}), lemma: cue.lemma ?? "", kind: short(cue.class, "CUE_CLASS") };
}

function quoteOf(quote, index, { span, line, entities }) {
  const speaker = quote.speaker ?? {};
  const rule = speaker.rule ?? "nobody";
  const confidence = quote.confidence ?? 0;
  return {
    index, number: index + 1, confidence, level: levelOf(confidence),
    kind: short(quote.type, "QUOTE_TYPE"),
    content: (quote.content ?? []).map(span),
    said: (quote.content ?? []).map(line).join(" … "),
    cue: cueOf(quote.cue, span),
    rule: quote.rule ?? "", recovered: Boolean(quote.recovered),
    addressee: quote.addresseeName || line(quote.addressee),
    relays: (quote.relays ?? []).map((relay) => ({
      span: span(relay.span ?? {}), name: entities[relay.entity]?.name ?? (relay.name || line(relay.span)), cue: cueOf(relay.cue, span),
    })),
    speaker: {
      mention: span(speaker.mention), words: line(speaker.mention), entity: speaker.entity ?? null,
      name: speaker.name || line(speaker.mention),
      confidence: speaker.confidence ?? 0, rule, withheld: (speaker.entity ?? null) === null && rule !== "nobody",
    },
    colour: "unknown",
  };
}

/** How sure a confidence is, in three steps: docs/confidence.md says what they are worth. */
export function levelOf(confidence) {
  if (confidence >= 0.8) return "sure";
  return confidence >= 0.5 ? "likely" : "doubtful";
}

/** Those who speak in the order of their first quote, each with a colour; then who is not sure enough, then nobody. */
function speakersOf(quotes, entities) {
  const speakers = new Map();
  for (const quote of quotes) {
    const { entity, withheld } = quote.speaker;
    const key = entity ?? (withheld ? "unsure_speaker" : "nobody");
    if (!speakers.has(key)) speakers.set(key, { entity: entities[entity], key, quotes: [] });
    speakers.get(key).quotes.push(quote);
  }
  const all = [...speakers.values()];
  const named = all.filter((speaker) => speaker.entity);
  named.forEach((speaker, index) => {
    speaker.colour = `s${index % COLOURS}`;
    for (const quote of speaker.quotes) quote.colour = speaker.colour;
  });
  return [...named, ...all.filter((speaker) => !speaker.entity).map((speaker) => ({ ...speaker, colour: "unknown" }))];
}

/** What the page says about the article. */
function pageOf(metadata, line) {
  const lines = (spans) => (spans ?? []).map(line);
  return {
    title: line(metadata.title), bylines: lines(metadata.bylines), sources: lines(metadata.sources),
    place: line(metadata.place),
    dates: (metadata.timestamps ?? []).map((stamp) => ({ iso: stamp.iso, words: line(stamp.span) })),
  };
}
