// The page that a server gives at `/`: takes a text, asks the server, draws the answer.
import { arriveAtReport, clustersOf } from "./clusters.js";
import { CALL, curlOf, grpcurlOf, requestOf } from "./copy.js";
import { arrive, documentOf } from "./document.js";
import { failureOf, misreadOf, refusalOf } from "./failure.js";
import { clusterLegend, legendOf } from "./legend.js";
import { modelOf } from "./model.js";
import { holdsClusters, utterancesIn } from "./utterance.js";
import { count, say, speak, spoken, wanted } from "./words.js";

const form = document.getElementById("ask");
const area = document.getElementById("text");
const status = document.getElementById("status");
const answer = document.getElementById("answer");
const length = document.getElementById("length");
const switcher = document.getElementById("language");

/** What is shown: draws itself again when the language changes. */
let shown = () => [];
/** Ends the call that is under way. */
let calling = new AbortController();

function show(draw) {
  shown = draw;
  answer.replaceChildren(...shown());
}

/** Asks the server, and shows what it says. */
async function analyse() {
  calling.abort();
  calling = new AbortController();
  const { signal } = calling;
  const text = area.value.toWellFormed?.() ?? area.value;
  if (!text.trim()) return tell("empty");
  if (holdsClusters(text)) return drawClusters(text);
  tell("analysing");
  answer.setAttribute("aria-busy", "true");
  const draw = await asked(text, signal);
  if (signal.aborted) return;
  show(draw);
  answer.removeAttribute("aria-busy");
  tell(draw.failed ? "refused" : "analysed");
  if (answer.getBoundingClientRect().top > innerHeight / 2) answer.scrollIntoView();
}

/** Draws clusters that were traced elsewhere. The server is not asked. */
function drawClusters(text) {
  answer.removeAttribute("aria-busy");
  try {
    const utterances = utterancesIn(text);
    show(() => [clusterLegend(), clustersOf(utterances, [["traced_clusters", utterances.length]])]);
    tell("drawn");
    arriveAtReport();
  } catch (error) {
    show(() => [misreadOf(error)]);
    tell("not_drawn");
  }
}

/** What draws the server's answer to a text, or why there is none. */
async function asked(text, signal) {
  try {
    const response = await fetch(`/${CALL}`, {
      method: "POST", body: requestOf(text), signal,
      headers: { "Content-Type": "application/json", "Connect-Protocol-Version": "1" },
    });
    if (!response.ok) return failing(await refusalOf(response));
    const model = modelOf("", text, await response.json());
    return () => [legendOf(false), documentOf(model, "d1", copiesOf(text, model))];
  } catch (error) {
    return failing({ code: error instanceof SyntaxError ? "unknown" : "unreachable", message: error.message });
  }
}

function failing(refusal) {
  return Object.assign(() => [failureOf(refusal)], { failed: true });
}

function copiesOf(text, model) {
  return [
    ["copy_json", () => JSON.stringify(model.answer, null, 2)],
    ["copy_curl", () => curlOf(text, location.origin)],
    ["copy_grpcurl", () => grpcurlOf(text, location.origin)],
  ];
}

function tell(name) {
  status.dataset.say = name;
  status.textContent = say(name);
}

function measure() {
  length.textContent = `${say("characters")}: ${count(area.value.length)}`;
}

/** Takes an example, and analyses it. */
async function pick(name) {
  const response = await fetch(`/examples/${name}.txt`);
  area.value = await response.text();
  measure();
  await analyse();
}

function turn(language) {
  speak(language);
  switcher.lang = spoken() === "ar" ? "en" : "ar";
  measure();
  show(shown);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  analyse();
});
area.addEventListener("input", measure);
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) analyse();
});
for (const button of document.querySelectorAll("[data-example]")) button.addEventListener("click", () => pick(button.dataset.example));
switcher.addEventListener("click", () => turn(switcher.lang));
addEventListener("hashchange", arrive);
addEventListener("hashchange", arriveAtReport);
turn(wanted());
