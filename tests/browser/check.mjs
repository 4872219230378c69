// Looks at a page of `isnad analyze --format html` in a headless Chromium, wide and as on a phone.
//
//   node check.mjs PAGE.html FOLDER    screenshots go to FOLDER
//
// Checks what a reader would see: nothing overlaps or runs out of the window, the text runs from right to left, runs of
// Latin letters and numbers stay in one piece and in their order, quotes have their speaker's colour, and the box
// shows what was dropped. Nothing is fetched: the network is cut off.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [page_file, folder] = process.argv.slice(2).map((path) => resolve(path));
mkdirSync(folder, { recursive: true });
const source = readFileSync(page_file, "utf8");
assert(!/<script|https?:|@import|url\(|<link|<img/i.test(source), "the page needs nothing but itself");

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: quiet });
let checks = 0;
try {
  for (const [name, width, height] of [["wide", 1280, 900], ["phone", 390, 844]]) {
    const context = await browser.newContext({ viewport: { width, height }, offline: true, javaScriptEnabled: true });
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(page_file).href);
    const seen = await page.evaluate(look);
    const say = (what) => `${name}: ${what}`;
    assert.deepEqual(asked.filter((url) => !url.startsWith("file:")), [], say("nothing is fetched"));
    assert.equal(seen.direction, "rtl", say("the page runs from right to left"));
    assert(seen.scroll_width <= width, say(`${seen.scroll_width} pixels wide in a window of ${width}`));
    assert.deepEqual(seen.overlaps, [], say("nothing overlaps"));
    assert.deepEqual(seen.outside, [], say("nothing lies outside the window"));
    assert.deepEqual(seen.backwards, [], say("the first word of a line lies right of the last"));
    assert.deepEqual(seen.torn, [], say("runs of Latin letters and numbers are in one piece"));
    assert(seen.latin_runs > 0, say("the page has runs of Latin letters or numbers to look at"));
    assert(seen.quotes > 0 && seen.colourless === 0, say("each quote has a colour"));
    assert.equal(seen.dead_links, 0, say("each quote of the list leads to its place"));
    assert(seen.dropped > 0 && seen.dropped_shown === 0, say("what was dropped is hidden at first"));
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    assert(statSync(`${folder}/${name}.png`).size > 20_000, say("the screenshot shows something"));
    await page.click("label[for=dropped]");
    const after = await page.evaluate(look);
    assert.equal(after.dropped_shown, after.dropped, say("the box shows what was dropped"));
    assert.deepEqual(after.overlaps, [], say("nothing overlaps then, either"));
    await page.screenshot({ path: `${folder}/${name}-dropped.png`, fullPage: true });
    const side = await page.evaluate(columns);
    assert.equal(side.beside, name === "wide", say("speakers stand beside the text where there is room, else below"));
    checks += 1;
    await context.close();
  }
} finally {
  await browser.close();
}
console.log(`browser: ${checks} windows looked at, screenshots in ${folder}`);

/** In the page: what there is to see, and what is wrong with it. */
function look() {
  const shown = (element) => element.getClientRects().length > 0;
  const boxes = [...document.querySelectorAll(".text p, .speaker, .document > h1")].filter(shown);
  const overlaps = [];
  const outside = [];
  boxes.forEach((box, index) => {
    const a = box.getBoundingClientRect();
    if (a.left < -1 || a.right > innerWidth + 1) outside.push(box.textContent.slice(0, 40));
    for (const other of boxes.slice(index + 1)) {
      const b = other.getBoundingClientRect();
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) overlaps.push([box.textContent.slice(0, 40), other.textContent.slice(0, 40)]);
    }
  });
  const backwards = [];
  const torn = [];
  let latin_runs = 0;
  for (const paragraph of document.querySelectorAll(".text p:not(.dropped)")) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let first = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const match of node.data.matchAll(/[A-Za-z]+(?:[.'-][A-Za-z]+)*|[0-9]+(?:[.,][0-9]+)*/g)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        latin_runs += 1;
        if (range.getClientRects().length !== 1) torn.push(match[0]);
        else if (match[0].length > 1) {
          const at = (from, to) => {
            range.setStart(node, from);
            range.setEnd(node, to);
            return range.getBoundingClientRect().left;
          };
          const end = match.index + match[0].length;
          if (at(match.index, match.index + 1) >= at(end - 1, end)) torn.push(match[0]);
        }
      }
      const word = /[\u0621-\u064A]{2,}/.exec(node.data);
      if (word && !first) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        first = range.getClientRects()[0];
        const box = paragraph.getBoundingClientRect();
        if (box.right - first.right > first.left - box.left + 1 && getComputedStyle(paragraph).direction === "rtl") {
          backwards.push(paragraph.textContent.slice(0, 40));
        }
      }
    }
  }
  const quotes = [...document.querySelectorAll(".text .q")];
  const plain = (element) => getComputedStyle(element).backgroundColor === "rgba(0, 0, 0, 0)" && !element.classList.contains("unknown");
  const dropped = [...document.querySelectorAll(".text .dropped")];
  const links = [...document.querySelectorAll(".speaker a")];
  return {
    direction: getComputedStyle(document.documentElement).direction,
    scroll_width: document.documentElement.scrollWidth,
    overlaps,
    outside,
    backwards,
    torn,
    latin_runs,
    quotes: quotes.length,
    colourless: quotes.filter(plain).length,
    dead_links: links.filter((link) => !document.getElementById(link.getAttribute("href").slice(1))).length,
    dropped: dropped.length,
    dropped_shown: dropped.filter(shown).length,
  };
}

/** In the page: whether the speakers stand beside the text. */
function columns() {
  const text = document.querySelector(".text").getBoundingClientRect();
  const speakers = document.querySelector(".speakers").getBoundingClientRect();
  return { beside: speakers.right <= text.left + 1 && speakers.top < text.bottom };
}
