// Who took an utterance from whom: a drawing of arcs from report to report, and the same in words.
import { drawing, element, words } from "./dom.js";
import { growing } from "./growing.js";
import { visible } from "./model.js";
import { date, say } from "./words.js";

/** Height of a row, width of a lane, in pixels. The style sheet has the same height. */
const ROW = 30;
const LANE = 15;
/** Lanes, and rows, that are drawn; the list below has all links. */
const LANES = 8;
const DRAWN_REPORTS = 40;
/** Links that are listed at once. */
const LINKS_AT_ONCE = 30;
const STRENGTHS = ["strong", "good", "weak"];

/** The links of an utterance. `link` draws a report's number and outlet. */
export function chainOf(utterance, link) {
  const links = linksOf(utterance);
  if (!links.length) return element("p", { class: "soft" }, say("no_links"));
  const list = element("ol", { class: "links" });
  const { more } = growing(list, links, (it) => linkOf(it, utterance, link), LINKS_AT_ONCE);
  return [picture(links, utterance), list, more];
}

/** All evidence between two reports as one link, the strongest first; those who name one agency together are one. */
function linksOf({ edges }) {
  const links = new Map();
  for (const edge of edges) {
    const shared = edge.evidence === "shared_agency";
    const key = shared ? `agency ${edge.name}` : `${edge.taker} ${edge.source}`;
    if (!links.has(key)) links.set(key, { ...edge, shared, reports: new Set(), evidence: [] });
    const link = links.get(key);
    link.reports.add(edge.source).add(edge.taker);
    if (!shared || !link.evidence.length) link.evidence.push(edge);
    if (rankOf(edge) < rankOf(link)) link.strength = edge.strength;
  }
  return [...links.values()].sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ strength }) {
  const rank = STRENGTHS.indexOf(strength);
  return rank < 0 ? STRENGTHS.length : rank;
}

/** A link in words, with its evidence. */
function linkOf(link, { members }, reportLink) {
  const { shared, strength, evidence } = link;
  const named = strength === "strong" ? "took_it" : "may_have";
  const parties = shared
    ? [[...link.reports].sort((a, b) => a - b).map((at, index) => [index ? say("comma") : "", reportLink(members[at])]), " ", say("both_from"), " ", words(visible(link.name), { class: "agency" })]
    : [reportLink(members[link.taker]), " ", say(named), " ", reportLink(members[link.source])];
  return element("li", { tabindex: -1 }, parties,
    element("ul", { class: "soft" }, evidence.map((edge) => element("li", null, evidenceOf(edge), ` (${say(`strength_${edge.strength}`)})`))));
}

function evidenceOf({ evidence, name }) {
  if (evidence === "shared_change" && !name) return say("edge_shared_gap");
  const [before, after = ""] = say(`edge_${evidence}`, "{}").split("{}");
  return [before, name && words(`«${visible(name)}»`), after];
}

/** The reports that are linked, in time, with an arc for each link. It says nothing that the list does not say. */
function picture(links, { members }) {
  const linked = [...new Set(links.flatMap((link) => [...link.reports]))].sort((a, b) => a - b).slice(0, DRAWN_REPORTS);
  const rows = new Map(linked.map((at, row) => [at, row]));
  const arcs = inLanes(links.flatMap((link) => arcsOf(link, rows)));
  const lanes = Math.max(...arcs.map((arc) => arc.lane), 0) + 1;
  const width = lanes * LANE + 30;
  const shown = drawing("svg", { width, height: linked.length * ROW, viewBox: `0 0 ${width} ${linked.length * ROW}` },
    arcs.map((arc) => arcOf(arc, width)), linked.map((_, row) => drawing("circle", { cx: width - 5, cy: middle(row), r: 4, class: "dot" })));
  return element("div", { class: "picture", "aria-hidden": "true" }, shown,
    element("ul", null, linked.map((at) => rowOfReport(members[at]))));
}

function rowOfReport({ number, outlet, id, published }) {
  return element("li", null, element("span", { class: "number" }, number), " ", words(visible(outlet || id)),
    published && [" ", element("span", { class: "soft" }, date(visible(published)))]);
}

function middle(row) {
  return row * ROW + ROW / 2;
}

/** The arcs of a link: one, or for an agency one from each report to the next, without an arrow. */
function arcsOf(link, rows) {
  const { strength, shared } = link;
  const ends = shared ? [...link.reports].sort((a, b) => a - b) : [link.source, link.taker];
  const pairs = ends.slice(1).map((to, index) => [rows.get(ends[index]), rows.get(to)]);
  return pairs.filter(([from, to]) => from !== undefined && to !== undefined && from !== to).map(([from, to]) => ({ from, to, strength, shared }));
}

/** Each arc in the first lane that is free over its rows, short ones near the reports. */
function inLanes(arcs) {
  const length = ({ from, to }) => Math.abs(from - to);
  const taken = [];
  return [...arcs].sort((a, b) => length(a) - length(b)).map((arc) => {
    const [top, bottom] = [Math.min(arc.from, arc.to), Math.max(arc.from, arc.to)];
    let lane = 0;
    while (lane < LANES - 1 && taken[lane]?.some((other) => other.top < bottom && top < other.bottom)) lane += 1;
    (taken[lane] ??= []).push({ top, bottom });
    return { ...arc, lane };
  });
}

function arcOf({ from, to, strength, shared, lane }, width) {
  const [start, end, edge] = [middle(from), middle(to), width - 14];
  const side = edge - (lane + 1) * LANE;
  const turn = Math.sign(end - start) * 8;
  // A bracket with round corners; its ends lie a little apart from each other where several meet at one report.
  const [out, into] = [start + turn / 2, end - turn / 2];
  const path = `M ${edge} ${out} H ${side + 8} Q ${side} ${out} ${side} ${out + turn} V ${into - turn} Q ${side} ${into} ${side + 8} ${into} H ${edge}`;
  const head = shared ? [] : [drawing("path", { d: `M ${edge + 2} ${into} l -8 -4 v 8 z`, class: "head" })];
  return drawing("g", { class: `arc ${strength}` }, drawing("path", { d: path, class: "line" }), head);
}
