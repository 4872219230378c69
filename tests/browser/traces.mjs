// Looks at a page of `isnad trace --format html` in a headless Chromium: in three windows, two languages, light and dark.
//
//   node traces.mjs PAGE.html FOLDER PICTURES    what is made on the way goes to FOLDER, screenshots too, those for the documentation to PICTURES
//
// Checks what an editor relies on: the marked words are the report's own, each mark says what it is, links lead to their reports, the chain
// has its lines, and thousands of utterances can be gone through. Nothing is fetched: the network is cut off.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, open, violations, WINDOWS } from "./look.mjs";

const [file, folder, pictures] = process.argv.slice(2).map((path) => resolve(path));
const address = (language, hash = "", path = file) => `${pathToFileURL(path).href}?lang=${language}${hash}`;
const html = readFileSync(file, "utf8");
const clusters = [...html.matchAll(/class="answer">(.*)<\/script>/g)].map(([, json]) => JSON.parse(json).cluster).filter(Boolean);
/** Pixels of a page in its picture. */
const PICTURED = 1250;
const opened = (page, index) => page.locator(`#c${index} > .utterance`).waitFor();
const focused = (page, id) => page.waitForFunction((id) => document.activeElement.id === id, id);
const browser = await launch();

/** What there is to see of an utterance that is open. */
function look(anchor) {
  const drawn = document.getElementById(anchor);
  const own = (said) => {
    const copy = said.cloneNode(true);
    for (const other of copy.querySelectorAll("del, .label")) other.remove();
    return copy.textContent.replace(/\s+/g, "");
  };
  const shown = [...drawn.querySelectorAll("p, h4, li, tr")].map((it) => it.getBoundingClientRect()).filter((box) => box.width);
  return {
    said: [...drawn.querySelectorAll(".member")].map((member) => [member.id, own(member.querySelector(".said"))]),
    kinds: [...drawn.querySelectorAll(".drift .kind")].map((it) => it.className.replace("kind k-", "")),
    unnamed: [...drawn.querySelectorAll(".member .diff")].filter((mark) => !mark.title).length,
    lines: [...drawn.querySelectorAll(".picture .arc")].map((arc) => `${arc.getAttribute("class")} ${arc.querySelectorAll(".head").length}`),
    dead: [...drawn.querySelectorAll('a[href^="#"]')].filter((link) => !document.getElementById(link.getAttribute("href").slice(1))).length,
    outside: shown.filter((box) => box.left < -1 || box.right > innerWidth + 1).length,
    width: document.documentElement.scrollWidth, direction: document.documentElement.dir,
  };
}

async function inWindow(name, width, height, language, colorScheme) {
  const say = (what) => `trace, ${name}, ${language}, ${colorScheme}: ${what}`;
  const asked = [];
  const { context, page, faults } = await open(browser, address(language), { width, height, colorScheme, offline: true });
  page.on("request", (request) => asked.push(request.url()));
  await opened(page, 1);
  for (const [index, cluster] of clusters.entries()) {
    const seen = await page.evaluate(look, `c${index + 1}`);
    const words = new Map(seen.said);
    cluster.members.forEach((member, at) => assert.equal(words.get(`c${index + 1}-m${at}`), member.words.replace(/\s+/g, ""), say("the words are the report's own")));
    assert.deepEqual(seen.kinds, cluster.drift.map((row) => row.kind.replace("DRIFT_KIND_", "").toLowerCase()), say("a row for each difference, in order"));
    assert.equal(seen.unnamed, 0, say("each mark says what it is"));
    assert.equal(seen.dead, 0, say("each link leads somewhere"));
    assert.equal(seen.outside, 0, say("nothing lies outside the window"));
    assert(seen.width <= width, say(`${seen.width} pixels wide`));
    assert.equal(seen.direction, language === "ar" ? "rtl" : "ltr", say("the page runs as its language does"));
    if (!index) assert.deepEqual(seen.lines.sort(), ["arc good 1", "arc strong 1"], say("solid for what a text says, dashed for what is hardly chance"));
    else assert.deepEqual(seen.lines, ["arc strong 0"], say("no arrow between two who have it from one agency"));
  }
  if (colorScheme === "light") await page.screenshot({ path: `${name === "wide" ? pictures : folder}/clusters-${name}-${language}.png`, fullPage: true, clip: { x: 0, y: 0, width, height: PICTURED } });
  await page.locator(".legend summary").click();
  assert.deepEqual(await violations(page), [], say("axe finds nothing"));
  await page.emulateMedia({ media: "print" });
  assert(!(await page.locator(".language").isVisible()), say("print has no buttons"));
  assert.deepEqual(asked, [], say("nothing is fetched"));
  assert.deepEqual(faults, [], say("no script fails"));
  await context.close();
}

