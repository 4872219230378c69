// A cluster of `isnad trace` as the page needs it: what JSON leaves out has its default, names are short, and spans count UTF-16.
import { levelOf, short } from "./model.js";

/** A text that is meant as JSON Lines, not as news. */
const JSON_BEGINS = /^\s*\{\s*"/;
/** Units of offsets: the one of this page first. */
const UNITS = ["utf16", "utf8", "utf32"];
/** Places that are looked at to find the unit of a cluster. */
const PROBED = 500;

/** Whether a text is to be read as clusters. */
export function holdsClusters(pasted) {
  return JSON_BEGINS.test(pasted);
}

/** The clusters of JSON Lines, or of an answer of Trace. Throws a fault with `say`, what is wrong, and `line`. */
export function utterancesIn(lines) {
  const found = [];
  lines.split("\n").forEach((line, index) => {
    if (!line.trim()) return;
    const value = parsed(line, index + 1);
    const clusters = Array.isArray(value?.clusters) ? value.clusters : [value];
    for (const cluster of clusters) found.push(readable(cluster, index + 1, found.length));
  });
  return found;
}

function parsed(line, number) {
  try {
    return JSON.parse(line);
  } catch {
    throw fault("not_json", number);
  }
}

function readable(cluster, number, index) {
  const members = Array.isArray(cluster?.members) ? cluster.members : [];
  if (!members.length || !members.every((member) => typeof member?.words === "string")) throw fault("not_cluster", number);
  try {
    return utteranceOf(cluster, index);
  } catch {
    throw fault("not_cluster", number);
  }
}

function fault(name, line) {
  return Object.assign(new Error(name), { say: name, line });
}

/** A cluster: its members know their own differences. */
export function utteranceOf(json, index) {
  const members = (json.members ?? []).map(memberOf);
  const known = (at) => members[at] !== undefined;
  const base = members[json.base ?? 0] ?? members[0];
  const drift = (json.drift ?? []).map((row) => rowOf(row, known));
  const utterance = {
    json, index, members, base, drift, seen: json.firstSeen ? seenOf(json.firstSeen, known) : null,
    kind: short(json.kind, "UTTERANCE_KIND"), speaker: text(json.speaker), documents: json.documents ?? 0,
    edges: (json.edges ?? []).map(edgeOf).filter((edge) => known(edge.taker) && known(edge.source)),
  };
  place(utterance);
  return utterance;
}

function memberOf(member, index) {
  const confidence = member.confidence ?? 0;
  return {
    index, number: index + 1, id: String(member.id ?? ""), outlet: text(member.outlet), published: text(member.published),
    words: text(member.words), cue: text(member.cue), cueKind: short(member.cueClass, "CUE_CLASS"),
    speaker: text(member.speaker), titles: texts(member.titles), relation: short(member.speakerRelation, "SPEAKER_RELATION"),
    speakerConfidence: member.speakerConfidence ?? 0, relays: texts(member.relays), coverage: short(member.coverage, "COVERAGE"),
    stance: short(member.stance, "STANCE"), confidence, level: levelOf(confidence), marks: [], rulers: {},
  };
}

function seenOf(seen, known) {
  return { members: (seen.members ?? []).filter(known), published: text(seen.published), precision: text(seen.precision).toLowerCase(), undated: seen.undated ?? 0 };
}

/** A pasted line may hold anything. */
function text(value) {
  return typeof value === "string" ? value : "";
}

function texts(values) {
  return (values ?? []).map(text);
}

function edgeOf(edge) {
  return {
    taker: edge.taker ?? 0, source: edge.source ?? 0, name: text(edge.name),
    evidence: short(edge.evidence, "EDGE_EVIDENCE"), strength: short(edge.strength, "EDGE_STRENGTH"),
  };
}

function rowOf(row, known) {
  const places = (row.places ?? []).map((it) => ({ member: it.member ?? 0, base: spanOf(it.base), span: spanOf(it.span) }));
  return { kind: short(row.kind, "DRIFT_KIND"), base: text(row.base), text: text(row.text), places: places.filter((it) => known(it.member)) };
}

function spanOf(span) {
  return span ? { start: span.start ?? 0, end: span.end ?? 0 } : null;
}

/** Gives each member the places in its words that differ, in UTF-16. */
function place(utterance) {
  const { members, base, drift } = utterance;
  const unit = unitOf(utterance);
  for (const row of drift) {
    for (const it of row.places) {
      if (!it.base || !it.span) continue;
      const member = members[it.member];
      const mark = { row, base: measured(it.base, base, unit), span: measured(it.span, member, unit) };
      if (fits(mark.base, base.words) && fits(mark.span, member.words)) member.marks.push(mark);
    }
  }
  for (const member of members) member.marks.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.base.start - b.base.start);
}

function fits({ start, end }, words) {
  return start >= 0 && start <= end && end <= words.length;
}

/**
 * The unit of a cluster's spans. A line of `isnad trace` does not name it, but each row repeats the words that its spans cover: the unit
 * in which most of them do is the right one.
 */
function unitOf({ members, base, drift }) {
  const probes = drift.flatMap((row) => row.places.filter((it) => it.base && it.span).flatMap((it) =>
    [[it.base, base, row.base], [it.span, members[it.member], row.text]])).slice(0, PROBED);
  let [best, most] = [UNITS[0], -1];
  for (const unit of UNITS) {
    const right = probes.filter(([span, member, text]) => covered(span, member, unit) === text).length;
    if (right > most) [best, most] = [unit, right];
    if (right === probes.length) break;
  }
  return best;
}

function covered(span, member, unit) {
  const { start, end } = measured(span, member, unit);
  return start < 0 || end < 0 ? null : member.words.slice(start, end);
}

/** A span over a member's words, in UTF-16. */
function measured({ start, end }, member, unit) {
  const ruler = (member.rulers[unit] ??= rulerOf(member.words, unit));
  return { start: ruler(start), end: ruler(end) };
}

/** What gives the place in UTF-16 of an offset in a unit: -1 where no character begins. */
function rulerOf(words, unit) {
  if (unit === "utf16") return (at) => at;
  const places = new Map();
  let [at, here] = [0, 0];
  for (const letter of words) {
    places.set(at, here);
    at += unit === "utf8" ? bytesOf(letter.codePointAt(0)) : 1;
    here += letter.length;
  }
  places.set(at, here);
  return (offset) => places.get(offset) ?? -1;
}

function bytesOf(code) {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
