// What colours, lines and numbers mean.
import { element } from "./dom.js";
import { say } from "./words.js";

const ROWS = [
  ["q s0 sure", "legend_quote", true], ["q s0 sure", "legend_sure"], ["q s0 likely", "legend_likely"], ["q s0 doubtful", "legend_doubtful"],
  ["q unknown likely", "legend_nobody"], ["q s1 sure inner", "legend_inner"], ["cue s0", "legend_cue"], ["who s0", "legend_mention"],
  ["via", "legend_relay"], ["odd", "legend_finding"], ["sample dropped-sample", "legend_dropped"],
];

/** The legend, closed at first unless `open`. */
export function legendOf(open) {
  const rows = ROWS.map(([name, label, numbered]) => element("li", null,
    numbered && element("span", { class: "number s0", "aria-hidden": "true" }, "1"), element("span", { class: name, "aria-hidden": "true" }, say("sample")),
    element("span", null, say(label))));
  return element("details", { class: "legend", open }, element("summary", null, say("legend")), element("ul", null, rows));
}
