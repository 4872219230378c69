// What colours, lines and numbers mean.
import { element } from "./dom.js";
import { kindOf } from "./drift.js";
import { say } from "./words.js";

const ROWS = [
  ["q s0 sure", "legend_quote", true], ["q s0 sure", "legend_sure"], ["q s0 likely", "legend_likely"], ["q s0 doubtful", "legend_doubtful"],
  ["q unknown likely", "legend_nobody"], ["q s1 sure inner", "legend_inner"], ["cue s0", "legend_cue"], ["who s0", "legend_mention"],
  ["via", "legend_relay"], ["odd", "legend_finding"], ["sample dropped-sample", "legend_dropped"],
];

/** Kinds of differences in the order of harm, those in words and those beside them. */
const KINDS = ["polarity", "number", "name", "hedge", "quantifier", "speaker", "cue", "dropped", "added", "wording", "relay", "order", "form", "spelling"];
const STRENGTHS_SHOWN = ["strong", "good", "weak", "agency"];

/** The legend of utterances. */
export function clusterLegend() {
  const changed = element("span", { class: "diff harm k-number", "aria-hidden": "true" }, element("del", null, "12"), " ", element("ins", null, "120"));
  const gone = element("del", { class: "gone", "aria-hidden": "true" }, say("sample"));
  const lines = STRENGTHS_SHOWN.map((name) => element("li", null, element("span", { class: `stroke ${name}`, "aria-hidden": "true" }), element("span", null, say(`legend_${name}`))));
  return element("details", { class: "legend" }, element("summary", null, say("legend")),
    element("p", { class: "kinds" }, `${say("legend_kinds")}: `, KINDS.map((kind) => [kindOf(kind), " "])),
    element("ul", null, element("li", null, changed, element("span", null, say("legend_changed"))),
      element("li", null, gone, element("span", null, say("legend_gone"))), lines));
}

/** The legend, closed at first unless `open`. */
export function legendOf(open) {
  const rows = ROWS.map(([name, label, numbered]) => element("li", null,
    numbered && element("span", { class: "number s0", "aria-hidden": "true" }, "1"), element("span", { class: name, "aria-hidden": "true" }, say("sample")),
    element("span", null, say(label))));
  return element("details", { class: "legend", open }, element("summary", null, say("legend")), element("ul", null, rows));
}
