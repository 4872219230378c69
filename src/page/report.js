// The page of `isnad analyze --format html`: draws the answers that the file itself holds.
import { arrive, documentOf } from "./document.js";
import { button, element, words } from "./dom.js";
import { legendOf } from "./legend.js";
import { modelOf } from "./model.js";
import { say, speak, spoken, wanted } from "./words.js";

const models = [...document.querySelectorAll("script.answer")].map((data) => {
  const { id, text, analysis } = JSON.parse(data.textContent);
  return modelOf(String(id), text, analysis);
});

/** Draws the whole page in a language. */
function draw(language) {
  speak(language);
  const other = spoken() === "ar" ? "en" : "ar";
  const top = element("header", { class: "top" }, element("h1", null, say("name")),
    button(say("other_language"), () => turn(other), { lang: other, class: "language" }));
  const json = (model) => [["copy_json", () => JSON.stringify(model.answer, null, 2)]];
  const drawn = models.map((model, index) => documentOf(model, `d${index + 1}`, json(model)));
  document.getElementById("report").replaceChildren(top, legendOf(false), models.length > 1 ? contents() : "", ...drawn);
  arrive();
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
draw(wanted());
