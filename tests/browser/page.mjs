// Uses the page of a running server in a headless Chromium, as a reader would.
//
//   node page.mjs http://127.0.0.1:PORT FOLDER    clusters of `isnad trace` are in FOLDER
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { launch, open, sound, violations } from "./look.mjs";

const [server, folder] = process.argv.slice(2);
const example = (name) => readFileSync(new URL(`../../examples/${name}.txt`, import.meta.url), "utf8");
const clusters = (unit) => readFileSync(`${folder}/clusters-${unit}.jsonl`, "utf8");
const WINDOW = { width: 1180, height: 820 };
const browser = await launch();
let tests = 0;

/** A test with a page of its own. */
async function test(name, body, options = {}) {
  const { context, page, faults } = await open(browser, `${server}/?lang=${options.lang ?? "en"}`, { ...WINDOW, ...options });
  try {
    await body(page, faults, context);
    assert.deepEqual(faults, [], "no script fails");
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
  await context.close();
  tests += 1;
}

/** Puts a text in and waits for what comes of it. */
async function analyse(page, text, wanted = ".document") {
  await page.fill("#text", text);
  await page.click("[type=submit]");
  await page.waitForSelector(wanted);
  await settled(page);
}

/** Waits until the page has been drawn and scrolled: a click in between would miss what it is meant for. */
const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Puts a long text in at once, as a clipboard does. */
const paste = (page, text) => page.evaluate((text) => { document.getElementById("text").value = text; }, text);

const active = (page) => page.evaluate(() => document.activeElement.id);

/** That the focus comes to an element: a change of the address is followed a moment later. */
async function comesTo(page, id) {
  await page.waitForFunction((id) => document.activeElement.id === id, id, { timeout: 5000 }).catch(() => {});
  assert.equal(await active(page), id);
}

/** How a quote was found, once its card shows it: a browser tells of an opened element a moment later. */
async function howOf(page, card) {
  await page.waitForSelector(`${card} .how[open] dl`);
  return page.locator(`${card} .how`).innerText();
}

try {
  await test("a text is pasted and analysed", async (page) => {
    const asked = [];
    page.on("request", (request) => request.method() === "POST" && asked.push(new URL(request.url()).pathname));
    await analyse(page, example("article"));
    const seen = await sound(page, (what) => what);
    assert.equal(seen.cards, 7, "a card for each quote");
    assert.deepEqual(asked, ["/isnad.v1.TextService/Analyze"], "the server is asked once");
    assert.equal(await page.locator("#status").innerText(), "Analysed.");
    assert.equal(await page.locator(".text h2").innerText().then((title) => title.replace(/\d/g, "").trim()), "وزيرة المياه: سد الوادي الأخضر آمن");
    const text = await page.locator(".text").evaluate((text) => [...text.querySelectorAll(":scope > p")].map((p) => {
      const copy = p.cloneNode(true);
      for (const number of copy.querySelectorAll(".number")) number.remove();
      return copy.textContent.trim();
    }));
    for (const paragraph of text) assert(example("article").includes(paragraph), `the text is as it was: ${paragraph}`);
  });

  await test("a quote leads to its card, and the card back", async (page) => {
    await analyse(page, example("article"));
    await page.click("#d1-q4");
    await comesTo(page, "d1-c4");
    assert.equal(await page.locator(".card.active").count(), 1);
    assert(await page.locator("#d1-c4").evaluate((card) => card.getBoundingClientRect().bottom <= innerHeight), "the card is in view");
    await page.click("#d1-c4 .number");
    await comesTo(page, "d1-q4");
    assert(await page.locator(".text .q.active").count() > 0, "the quote is marked");
    await page.locator(".text .q").last().click();
    await comesTo(page, "d1-c6");
    await page.locator("#d1-c6 .said").click();
    await comesTo(page, "d1-q6");
  });

  await test("a card says how its speaker was found", async (page) => {
    await analyse(page, example("relays"));
    await page.locator("#d1-c0 summary").click();
    const how = await howOf(page, "#d1-c0");
    assert.match(how, /quoted/);
    assert.match(how, /The source that the verb's subject quotes/);
    assert.match(await page.locator("#d1-c0 .chain").innerText(), /نبيل الكرخاوي[^]*وكالة الضفاف[^]*this text/);
  });

  await test("all of it works by keyboard", async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await active(page), "language");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
    await page.focus("#text");
    await page.keyboard.insertText(example("article"));
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".document");
    await settled(page);
    await page.focus("#d1-q1");
    await page.keyboard.press("Enter");
    await comesTo(page, "d1-c1");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await comesTo(page, "d1-q1");
    await page.focus(".dropper");
    await page.keyboard.press("Space");
    assert(await page.locator(".dropped").first().isVisible(), "what was dropped is shown");
    await page.focus("#d1-c1 summary");
    await page.keyboard.press("Enter");
    assert.match(await howOf(page, "#d1-c1"), /subject/);
  });

  await test("what was dropped is shown with its reason", async (page) => {
    await analyse(page, example("article"));
    await page.click(".dropper");
    assert.match(await page.locator(".dropped", { hasText: "شارك الخبر" }).innerText(), /A button that shares the page/);
    await page.click("#language");
    const dropped = page.locator(".dropped", { hasText: "شارك الخبر" });
    assert(await dropped.isVisible(), "it stays so in the other language");
    assert.match(await dropped.innerText(), /زر لمشاركة الصفحة/);
  });

  await test("what is doubtful is listed, and leads to its place", async (page) => {
    await analyse(page, example("damaged"));
    assert.match(await page.locator(".findings").innerText(), /lost characters: \?[^]*Should be: %/);
    await page.locator(".findings a", { hasText: "mكتبة" }).click();
    await page.waitForFunction(() => document.activeElement.textContent === "mكتبة");
  });

  await test("markup in a text is text", async (page) => {
    const hostile = `${example("article")}وقالت منى الراوي إن <script>window.pwned = 1</script><img src=x onerror="window.pwned = 1"> الجسر "متين".\n`;
    await analyse(page, hostile);
    await page.click(".dropper");
    assert.match(await page.locator(".text").evaluate((text) => text.textContent), /<script>window\.pwned = 1<\/script>/);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.equal(await page.locator("#answer script, #answer img").count(), 0);
  });

  await test("the page may run nothing but its own scripts", async (page, faults) => {
    const headers = await page.evaluate(async () => Object.fromEntries((await fetch("/")).headers));
    assert.match(headers["content-security-policy"], /^default-src 'none'/);
    assert.doesNotMatch(headers["content-security-policy"], /unsafe/);
    assert.equal(headers["x-content-type-options"], "nosniff");
    const ran = await page.evaluate(() => new Promise((done) => {
      document.addEventListener("securitypolicyviolation", () => done("refused"), { once: true });
      const script = document.createElement("script");
      try {
        script.text = "window.pwned = 1";
        document.body.append(script);
      } catch {
        done("refused");
      }
      setTimeout(() => done(window.pwned ? "ran" : "did not run"), 500);
    }));
    assert.equal(ran, "refused");
    faults.length = 0;
  });

  await test("an error of the server is shown in words", async (page, faults) => {
    await paste(page, "كلمات ".repeat(100_000));
    await page.click("[type=submit]");
    await page.waitForSelector(".failure");
    const said = await page.locator(".failure").innerText();
    assert.match(said, /does not accept this text|too long for this server/);
    assert.match(said, /invalid_argument|out_of_range/);
    assert.deepEqual(await violations(page), []);
    await analyse(page, example("article"));
    assert.equal(await page.locator(".failure").count(), 0, "the next answer takes its place");
    faults.length = 0;
  });

  await test("no text is no call", async (page) => {
    await page.click("[type=submit]");
    assert.equal(await page.locator("#status").innerText(), "There is no text to analyse.");
  });

  await test("a server that is gone is told of", async (page, faults, context) => {
    await context.setOffline(true);
    await analyse(page, example("article"), ".failure");
    assert.match(await page.locator(".failure").innerText(), /cannot be reached/);
    faults.length = 0;
  });

  for (const [name, joint] of [["many lines", "\n"], ["one line", " "]]) {
    await test(`a text of 1 MiB in ${name} is drawn`, async (page) => {
      const one = example("relays").split("\n").slice(3).join(joint);
      const size = Buffer.byteLength(one);
      const text = Array.from({ length: Math.floor(2 ** 20 / (size + 8)) }, (_, index) => `${one}${index}`).join(joint);
      page.setDefaultTimeout(120_000);
      await paste(page, text);
      await page.evaluate(() => { window.longest = 0; new PerformanceObserver((list) => { for (const it of list.getEntries()) window.longest = Math.max(window.longest, it.duration); }).observe({ type: "longtask" }); });
      await page.click("[type=submit]");
      await page.waitForSelector(".document");
      await page.waitForFunction(() => document.querySelectorAll(".card").length > 1000);
      await page.locator(".text .number").nth(700).click();
      await page.waitForFunction(() => document.activeElement.id.startsWith("d1-c"));
      console.log(`browser: 1 MiB in ${name}: the page was busy for ${Math.round(await page.evaluate(() => window.longest))} ms at most`);
    });
  }

  await test("an answer, and the call that gives it, can be copied", async (page) => {
    await analyse(page, `${example("article")}قال 'x' $(y) إن`);
    const copied = async (name) => {
      await page.click(`[data-copy=${name}]`);
      await page.locator(".tools [role=status]", { hasText: "Copied." }).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    assert.equal(JSON.parse(await copied("copy_json")).quotes.length, 7);
    const curl = await copied("copy_curl");
    assert(curl.startsWith("curl ") && curl.includes(`'${server}/isnad.v1.TextService/Analyze'`), curl);
    const [, request] = /<< 'END'\n(.*)\nEND\n$/.exec(curl);
    assert(JSON.parse(request).text.endsWith("قال 'x' $(y) إن"));
    assert.match(await copied("copy_grpcurl"), /^grpcurl -plaintext -d @ '127\.0\.0\.1:\d+' isnad\.v1\.TextService\/Analyze << 'END'\n/);
  }, { permissions: ["clipboard-read", "clipboard-write"] });

  await test("clusters are drawn, in any unit, and the server is not asked", async (page) => {
    const asked = [];
    page.on("request", (request) => request.method() === "POST" && asked.push(request.url()));
    const drawn = [];
    for (const unit of ["utf16", "utf8"]) {
      await analyse(page, clusters(unit), ".clusters .member");
      drawn.push(await page.locator(".clusters .timeline").allTextContents());
      assert.equal(await page.locator("#status").innerText(), "Drawn.");
    }
    assert.equal(drawn[0].length, 2);
    assert.deepEqual(drawn[1], drawn[0], "the same words are marked");
    assert.deepEqual(asked, []);
    assert.deepEqual(await violations(page), []);
    await page.locator(".links a").first().click();
    await comesTo(page, "c1-m1");
    await page.click("#language");
    assert.match(await page.locator(".clusters h2").innerText(), /ما قيل/);
    await analyse(page, example("article"));
    assert.equal(await page.locator(".clusters").count(), 0, "a text takes their place");
  });

  await test("markup in clusters is text", async (page) => {
    const hostile = JSON.parse(clusters("utf16").split("\n")[0]);
    const markup = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>";
    const [member] = hostile.members;
    Object.assign(member, { words: markup, outlet: markup, id: markup, speaker: markup, published: markup, speakerRelation: "SPEAKER_RELATION_OTHER", relays: [markup] });
    for (const row of hostile.drift) Object.assign(row, { text: markup, base: markup });
    for (const edge of hostile.edges) edge.name = `$& ${markup}`;
    hostile.speaker = markup;
    await analyse(page, JSON.stringify(hostile), ".clusters .member");
    assert((await page.locator(".clusters").innerText()).includes(markup));
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.equal(await page.locator("#answer script, #answer img").count(), 0);
  });

  await test("what is no cluster is told of, with its line", async (page) => {
    const first = clusters("utf16").split("\n")[0];
    for (const [text, told] of [[`${first}\n${first.slice(0, 90)}`, /Line 2 is not JSON/], ['{"id": 1, "text": "قال"}', /Line 1 is JSON, but it has no members/],
      ['{"members": [{"words": "a"}], "drift": 7}', /Line 1 is JSON, but/], ['{"clusters": {}}', /Line 1 is JSON, but/]]) {
      await analyse(page, text, ".failure");
      assert.match(await page.locator(".failure").innerText(), told);
      assert.equal(await page.locator("#status").innerText(), "Not drawn.");
    }
    assert.deepEqual(await violations(page), []);
  });

  await test("an example is analysed with one click", async (page) => {
    await page.click("[data-example=relays]");
    await page.waitForSelector(".document");
    assert.equal(await page.inputValue("#text"), example("relays"));
  });
} finally {
  await browser.close();
}
console.log(`browser: the page passed ${tests} tests`);
