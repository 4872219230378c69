// The page of `--format html`: draws what the file itself holds, documents of `isnad analyze` or utterances of `isnad trace`.
import { arriveAtReport, clustersOf } from "./clusters.js";
import { arrive, documentOf } from "./document.js";
import { button, element, words } from "./dom.js";
import { clusterLegend, legendOf } from "./legend.js";
import { modelOf } from "./model.js";
import { utteranceOf } from "./utterance.js";
import { say, speak, spoken, wanted } from "./words.js";

const answers = [...document.querySelectorAll("script.answer")].map((data) => JSON.parse(data.textContent));
/** What a trace counted; absent in a page of documents. */
const traced = answers.find((answer) => answer.traced)?.traced;
const utterances = answers.filter((answer) => answer.cluster).map(({ cluster }, index) => utteranceOf(cluster, index));
const models = answers.filter((answer) => answer.analysis).map(({ id, text, analysis }) => modelOf(String(id), text, analysis));

/** Draws the whole page in a language. */
function draw(language) {
  speak(language);
  const other = spoken() === "ar" ? "en" : "ar";
  const top = element("header", { class: "top" }, element("h1", null, say("name")),
    button(say("other_language"), () => turn(other), { lang: other, class: "language" }));
  document.getElementById("report").replaceChildren(top, ...(traced ? traces() : documents()));
  arrive();
}

function documents() {
  const json = (model) => [["copy_json", () => JSON.stringify(model.answer, null, 2)]];
  const drawn = models.map((model, index) => documentOf(model, `d${index + 1}`, json(model)));
  return [legendOf(false), models.length > 1 ? contents() : "", ...drawn];
}

function traces() {
  const totals = [["traced_documents", traced.documents], ["quotes", traced.quotes], ["traced_clusters", utterances.length]];
  return [clusterLegend(), clustersOf(utterances, totals)];
}

/** Draws the page in the other language; the button that was pressed is another one then. */
function turn(language) {
  draw(language);
  document.querySelector(".language").focus();
}

/** The list of documents. */
function contents() {
  const rows = models.map((model, index) => element("li", null,
    element("a", { href: `#d${index + 1}` }, words(model.page.title || model.name)), ` · ${say("quotes")}: ${model.quotes.length}`));
  return element("nav", { class: "contents", "aria-labelledby": "contents" }, element("h2", { id: "contents" }, say("contents")), element("ol", null, rows));
}

addEventListener("hashchange", arrive);
addEventListener("hashchange", arriveAtReport);
draw(wanted());
// Once: what a reader has closed stays so in the other language.
arriveAtReport();
