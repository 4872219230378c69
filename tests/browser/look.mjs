// What the tests share: a Chromium without network but its own machine, and what a reader would see.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/** The windows: name, width, height. */
export const WINDOWS = [["wide", 1100, 740], ["tablet", 768, 800], ["phone", 390, 760]];

/** A browser. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });
}

/** A page in a window of its own, which ends the test when a script of it fails. */
export async function open(browser, address, { width, height, ...options }) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(address);
  return { context, page, faults };
}

/** What axe finds wrong. */
export async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
}

/** Holds what must be so of a document that is drawn, in any window and language. */
export async function sound(page, say) {
  const seen = await page.evaluate(look);
  const width = page.viewportSize().width;
  assert(seen.scroll_width <= width, say(`${seen.scroll_width} pixels wide in a window of ${width}`));
  assert.deepEqual(seen.overlaps, [], say("nothing overlaps"));
  assert.deepEqual(seen.outside, [], say("nothing lies outside the window"));
  assert.deepEqual(seen.backwards, [], say("the first word of a line lies right of the last"));
  assert.deepEqual(seen.torn, [], say("runs of Latin letters and numbers are in one piece"));
  assert.deepEqual(seen.broken, [], say("no card breaks a word"));
  assert(seen.quotes > 0 && seen.colourless === 0, say("each quote has a colour"));
  assert.equal(seen.dead_links, 0, say("each link leads somewhere"));
  return seen;
}

/** In the page: what there is to see, and what is wrong with it. */
function look() {
  const shown = (element) => element.getClientRects().length > 0;
  const boxes = [...document.querySelectorAll(".text p, .text h2, .text .why, .speaker, .findings, .tools, .legend, h1")].filter(shown);
  const overlaps = [];
  const outside = [];
  boxes.forEach((box, index) => {
    const a = box.getBoundingClientRect();
    if (a.left < -1 || a.right > innerWidth + 1) outside.push(box.textContent.slice(0, 40));
    for (const other of boxes.slice(index + 1)) {
      const b = other.getBoundingClientRect();
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const scrolled = box.closest(".side") !== other.closest(".side");
      if (across > 1 && down > 1 && !scrolled) overlaps.push([box.textContent.slice(0, 40), other.textContent.slice(0, 40)]);
    }
  });
  const texts = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (!node.parentElement.closest(".number")) found.push(node);
    return found;
  };
  const range = document.createRange();
  const rects = (node, from, to) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()];
  };
  const backwards = [];
  const torn = [];
  const broken = [];
  let latin_runs = 0;
  for (const paragraph of document.querySelectorAll(".text > p")) {
    let first = null;
    for (const node of texts(paragraph)) {
      for (const match of node.data.matchAll(/[A-Za-z]+(?:[.'-][A-Za-z]+)*|[0-9]+(?:[.,][0-9]+)*/g)) {
        const end = match.index + match[0].length;
        latin_runs += 1;
        if (rects(node, match.index, end).length !== 1) torn.push(match[0]);
        else if (match[0].length > 1 && rects(node, match.index, match.index + 1)[0].left >= rects(node, end - 1, end)[0].left) torn.push(match[0]);
      }
      const word = /[\u0621-\u064A]{2,}/.exec(node.data);
      if (word && !first) {
        first = rects(node, word.index, word.index + word[0].length)[0];
        const box = paragraph.getBoundingClientRect();
        if (box.right - first.right > first.left - box.left + 1 && getComputedStyle(paragraph).direction === "rtl") backwards.push(paragraph.textContent.slice(0, 40));
      }
    }
  }
  for (const node of [...document.querySelectorAll(".speaker")].flatMap(texts)) {
    for (const match of node.data.matchAll(/[\p{L}\p{M}\p{N}]{2,30}/gu)) {
      const lines = new Set(rects(node, match.index, match.index + match[0].length).map((rect) => Math.round(rect.top)));
      if (lines.size > 1) broken.push(match[0]);
    }
  }
  const quotes = [...document.querySelectorAll(".text .q")];
  const plain = (element) => getComputedStyle(element).backgroundColor === "rgba(0, 0, 0, 0)" && !element.classList.contains("unknown");
  const dropped = [...document.querySelectorAll(".text .dropped")];
  const links = [...document.querySelectorAll('a[href^="#"]')];
  return {
    direction: getComputedStyle(document.documentElement).direction,
    scroll_width: document.documentElement.scrollWidth,
    overlaps, outside, backwards, torn, broken, latin_runs,
    quotes: quotes.length, colourless: quotes.filter(plain).length,
    cards: document.querySelectorAll(".card").length,
    dead_links: links.filter((link) => !document.getElementById(link.getAttribute("href").slice(1))).length,
    dropped: dropped.length, dropped_shown: dropped.filter(shown).length,
  };
}

/** Whether the speakers stand beside the text, on the side where reading ends. */
export function beside(page) {
  return page.evaluate(() => {
    const text = document.querySelector(".main").getBoundingClientRect();
    const speakers = document.querySelector(".side").getBoundingClientRect();
    const rtl = document.documentElement.dir === "rtl";
    const apart = rtl ? speakers.right <= text.left + 1 : speakers.left >= text.right - 1;
    return apart && speakers.top < text.bottom;
  });
}
