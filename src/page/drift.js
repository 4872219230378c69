// What differs, in the words of a report and as a table.
import { element, words } from "./dom.js";
import { growing } from "./growing.js";
import { visible } from "./model.js";
import { say, spoken } from "./words.js";

/** What turns the sense of an utterance; it is marked most strongly, with its kind in words. */
const HARMFUL = new Set(["polarity", "number", "name", "hedge", "quantifier"]);
/** Rows of a table, and reports in a row, that are drawn at once. */
const ROWS_AT_ONCE = 40;
const NAMED_AT_ONCE = 12;

/** Whether a kind of difference turns the sense. */
export function isHarmful(kind) {
  return HARMFUL.has(kind);
}

/** A kind of difference in words, in its colour. */
export function kindOf(kind) {
  return element("span", { class: `kind k-${kind}`, lang: spoken() }, say(`drift_${kind}`));
}

/** The words of a report. What differs is marked, and what only the fullest report has is struck through where it would be. */
export function markedWords(member, base) {
  const { words: text, marks } = member;
  const runs = [];
  let at = 0;
  for (let next = 0; next < marks.length;) {
    const gap = gapAt(marks, next);
    const { start, end } = marks[next].span;
    next += gap.length || 1;
    // The core gives places that lie apart; what did not would repeat words.
    if (start < at) continue;
    runs.push(visible(text.slice(at, start)), ...(gap.length ? missing(gap, base, text.slice(0, start)) : [present(marks[next - 1], text)]));
    at = end;
  }
  return [...runs, visible(text.slice(at))];
}

/** The marks from one on that have no words of the report, at one place. */
function gapAt(marks, first) {
  let end = first;
  const { start } = marks[first].span;
  while (marks[end]?.span.start === start && marks[end].span.end === start) end += 1;
  return marks.slice(first, end);
}

/** Words of the fullest report alone. Those that follow each other there are one clause, whose pieces need no label of their own. */
function missing(marks, base, before) {
  const clause = marks.some(({ row }) => row.kind === "dropped");
  let end = null;
  const pieces = marks.flatMap(({ row, base: span }) => {
    const between = end === null ? "" : base.words.slice(end, span.start);
    end = Math.max(end ?? 0, span.end);
    const joint = /^[\s\p{P}]*$/u.test(between) ? between : " … ";
    return [joint, lost(row, visible(base.words.slice(span.start, span.end)), !clause)];
  });
  const space = !before || /\s$/.test(before) ? "" : " ";
  return [space, element("del", { class: "gone", title: titleOf(clause ? "dropped" : marks[0].row.kind, "member_not") }, pieces), space ? "" : " "];
}

function lost(row, text, labelled) {
  if (!isHarmful(row.kind)) return text;
  return element("span", { class: `diff harm k-${row.kind}`, title: titleOf(row.kind, "member_not") }, text, labelled && labelOf(row.kind));
}

/** Words of the report that the fullest one has not, or has otherwise. */
function present({ row, span }, text) {
  const { kind, base } = row;
  const said = visible(text.slice(span.start, span.end));
  const title = base ? `${titleOf(kind, "fullest_has")} «${visible(base)}»` : titleOf(kind, "fullest_not");
  if (!isHarmful(kind)) return element("ins", { class: `diff k-${kind}`, title }, said);
  return element("span", { class: `diff harm k-${kind}`, title }, base && [element("del", null, visible(base)), " "], element("ins", null, said), labelOf(kind));
}

function titleOf(kind, where) {
  return `${say(`drift_${kind}`)}: ${say(where)}`;
}

/** The kind after the words, apart from them. */
function labelOf(kind) {
  return ["\u00A0", element("bdi", { class: "label", lang: spoken() }, say(`drift_${kind}`))];
}

/** The differences as a table, the most harmful first. `link` draws a report's number and outlet. */
export function driftTable(utterance, link) {
  const { drift, members } = utterance;
  if (!drift.length) return element("p", { class: "soft" }, say("no_differences"));
  const head = ["difference", "change", "in_reports"].map((name) => element("th", { scope: "col" }, say(name)));
  const body = element("tbody");
  const { more } = growing(body, drift, (row) => driftRow(row, members, link), ROWS_AT_ONCE);
  return [element("table", { class: "drift" }, element("thead", null, element("tr", null, head)), body), more];
}

function driftRow(row, members, link) {
  const reports = [...new Set(row.places.map((it) => it.member))];
  const left = reports.length - NAMED_AT_ONCE;
  return element("tr", { tabindex: -1 },
    element("th", { scope: "row" }, kindOf(row.kind)),
    element("td", null, changeOf(row)),
    element("td", null, element("ul", { class: "reports" }, reports.slice(0, NAMED_AT_ONCE).map((at) => element("li", null, link(members[at], true))),
      left > 0 && element("li", { class: "soft" }, `+${left}`))));
}

/** What the fullest report has, and what the others have. */
function changeOf({ base, text }) {
  const [was, is] = [base, text].map((it) => it && visible(it));
  return element("span", { class: "change", dir: "rtl", lang: "ar" },
    was && element("del", null, was), was && is && " ← ", is && element("ins", null, is));
}