/** What an editor reads of the example. */
async function inWords() {
  const { page, context } = await open(browser, address("en"), { width: 1100, height: 800 });
  const text = async (selector) => (await page.locator(selector).first().innerText()).replace(/\s+/g, " ");
  assert.match(await text("#c1-m0 .when"), /12 March 2025 09:10 .*first seen/);
  assert.match(await text("#c1-m2 .said"), /12 مليون 120 مليون number/, "the number that was changed, and that into which");
  assert.match(await text("#c1-m3 .said"), /لا negation/);
  assert.match(await text("#c1-m1 .said .gone"), /وإن صغار المزارعين لن يدفعوا رسوما جديدة للري/, "a clause that was left out is in one piece");
  assert.match(await text("#c1-m4 .attribution"), /Its speaker: .*it may be the same person/);
  assert.doesNotMatch(await page.locator("main").innerText(), /conflict/i, "another name is no conflict");
  assert.match(await text("#c1 .links"), /took it from .*it names «وكالة الضفاف» \(the text says so\)/);
  assert.match(await text("#c2 .links"), /have it from وكالة المدار/);
  assert.match(await text("#c1 .timeline"), /Without a time .*huqul-1/);
  await context.close();
}

async function byKeyboard() {
  const { page, context, faults } = await open(browser, address("en", "#c2-m1"), { width: 1100, height: 800 });
  await focused(page, "c2-m1");
  await page.focus("#c2 > summary");
  await page.keyboard.press("Enter");
  assert(!(await page.locator("#c2 > .utterance").isVisible()), "a row is closed");
  await page.click(".language");
  await opened(page, 1);
  assert(!(await page.locator("#c2 > .utterance").isVisible()), "it stays so in the other language");
  await page.focus("#c1 .drift a[href='#c1-m3']");
  await page.keyboard.press("Enter");
  await focused(page, "c1-m3");
  assert.deepEqual(faults, [], "no script fails");
  await context.close();
}

/** The same page with thousands of utterances, one of them with thousands of reports. */
async function large() {
  const many = resolve(folder, "traces-many.html");
  const data = (cluster) => `<script type="application/json" class="answer">${JSON.stringify({ cluster }).replaceAll("<", "\\u003c")}</script>\n`;
  const [first] = clusters;
  const members = Array.from({ length: 3000 }, (_, index) => ({ ...first.members[index % 6], id: `r${index}` }));
  const drift = [{ ...first.drift[0], places: members.map((_, member) => ({ ...first.drift[0].places[0], member })) }];
  const edges = members.slice(1).map((_, index) => ({ ...first.edges[0], taker: index + 1, source: index }));
  const big = data({ ...first, members, drift, edges, documents: 3000 });
  writeFileSync(many, html.replace(/(<script type="application\/json" class="answer">\{"cluster")/, () => big + data(first).repeat(5000) + '<script type="application/json" class="answer">{"cluster"'));
  const { page, context, faults } = await open(browser, address("en", "", many), { width: 1100, height: 800 });
  assert.equal(await page.locator(".cluster").count(), 100, "the first are listed");
  assert.equal(await page.locator(".member").count(), 0, "and none is drawn");
  await page.click("#c1 > summary");
  await opened(page, 1);
  assert.equal(await page.locator("#c1 .member").count(), 40 * 1 + 40, "the first reports with a time, and those without one");
  await page.locator("#c1 .timeline .more").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.matches(".member"));
  await page.locator(".clusters > .more").click();
  assert.equal(await page.locator(".cluster").count(), 200);
  await page.evaluate(() => { location.hash = "#c4000-m2"; });
  await focused(page, "c4000-m2");
  assert.deepEqual(faults, [], "no script fails");
  await context.close();
}

try {
  assert.equal(clusters.length, 2, "the example has two utterances");
  for (const [name, width, height] of WINDOWS) {
    for (const language of ["en", "ar"]) {
      for (const colorScheme of ["light", "dark"]) await inWindow(name, width, height, language, colorScheme);
    }
  }
  await inWords();
  await byKeyboard();
  await large();
} finally {
  await browser.close();
}
console.log(`browser: utterances in ${WINDOWS.length} windows and two languages, pictures in ${pictures}`);
