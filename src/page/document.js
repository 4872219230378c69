// A document: the article, its speakers, what is doubtful, what was dropped.
import { speakersOfDocument } from "./cards.js";
import { copier } from "./copy.js";
import { button, element, words } from "./dom.js";
import { articleOf } from "./marks.js";
import { count, say } from "./words.js";

/** Findings that are listed; a damaged text may have thousands. */
const LISTED = 100;
/** From this many characters on, only what is in view is laid out. */
const LONG = 50_000;

/** Draws a document. `anchor` begins its ids; `copies` are names of what may be copied, with functions that make it. */
export function documentOf(model, anchor, copies) {
  const status = element("span", { role: "status", class: "soft" });
  const drawn = element("article", { class: model.text.length < LONG ? "document" : "document long", id: anchor, "aria-labelledby": `${anchor}-title` });
  drawn.append(
    model.name ? element("p", { class: "soft name" }, words(model.name)) : "",
    element("div", { class: "tools" }, counts(model), dropper(model, drawn), copies.map(([name, make]) => copier(name, make, status)), status),
    element("div", { class: "columns" }, element("div", { class: "main" }, articleOf(model, anchor), findingsOf(model, anchor)),
      element("div", { class: "side" }, speakersOfDocument(model, anchor))));
  drawn.addEventListener("click", follow);
  return drawn;
}

function counts(model) {
  const named = model.speakers.filter((speaker) => speaker.entity).length;
  const facts = [["quotes", model.quotes.length], ["speakers", named]];
  return element("p", { class: "counts" }, facts.map(([name, value]) => element("span", null, `${say(name)}: `, element("b", null, count(value)))));
}

/** The button that shows what was dropped. */
function dropper(model, drawn) {
  const dropped = model.blocks.filter((block) => !block.kept).length;
  if (!dropped) return null;
  const made = button(`${say("show_dropped")} (${count(dropped)})`, () => show(!model.open), { class: "dropper" });
  // The model remembers it for when the document is drawn again.
  const show = (open) => {
    model.open = drawn.classList.toggle("with-dropped", open);
    made.setAttribute("aria-pressed", model.open);
  };
  show(Boolean(model.open));
  return made;
}

/** What is doubtful about the text. */
function findingsOf(model, anchor) {
  const { findings } = model;
  if (!findings.length) return null;
  const left = findings.length - LISTED;
  return element("section", { class: "findings", "aria-labelledby": `${anchor}-findings` },
    element("h3", { id: `${anchor}-findings` }, say("findings")),
    element("ul", null, findings.slice(0, LISTED).map((finding) => findingOf(finding, model, anchor)),
      left > 0 && element("li", { class: "soft" }, `${say("more")}: ${count(left)}`)));
}

function findingOf(finding, model, anchor) {
  const { span, repair, index } = finding;
  const text = model.line(span);
  const shown = text.length > 60 ? `${text.slice(0, 60)} …` : text;
  const place = text && (text === shown ? element("a", { href: `#${anchor}-f${index}` }, words(shown)) : words(shown));
  const remedy = repair === null ? null : repair === "" ? ` · ${say("remove")}` : [` · ${say("repair")}: `, words(repair)];
  return element("li", null, say(`finding_${finding.kind}`), place && [": ", place], remedy);
}

/** A click on a quote leads to its card, and one on a card to its place in the text, unless it selects words. */
function follow(event) {
  if (event.target.closest("a, button, summary, details") || !getSelection().isCollapsed) return;
  const marked = event.target.closest("[data-quote]");
  const card = event.target.closest("[data-place]");
  if (marked) location.hash = marked.dataset.quote;
  else if (card) location.hash = card.dataset.place;
}

/** Shows where the address leads: dropped text if it is there, and all of the quote. */
export function arrive() {
  const target = document.getElementById(location.hash.slice(1));
  for (const old of document.querySelectorAll(".active")) old.classList.remove("active");
  const drawn = target?.closest(".document");
  if (!drawn) return;
  const dropped = target.closest(".dropped") && !drawn.classList.contains("with-dropped");
  if (dropped) drawn.querySelector(".dropper").click();
  const card = target.matches(".card") ? target.id : target.matches(".number") ? target.hash.slice(1) : null;
  if (card) for (const run of drawn.querySelectorAll(`[data-quote="${card}"], [id="${card}"]`)) run.classList.add("active");
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}
