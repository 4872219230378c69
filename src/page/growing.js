// Lists that begin with a few of their items and draw more when asked.
import { button } from "./dom.js";
import { count, say } from "./words.js";

/** Fills `holder` with the first of the items. Gives `more`, a button that draws the next, and `until`, which draws up to an item. */
export function growing(holder, items, draw, size) {
  let drawn = 0;
  const more = button("", () => {
    const first = drawn;
    until(first);
    const next = holder.children[first];
    (next.querySelector("summary") ?? next).focus();
  }, { class: "more" });
  const until = (index) => {
    const end = Math.min(items.length, (Math.floor(index / size) + 1) * size);
    for (; drawn < end; drawn += 1) holder.append(draw(items[drawn], drawn));
    more.hidden = drawn === items.length;
    more.textContent = `${say("more")}: ${count(items.length - drawn)}`;
  };
  until(0);
  return { more, until };
}
