// The article with its marks: quotes in their speakers' colours, cues, speakers, relays, what is doubtful.
import { element, words } from "./dom.js";
import { RULES } from "./rules.js";
import { date, either, say } from "./words.js";

/** A finding over more than this is told of, and not marked. */
const LONGEST_FINDING = 80;

/** The text of a document, block by block. */
export function articleOf(model, anchor) {
  const drawer = new Drawer(model, anchor);
  const drawn = model.blocks.flatMap((block) => drawer.block(block));
  const title = model.blocks.some((block) => block.kind === "title" && block.kept);
  if (!title) drawn.unshift(element("h2", { class: "untitled", id: `${anchor}-title` }, model.name || say("untitled")), pageLine(model));
  return element("div", { class: "text", lang: "ar", dir: "rtl" }, drawn);
}

/** Who wrote the article, when and where, as its page says. */
function pageLine({ page }) {
  const facts = [
    ["byline", page.bylines.map((line) => words(line))],
    ["date", page.dates.slice(0, 1).map((stamp) => (stamp.iso ? element("time", { datetime: stamp.iso }, date(stamp.iso)) : words(stamp.words)))],
    ["place", page.place ? [words(page.place)] : []],
    ["source", page.sources.map((line) => words(line))],
  ];
  const told = facts.filter(([, values]) => values.length).map(([name, values]) =>
    element("div", null, element("dt", null, say(name)), values.map((value) => element("dd", null, value))));
  return told.length ? element("dl", { class: "page", lang: document.documentElement.lang, dir: document.documentElement.dir }, told) : null;
}

/** Draws blocks in the order of the text; remembers which quotes have been begun. */
class Drawer {
  constructor(model, anchor) {
    Object.assign(this, { model, anchor, waiting: partsOf(model), next: 0, near: [], begun: new Set() });
  }

  block(block) {
    const { kind, kept, rule, span } = block;
    while (this.waiting[this.next]?.start < span.end) this.near.push(this.waiting[this.next++]);
    this.near = this.near.filter((part) => part.end > span.start);
    const runs = this.runs(span);
    if (!kept) {
      const why = element("span", { class: "why", lang: document.documentElement.lang, dir: document.documentElement.dir },
        element("b", null, say(`block_${kind}`)), " ", either(RULES.block[rule]) || rule);
      return element("div", { class: "dropped" }, why, element("p", { dir: "auto" }, runs));
    }
    if (kind !== "title") return element("p", { class: kind, dir: "auto" }, runs);
    return [element("h2", { id: `${this.anchor}-title`, dir: "auto" }, runs), pageLine(this.model)];
  }

  /** The block's text, cut wherever a part starts or ends. The parts are in order, so each is looked at where it lies, and no longer. */
  runs(span) {
    const parts = this.near;
    const inside = (at) => at > span.start && at < span.end;
    const cuts = new Set(parts.flatMap((part) => [part.start, part.end]).filter(inside));
    const ends = [...cuts, span.end].sort((a, b) => a - b);
    let [start, next, open] = [span.start, 0, []];
    return ends.map((end) => {
      while (parts[next]?.start <= start) open.push(parts[next++]);
      open = open.filter((part) => part.end > start);
      const run = this.run({ start, end }, open);
      start = end;
      return run;
    });
  }

  /** A run of text with all that it is part of. */
  run(span, open) {
    const text = this.model.slice(span);
    if (!open.length) return text;
    const quotes = open.filter((part) => part.kind === "q").map((part) => part.quote);
    const within = open.filter((part) => part.kind !== "q").reduce((child, part) => this.mark(part, child), text);
    const quote = quotes.at(-1);
    if (!quote) return within;
    const name = `q ${quote.colour} ${quote.level}${quotes.length > 1 ? " inner" : ""}`;
    return [quotes.map((one) => this.number(one)), element("span", { class: name, "data-quote": this.card(quote) }, within)];
  }

  /** A cue, a speaker, a relay, or what is doubtful. */
  mark({ kind, quote, finding }, child) {
    const id = finding && this.first(`${this.anchor}-f${finding.index}`);
    return element("span", { class: quote ? `${kind} ${quote.colour}` : kind, id, tabindex: id && -1 }, child);
  }

  card(quote) {
    return `${this.anchor}-c${quote.index}`;
  }

  /** The id where it is first used. */
  first(id) {
    if (this.begun.has(id)) return null;
    this.begun.add(id);
    return id;
  }

  /** The number before a quote, which leads to its card. */
  number(quote) {
    const id = this.first(`${this.anchor}-q${quote.index}`);
    const label = say("to_card", quote.number);
    return id && element("a", { class: `number ${quote.colour}`, id, href: `#${this.card(quote)}`, "aria-label": label }, quote.number);
  }
}

/** All that is marked, in the order of the starts, longer ones first. */
function partsOf(model) {
  const parts = [];
  const add = (span, kind, more) => span && span.end > span.start && parts.push({ ...span, kind, ...more });
  for (const quote of model.quotes) {
    for (const span of quote.content) add(span, "q", { quote });
    add(quote.cue?.span, "cue", { quote });
    add(quote.speaker.mention, "who", { quote });
    for (const relay of quote.relays) add(relay.span, "via");
  }
  for (const finding of model.findings) {
    if (finding.span.end - finding.span.start <= LONGEST_FINDING) add(finding.span, "odd", { finding });
  }
  return parts.sort((a, b) => a.start - b.start || b.end - a.end);
}
