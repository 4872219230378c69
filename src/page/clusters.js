// The list of utterances, those in most documents first. Each is drawn when it is opened.
import { utteranceBody } from "./cluster.js";
import { element, words } from "./dom.js";
import { isHarmful, kindOf } from "./drift.js";
import { growing } from "./growing.js";
import { visible } from "./model.js";
import { count, date, say } from "./words.js";

/** Utterances that are listed at once. */
const LISTED_AT_ONCE = 100;
/** Characters of an utterance in its row. */
const GLIMPSE = 140;
/** So few are open from the start. */
const OPEN_AT_ONCE = 2;

/** The list that is shown; there is one at most. */
let list = null;

/** Draws utterances. `totals` are names of what was traced, with how many there are. */
export function clustersOf(utterances, totals) {
  list = new Clusters(utterances);
  const facts = totals.map(([name, value]) => element("span", null, `${say(name)}: `, element("b", null, count(value))));
  return element("section", { class: "clusters", "aria-labelledby": "utterances" }, element("h2", { id: "utterances" }, say("utterances")),
    facts.length > 0 && element("p", { class: "counts" }, facts), utterances.length ? list.parts : element("p", null, say("no_utterances")));
}

/** Opens the utterance, and shows the report, to which the address leads. */
export function arriveAtReport() {
  const [, cluster, member] = /^#c(\d+)(?:-m(\d+))?$/.exec(location.hash) ?? [];
  if (cluster && list?.holder.isConnected) list.arrive(Number(cluster) - 1, member && Number(member));
}

class Clusters {
  constructor(utterances) {
    this.utterances = utterances;
    this.rows = [];
    this.holder = element("div", { class: "rows" });
    const { more, until } = growing(this.holder, utterances, (utterance, index) => this.row(utterance, index), LISTED_AT_ONCE);
    this.until = until;
    this.parts = [this.holder, more];
  }

  /** A row. What is in it is drawn when it is opened, because there may be thousands. */
  row(utterance, index) {
    const anchor = `c${index + 1}`;
    const made = element("details", { class: "cluster", id: anchor }, summaryOf(utterance));
    // The model remembers what is open for when all is drawn again.
    utterance.open ??= this.utterances.length <= OPEN_AT_ONCE;
    const row = { made, until: null };
    row.draw = () => {
      if (row.until) return;
      const { body, until } = utteranceBody(utterance, anchor);
      made.append(body);
      row.until = until;
    };
    if (utterance.open) row.draw();
    made.open = utterance.open;
    made.addEventListener("toggle", () => {
      utterance.open = made.open;
      if (made.open) row.draw();
    });
    this.rows[index] = row;
    return made;
  }

  arrive(index, member) {
    if (!this.utterances[index]) return;
    this.until(index);
    const { made, draw } = this.rows[index];
    draw();
    made.open = true;
    if (member !== undefined) this.rows[index].until(member);
    const target = document.getElementById(location.hash.slice(1));
    for (const old of document.querySelectorAll(".member.active")) old.classList.remove("active");
    target?.classList.add("active");
    target?.scrollIntoView({ block: member === undefined ? "start" : "center" });
    (member === undefined ? made.querySelector("summary") : target)?.focus({ preventScroll: true });
  }
}

/** The row of an utterance: who, how many, since when, what is harmful, and how it begins. */
function summaryOf(utterance) {
  const { speaker, kind, members, documents, seen, base, drift } = utterance;
  const said = visible(base.words);
  const harmful = [...new Set(drift.map((row) => row.kind).filter(isHarmful))];
  return element("summary", null,
    element("h3", { class: "who-said" }, speaker ? words(visible(speaker)) : say("no_speaker")), " ",
    kind && kind !== "utterance" && [element("span", { class: "badge" }, say(kind)), " "],
    element("span", { class: "soft" }, `${say("reports")}: ${count(members.length)} · ${say("traced_documents")}: ${count(documents)}`,
      seen?.published && ` · ${date(visible(seen.published))}`), " ",
    harmful.map((name) => [kindOf(name), " "]),
    element("span", { class: "glimpse", lang: "ar", dir: "auto" }, said.length > GLIMPSE ? `${said.slice(0, GLIMPSE)} …` : said));
}
