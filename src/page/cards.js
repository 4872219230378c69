// The speakers beside the text, each with the quotes and how these were found.
import { element, words } from "./dom.js";
import { levelOf } from "./model.js";
import { RULES } from "./rules.js";
import { either, say, share } from "./words.js";

/** Characters of a quote that its card shows. */
const HINT = 240;
/** Cards that are drawn at once. */
const SLICE = 100;

/** The speakers of a document in the order of the text. */
export function speakersOfDocument(model, anchor) {
  const none = model.quotes.length ? null : element("p", { class: "soft" }, say("none"));
  return element("div", { class: "speakers" }, element("h3", null, say("speakers")), none,
    model.speakers.map((speaker, index) => speakerOf(speaker, model, `${anchor}-s${index}`, anchor)));
}

function speakerOf(speaker, model, id, anchor) {
  const { entity } = speaker;
  const heading = element("h4", { id }, entity ? words(entity.name) : say(speaker.key));
  return element("section", { class: `speaker ${speaker.colour}`, "aria-labelledby": id }, heading, entity && about(entity),
    cards(speaker.quotes, (quote) => cardOf(quote, model, anchor)));
}

/** The list of cards. The first are there at once, the others come slice by slice, so that the page answers its reader meanwhile. */
function cards(quotes, draw) {
  const list = element("ol");
  const fill = async () => {
    for (let at = 0; at < quotes.length; at += SLICE) {
      list.append(...quotes.slice(at, at + SLICE).map(draw));
      await new Promise((done) => setTimeout(done));
    }
  };
  fill();
  return list;
}

/** Titles, kind, and who speak together. */
function about(entity) {
  const kind = entity.kind && entity.kind !== "unspecified" ? say(entity.kind) : null;
  const titles = entity.titles.map((title) => words(title));
  const facts = [...titles, kind, entity.members.length > 1 && say("together")];
  return listed(facts, "soft about");
}

/** Facts with a dot between them. */
function listed(facts, name) {
  const told = facts.filter(Boolean);
  return told.length ? element("p", { class: name }, told.flatMap((fact, index) => (index ? [" · ", fact] : [fact]))) : null;
}

function cardOf(quote, model, anchor) {
  const place = `#${anchor}-q${quote.index}`;
  const number = element("a", { class: `number ${quote.colour}`, href: place, "aria-label": say("to_text", quote.number) }, quote.number);
  const said = quote.said.length > HINT ? `${quote.said.slice(0, HINT)} …` : quote.said;
  return element("li", { class: "card", id: `${anchor}-c${quote.index}`, tabindex: -1, "data-place": place },
    element("p", { class: "said" }, number, " ", words(said)), manner(quote), confidences(quote), chain(quote), addressee(quote), how(quote));
}

/** Type, cue, whether the speaker is implied, whether a mark was supplied. */
function manner(quote) {
  const { cue, speaker } = quote;
  const implied = !speaker.mention && speaker.entity !== null;
  const attributed = cue && element("span", null, words(cue.lemma, { class: `cue ${quote.colour}` }), cue.kind && ` (${say(`cue_${cue.kind}`)})`);
  return listed([say(quote.kind), attributed, implied && say("implied"), quote.recovered && say("recovered")], "soft");
}

function confidences(quote) {
  const speaker = quote.speaker.entity !== null || quote.speaker.withheld;
  return element("ul", { class: "confidences" }, confidence("confidence_quote", quote.confidence),
    speaker && confidence("confidence_speaker", quote.speaker.confidence));
}

/** A confidence as words, number and bar. */
function confidence(name, value) {
  const bar = element("span", { class: `bar ${levelOf(value)}`, "aria-hidden": "true" }, element("span"));
  bar.firstChild.style.inlineSize = `${Math.round(value * 100)}%`;
  return element("li", null, `${say(name)}: `, element("b", null, say(levelOf(value))), ` ${share(value)} `, bar);
}

/** The chain by which the words came: who said them, who passed them on, this text. */
function chain(quote) {
  if (!quote.relays.length) return null;
  const speaker = quote.speaker.name ? words(quote.speaker.name) : say(quote.speaker.withheld ? "unsure_speaker" : "nobody");
  const relays = quote.relays.map((relay) => [words(relay.name), relay.cue && [" (", words(relay.cue.lemma), ")"]]);
  const links = [speaker, ...relays, say("this_text")];
  return element("div", { class: "chain" }, element("span", { class: "soft" }, `${say("chain")}: `),
    element("ol", null, links.map((link) => element("li", null, link))));
}

function addressee(quote) {
  if (!quote.addressee) return null;
  return element("p", null, element("span", { class: "soft" }, `${say("addressee")}: `), words(quote.addressee));
}

/** The rules that made the quote and found its speaker, in words; made when it is opened, because a long text has thousands. */
function how(quote) {
  const made = element("details", { class: "how" }, element("summary", null, say("how")));
  made.addEventListener("toggle", () => made.append(rulesOf(quote)), { once: true });
  return made;
}

function rulesOf(quote) {
  const [where, who] = quote.speaker.rule.split("/");
  const mention = quote.speaker.words && [" ", words(`«${quote.speaker.words}»`)];
  const rows = [
    ["how_quote", either(RULES.quote[quote.rule]), null, quote.rule],
    ["how_where", either(RULES.where[where]), mention, where],
    who && ["how_who", either(RULES.who[who]), null, who],
  ];
  return element("dl", null, rows.filter(Boolean).map(([label, meaning, more, rule]) =>
    [element("dt", null, say(label)), element("dd", null, meaning, more, " ", element("code", null, rule))]));
}
