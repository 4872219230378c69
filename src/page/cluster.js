// One utterance through many outlets: its words, the reports in time, what differs, who took it from whom.
import { chainOf } from "./chain.js";
import { copier } from "./copy.js";
import { element, words } from "./dom.js";
import { driftTable, markedWords } from "./drift.js";
import { growing } from "./growing.js";
import { visible } from "./model.js";
import { date, say, share } from "./words.js";

/** Reports that are drawn at once. */
const REPORTS_AT_ONCE = 40;

/** Draws an utterance. Gives its parts, and `until`, which draws up to a report. */
export function utteranceBody(utterance, anchor) {
  const link = (member, short) => reportLink(member, anchor, short);
  const { parts, until } = timeline(utterance, anchor);
  const status = element("span", { role: "status", class: "soft" });
  const body = element("div", { class: "utterance" },
    element("p", { class: "utterance-words", lang: "ar", dir: "auto" }, visible(utterance.base.words)),
    element("p", { class: "soft" }, `${say("fullest_is")}: `, link(utterance.base)),
    firstSeen(utterance, link),
    element("div", { class: "columns" },
      titled("timeline", anchor, parts),
      element("div", { class: "beside" }, titled("chain_drawn", anchor, chainOf(utterance, link)), titled("differences", anchor, driftTable(utterance, link)),
        element("p", { class: "tools" }, copier("copy_json", () => JSON.stringify(utterance.json, null, 2), status), status))));
  return { body, until };
}

/** What leads to a report: its number and outlet, or the number alone. */
function reportLink({ index, number, outlet, id }, anchor, short) {
  const name = visible(outlet || id);
  const label = `${say("report_number", number)}${say("comma")}${name}`;
  return element("a", { href: `#${anchor}-m${index}`, class: "report", "aria-label": label, title: short && name },
    element("span", { class: "number" }, number), !short && [" ", words(name)]);
}

function titled(name, anchor, ...parts) {
  const id = `${anchor}-${name}`;
  return element("div", { class: name }, element("h4", { id }, say(name)), parts);
}

/** Who has it first, as far as that is known. */
function firstSeen({ seen, members }, link) {
  if (!seen?.members.length) return null;
  const facts = [say(seen.precision), seen.undated > 0 && say("undated_count", seen.undated)].filter(Boolean);
  return element("p", null, element("span", { class: "soft" }, `${say("first_seen")}: `), timeOf(seen.published), " · ",
    seen.members.filter((at, index) => !index || documentOfReport(members[at]) !== documentOfReport(members[seen.members[index - 1]]))
      .map((at, index) => [index ? say("comma") : "", link(members[at])]), " ", element("span", { class: "soft" }, `(${facts.join(say("comma"))})`));
}

/** Which document a report is in: two of its quotes may be of one utterance. */
function documentOfReport({ outlet, id }) {
  return `${outlet}\n${id}`;
}

function timeOf(published) {
  return element("time", { datetime: visible(published) }, date(visible(published)));
}

/** The reports in time, those without one apart. */
function timeline(utterance, anchor) {
  const { members } = utterance;
  const undated = members.filter((member) => !member.published);
  const dated = members.filter((member) => member.published);
  const drawn = [dated, undated].map((list) => {
    const holder = element("ol", { class: "reports-in-time" });
    return { list, holder, ...growing(holder, list, (member) => reportOf(member, utterance, anchor), REPORTS_AT_ONCE) };
  });
  const [first, last] = drawn.map(({ holder, more, list }) => (list.length ? [holder, more] : null));
  return {
    parts: [first, last && element("h5", null, say("undated")), last],
    until: (at) => drawn.forEach(({ list, until }) => {
      const index = list.indexOf(members[at]);
      if (index >= 0) until(index);
    }),
  };
}

/** A report: when, where, in which words, and how it is attributed. */
function reportOf(member, utterance, anchor) {
  const { number, outlet, id, published } = member;
  const isBase = member === utterance.base;
  const first = firstBadge(member, utterance);
  return element("li", { class: first ? "member first" : "member", id: `${anchor}-m${member.index}`, tabindex: -1 },
    element("p", { class: "when" }, element("span", { class: "number" }, number), " ", published && [timeOf(published), " "],
      outlet && [words(visible(outlet), { class: "outlet" }), " "], element("bdi", { class: "soft" }, visible(id)), " ",
      [first, isBase && "fullest", member.coverage !== "complete" && member.coverage && `coverage_${member.coverage}`].filter(Boolean).map((name) => [badge(name), " "]),
      member.stance && member.stance !== "affirmed" && badge(`stance_${member.stance}`, "k-polarity kind")),
    element("p", { class: "said", lang: "ar", dir: "rtl" }, isBase ? visible(member.words) : markedWords(member, utterance.base)),
    attribution(member));
}

function badge(name, more = "") {
  return element("span", { class: `badge ${name} ${more}` }, say(name));
}

/** Whether a report is the first, or one of several that are. Two quotes of one document are no tie. */
function firstBadge({ index }, { seen, members }) {
  if (!seen?.members.includes(index)) return null;
  const documents = new Set(seen.members.map((at) => documentOfReport(members[at])));
  return documents.size > 1 ? "first_tie" : "first";
}

/** By whom it is said and passed on, with which verb, and what is doubtful about that. */
function attribution(member) {
  const { cue, cueKind, relays, level, confidence } = member;
  const facts = [
    speakerOfReport(member),
    relays.length > 0 && [`${say("passed_on")}: `, relays.map((relay, index) => [index ? say("comma") : "", words(visible(relay))])],
    cue && [`${say("cue")}: `, words(visible(cue)), cueKind && ` (${say(`cue_${cueKind}`)})`],
    level === "doubtful" && `${say("confidence_quote")}: ${say(level)} ${share(confidence)}`,
  ].filter(Boolean);
  return facts.length ? element("ul", { class: "attribution soft" }, facts.map((fact) => element("li", null, fact))) : null;
}

/** The speaker where it is not the same name as most reports have. */
function speakerOfReport({ speaker, titles, relation, speakerConfidence }) {
  if (relation === "nobody") return say("relation_nobody");
  if (!speaker || relation === "same" || !relation) return null;
  const title = titles.length > 0 && [" ", words(`«${titles.map(visible).join("، ")}»`)];
  return [`${say("its_speaker")}: `, words(visible(speaker), { class: "outlet" }), title, ` (${say(`relation_${relation}`)}${say("comma")}${say("confidence")} ${share(speakerConfidence)})`];
}
