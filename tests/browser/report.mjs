// Looks at a page of `isnad analyze --format html` in a headless Chromium, wide and as on a phone.
//
//   node report.mjs PAGE.html FOLDER    screenshots go to FOLDER
//
// Checks what a reader would see: nothing overlaps or runs out of the window, the text runs from right to left, runs of
// Latin letters and numbers stay in one piece and in their order, quotes have their speaker's colour, and the button
// shows what was dropped. Nothing is fetched: the network is cut off.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beside, launch, open, sound, violations, WINDOWS } from "./look.mjs";

const [file, folder] = process.argv.slice(2).map((path) => resolve(path));
const address = (language) => `${pathToFileURL(file).href}?lang=${language}`;
const browser = await launch();
try {
  for (const [name, width, height] of WINDOWS) {
    for (const language of ["ar", "en"]) {
      const say = (what) => `report, ${name}, ${language}: ${what}`;
      const asked = [];
      const { context, page, faults } = await open(browser, address(language), { width, height, offline: true });
      page.on("request", (request) => asked.push(request.url()));
      const seen = await sound(page, say);
      assert.equal(seen.direction, language === "ar" ? "rtl" : "ltr", say("the page runs as its language does"));
      assert(seen.latin_runs > 0, say("the page has runs of Latin letters or numbers to look at"));
      assert(seen.dropped > 0 && seen.dropped_shown === 0, say("what was dropped is hidden at first"));
      assert.equal(await page.locator(".contents li").count(), 2, say("a list names both documents"));
      assert.equal(await beside(page), name === "wide" || name === "tablet" && width > 800, say("speakers stand beside the text where there is room, else below"));
      for (const button of await page.locator(".dropper").all()) await button.click();
      const after = await sound(page, say);
      assert.equal(after.dropped_shown, after.dropped, say("the button shows what was dropped"));
      await page.locator(".legend summary").click();
      assert.deepEqual(await violations(page), [], say("axe finds nothing"));
      const first = page.locator(".page").first();
      assert.match(await first.innerText(), /رانيا السلمان[^]*2025/, say("who wrote it, and when"));
      assert.match(await page.locator("body").innerText(), language === "ar" ? /المخاطب: الصحفيين/ : /Said to: الصحفيين/, say("the addressee without its preposition"));
      await page.screenshot({ path: `${folder}/report-${name}-${language}.png`, fullPage: true });
      assert.deepEqual(asked, [], say("nothing is fetched"));
      assert.deepEqual(faults, [], say("no script fails"));
      await context.close();
    }
  }
  const { page } = await open(browser, address("en"), { width: 900, height: 700, javaScriptEnabled: false });
  assert.match(await page.locator("body").innerText(), /needs JavaScript/, "without scripts the page says so");
} finally {
  await browser.close();
}
console.log(`browser: the report in ${WINDOWS.length} windows and two languages, screenshots in ${folder}`);
