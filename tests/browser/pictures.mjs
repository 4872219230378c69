// Pictures of the page of a running server: three widths, two languages, light and dark; axe looks at each.
//
//   node pictures.mjs http://127.0.0.1:PORT FOLDER
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { beside, launch, open, sound, violations, WINDOWS } from "./look.mjs";

const [server, folder] = [process.argv[2], resolve(process.argv[3])];
const browser = await launch();
try {
  for (const [name, width, height] of WINDOWS) {
    for (const language of ["en", "ar"]) {
      for (const colorScheme of ["light", "dark"]) {
        const picture = `${name}-${language}-${colorScheme}`;
        const say = (what) => `${picture}: ${what}`;
        const { context, page, faults } = await open(browser, `${server}/?lang=${language}`, { width, height, colorScheme, reducedMotion: "reduce" });
        assert.deepEqual(await violations(page), [], say("axe finds nothing before a text"));
        await page.click("[data-example=relays]");
        await page.waitForSelector(".document");
        const seen = await sound(page, say);
        assert.equal(seen.direction, language === "ar" ? "rtl" : "ltr", say("the page runs as its language does"));
        assert.equal(await beside(page), width > 800, say("speakers stand beside the text where there is room, else below"));
        await page.click("#d1-q0");
        await page.locator("#d1-c0 summary").click();
        await page.waitForSelector("#d1-c0 .how[open] dl");
        assert.deepEqual(await violations(page), [], say("axe finds nothing"));
        await page.evaluate(() => document.activeElement.blur());
        await page.locator("#d1").evaluate((drawn) => drawn.scrollIntoView());
        await page.screenshot({ path: `${folder}/${picture}.png` });
        await page.click(".dropper");
        await page.click(".legend summary");
        assert.deepEqual(await violations(page), [], say("axe finds nothing in what was dropped and in the legend"));
        assert.deepEqual(faults, [], say("no script fails"));
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`browser: ${WINDOWS.length * 4} pictures in ${folder}, 0 violations by axe`);
