import { build } from "esbuild";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text as textOf } from "node:stream/consumers";
import { test, type TestContext } from "node:test";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const isnad = process.env["ISNAD_BIN"];
const missing = !isnad ? "ISNAD_BIN names no program" : !existsSync(chromium) && "Chromium is not here";

const PAGE = `
  import { connect, slice } from "isnad";
  const text = "😀 قالت المهندسة ليان الورداني: \\"السد آمن\\".";
  const found = async () => {
    const client = await connect(new URLSearchParams(location.search).get("target"));
    const { quotes } = await client.analyze({ text });
    const many = await Array.fromAsync(client.analyzeMany([{ id: "a", text }, { id: "b", text: "" }]));
    const wrong = await client.analyze({ text: "" }).catch((error) => error);
    return {
      said: quotes.map(({ content }) => content.map((span) => slice(text, span))),
      many: many.map(({ id, error }) => [id, error?.code ?? null]),
      wrong: [wrong.code, wrong.field],
    };
  };
  found().catch(String).then((it) => fetch("/found", { method: "POST", body: JSON.stringify(it) }));
`;

/** The script of the page, bundled from the package's browser entry point. */
async function bundle(): Promise<string> {
  const stdin = { contents: PAGE, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", platform: "browser", write: false });
  return outputFiles[0]!.text;
}

test("a bundle for browsers has nothing of Node in it", async () => {
  assert.doesNotMatch(await bundle(), /node:/);
});

test("a page of another origin calls the program", { skip: missing }, async (context) => {
  const script = await bundle();
  const found = Promise.withResolvers<unknown>();
  const pages = createServer(async (request, response) => {
    if (request.method === "POST") found.resolve(JSON.parse(await textOf(request)));
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><script type="module">${script}</script>`);
  }).listen(0, "127.0.0.1");
  context.after(() => pages.close());
  await once(pages, "listening");
  const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  await look(context, `${origin}/?target=http://${await serve(context, origin)}`);
  assert.deepEqual(await found.promise, {
    said: [["السد آمن"]],
    many: [
      ["a", null],
      ["b", "INVALID_ARGUMENT"],
    ],
    wrong: ["INVALID_ARGUMENT", "text"],
  });
});

/** Starts the server, which allows calls from pages of this origin. Returns its address. */
async function serve(context: TestContext, origin: string): Promise<string> {
  const flags = ["serve", "--listen", "127.0.0.1:0", "--drain-delay", "0s", "--log-format", "json", "--cors-origins", origin];
  const server = spawn(isnad!, flags, { stdio: ["ignore", "ignore", "pipe"] });
  context.after(() => server.kill());
  for await (const line of createInterface({ input: server.stderr })) {
    const { address } = JSON.parse(line);
    if (address) return address;
  }
  throw new Error("the program does not serve");
}

/** Opens a page. */
async function look(context: TestContext, address: string): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), "isnad-browser-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", `--user-data-dir=${profile}`];
  const browser = spawn(chromium, [...flags, address], { stdio: "ignore" });
  context.after(async () => {
    browser.kill();
    await once(browser, "exit");
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
}
