// Elements. Nothing is ever parsed as HTML: words of a text are text nodes.

/**
 * An element with attributes and children. What is absent is left out. Attributes come last: with `dir="auto"` a browser would look
 * for the direction again after each child.
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  made.append(...children.flat(Infinity).filter((child) => child || child === 0));
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === true) made.setAttribute(key, "");
    else if (value || value === 0) made.setAttribute(key, value);
  }
  return made;
}

/** A button. */
export function button(label, onclick, attributes) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onclick);
  return made;
}

/** Words of a text, whose direction is their own and does not reach further. */
export function words(text, attributes) {
  return element("bdi", { lang: "ar", ...attributes }, text);
}

/** The name of SVG, which is written as an address; nothing is fetched from there. */
const SVG = "http://www.w3.org/2000/svg";

/** A part of a drawing. */
export function drawing(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  made.append(...children.flat());
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  return made;
}
