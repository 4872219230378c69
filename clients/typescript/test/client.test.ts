import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { constants, createServer } from "node:http2";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { connect, OffsetEncoding, TextService } from "isnad";
import { connect as connectBrowser } from "isnad/browser";
import { healthCheck } from "../esm/health.js";

/** A service that echoes its input, and whose calls take as long as their texts specify. */
function routes(router: ConnectRouter): void {
  router.rpc(healthCheck, () => ({ value: 1 }));
  router.service(TextService, {
    async analyze({ text, offsetEncoding }, { requestHeader, signal }) {
      if (text === "") throw new ConnectError("text: is empty", Code.InvalidArgument);
      if (text === "wait") await once(signal, "abort");
      return { cleanText: `${text} ${requestHeader.get("x-tenant")} ${requestHeader.get("user-agent")}`, offsetEncoding };
    },
    async *analyzeStream(requests) {
      for await (const { text } of requests) yield { result: { case: "analysis", value: { cleanText: text } } };
    },
    async trace(requests) {
      return { documents: (await Array.fromAsync(requests)).length };
    },
  });
}

async function serve(context: TestContext, at: number | string = 0): Promise<string> {
  const server = createServer(connectNodeAdapter({ routes })).listen(at);
  await once(server, "listening");
  context.after(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a client calls, and tells the server what it is to know", async (context) => {
  const client = await connect(await serve(context), { headers: { "x-tenant": "desk" } });
  const answer = await client.analyze({ text: "خبر" });
  assert.match(answer.cleanText, /^خبر desk isnad-typescript\/\d+\.\d+\.\d+$/);
  assert.equal(answer.offsetEncoding, OffsetEncoding.UTF16);
  const other = await client.analyze({ text: "خبر", offsetEncoding: OffsetEncoding.UTF8 }, { headers: { "x-tenant": "web" } });
  assert.match(other.cleanText, / web /);
  assert.equal(other.offsetEncoding, OffsetEncoding.UTF8);
  assert.equal((await client.trace([{ text: "a" }, { text: "b" }])).documents, 2);
  client.close();
});

test("many calls at once share a connection", async (context) => {
  const client = await connect(await serve(context));
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => client.analyze({ text: `${index} ` }, { timeoutMs: Infinity })));
  answers.forEach(({ cleanText }, index) => assert.ok(cleanText.startsWith(`${index} `)));
  client.close();
});

test("a call ends by its caller, by its deadline, and by the end of its client", async (context) => {
  const client = await connect(await serve(context));
  await assert.rejects(client.analyze({ text: "wait" }, { signal: AbortSignal.timeout(20) }), { code: "CANCELLED" });
  await assert.rejects(client.analyze({ text: "wait" }, { timeoutMs: 20 }), { code: "DEADLINE_EXCEEDED" });
  const last = client.analyze({ text: "wait" });
  setTimeout(() => client.close(), 20);
  await assert.rejects(last, { code: "CANCELLED", message: "the client is closed" });
  await assert.rejects(client.analyze({ text: "خبر" }), { code: "CANCELLED" });
  await assert.rejects(client.analyzeMany(["خبر"]).next(), { code: "CANCELLED" });
});

test("without a server there is no client", async () => {
  await assert.rejects(connect("127.0.0.1:9", { connectTimeoutMs: 500 }), { code: "UNAVAILABLE", message: /ECONNREFUSED/ });
});

test("targets and TLS have to go together", async () => {
  await assert.rejects(connect("http://127.0.0.1:9", { tls: true }), TypeError);
  await assert.rejects(connect("ftp://127.0.0.1:9"), TypeError);
  await assert.rejects(connect("127.0.0.1:9", { tls: { cert: "client.crt" } }), TypeError);
});

test("a Unix socket is a target", { skip: process.platform === "win32" }, async (context) => {
  const path = join(tmpdir(), `isnad-${process.pid}.sock`);
  await serve(context, path);
  const client = await connect(`unix:${path}`);
  assert.match((await client.analyze({ text: "خبر" })).cleanText, /^خبر/);
  client.close();
});

test("CommonJS has the same", async (context) => {
  const required = createRequire(import.meta.url)("isnad") as typeof import("isnad");
  const client = await required.connect(await serve(context));
  assert.match((await client.analyze({ text: "خبر" })).cleanText, /^خبر/);
  await assert.rejects(client.analyze({ text: "" }), required.IsnadError);
  client.close();
});

test("the browser's client calls over gRPC-Web", async (context) => {
  const server = createHttpServer(connectNodeAdapter({ routes })).listen(0);
  await once(server, "listening");
  context.after(() => server.close());
  const client = await connectBrowser(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const many = await Array.fromAsync(client.analyzeMany([{ id: "a", text: "خبر" }, { id: "b", text: "نبأ" }]));
  assert.deepEqual(
    many.map(({ id, analysis }) => [id, analysis?.cleanText.split(" ")[0]]),
    [
      ["a", "خبر"],
      ["b", "نبأ"],
    ],
  );
  await assert.rejects(client.analyze({ text: "" }), { code: "INVALID_ARGUMENT" });
  await assert.rejects(client.trace([]), { code: "UNIMPLEMENTED" });
  client.close();
});

test("a server that refuses a call before it has all of it is heard out", async (context) => {
  const serving = Buffer.from([0, 0, 0, 0, 2, 8, 1]);
  const server = createServer().listen(0);
  server.on("stream", (stream, { ":path": path }) => {
    if (path === "/grpc.health.v1.Health/Check") {
      stream.respond({ "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.end(serving);
      return;
    }
    stream.on("error", () => {});
    stream.respond({ "content-type": "application/grpc", "grpc-status": "11", "grpc-message": "too long" }, { endStream: true });
    // Some of the message is on its way by now.
    setTimeout(() => stream.close(constants.NGHTTP2_NO_ERROR), 2);
  });
  await once(server, "listening");
  context.after(() => server.close());
  const client = await connect(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  const text = "خبر ".repeat(300_000);
  for (let time = 0; time < 20; time++) {
    await assert.rejects(client.analyze({ text }), { code: "OUT_OF_RANGE", message: "too long" });
    await assert.rejects(client.analyzeMany([text, text]).next(), { code: "OUT_OF_RANGE", message: "too long" });
  }
  client.close();
});
