import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AnalyzeResponseSchema,
  type AnalyzeStreamRequest,
  type AnalyzeStreamResponse,
  AnalyzeStreamResponseSchema,
} from "../esm/generated/isnad/v1/text_service_pb.js";
import { byCalls, type Document, overStream, type Result } from "../esm/many.js";

const never = new AbortController().signal;

function answered(request: AnalyzeStreamRequest): AnalyzeStreamResponse {
  return create(AnalyzeStreamResponseSchema, { result: { case: "analysis", value: { cleanText: request.text } } });
}

/** A server that answers, and cuts each stream after a number of answers. */
function server(cutAfter = Infinity) {
  const sent: string[][] = [];
  const open = async (requests: AsyncIterable<AnalyzeStreamRequest>) => {
    const texts: string[] = [];
    sent.push(texts);
    return (async function* () {
      for await (const request of requests) {
        texts.push(request.text);
        if (texts.length > cutAfter) throw new ConnectError("read ECONNRESET", Code.Aborted);
        yield answered(request);
      }
    })();
  };
  return { sent, open };
}

async function ids(results: AsyncIterable<Result>): Promise<string[]> {
  const found = [];
  for await (const { id } of results) found.push(id);
  return found;
}

function documents(count: number): Document[] {
  return Array.from({ length: count }, (_, index) => ({ id: `d${index}`, text: `t${index}` }));
}

const wanted = documents(10).map((document) => (document as { id: string }).id);

test("a stream that breaks goes on, and each document has one result, in order", async () => {
  const { sent, open } = server(3);
  assert.deepEqual(await ids(overStream(documents(10), 4, never, open)), wanted);
  assert.deepEqual(
    sent.map(([first]) => first),
    ["t0", "t3", "t6", "t9"],
  );
});

test("after five attempts without an answer the error is thrown", async () => {
  const { sent, open } = server(0);
  await assert.rejects(ids(overStream(documents(3), 4, never, open)), { code: "UNAVAILABLE" });
  assert.equal(sent.length, 5);
});

test("a stream that ends early is opened again", async () => {
  let opened = 0;
  const results = overStream(documents(2), 4, never, async (requests) =>
    (async function* () {
      opened++;
      for await (const request of requests) {
        yield answered(request);
        return;
      }
    })(),
  );
  assert.deepEqual(await ids(results), ["d0", "d1"]);
  assert.equal(opened, 2);
});

test("no more documents are taken than there are places", async () => {
  let taken = 0;
  let had = 0;
  function* source() {
    for (const document of documents(10)) {
      assert.ok(++taken - had <= 3);
      yield document;
    }
  }
  for await (const _ of overStream(source(), 3, never, server().open)) {
    had++;
    await sleep(2);
  }
  assert.equal(had, 10);
});

test("a slow source does not hold back results", async () => {
  let release = () => {};
  async function* source() {
    yield "first";
    await new Promise<void>((resolve) => (release = resolve));
    yield "second";
  }
  const results = overStream(source(), 4, never, server().open);
  assert.equal((await results.next()).value?.text, "first");
  release();
  assert.equal((await results.next()).value?.text, "second");
  assert.ok((await results.next()).done);
});

test("what the source throws comes after the results before it", async () => {
  function* source() {
    yield "first";
    throw new Error("no more paper");
  }
  const results = overStream(source(), 4, never, server().open);
  assert.equal((await results.next()).value?.text, "first");
  await assert.rejects(results.next(), /no more paper/);
});

test("a caller that leaves closes the source", async () => {
  let closed = false;
  function* source() {
    try {
      yield* documents(10);
    } finally {
      closed = true;
    }
  }
  for await (const _ of overStream(source(), 2, never, server().open)) break;
  await sleep(1);
  assert.ok(closed);
});

test("no documents need no stream", async () => {
  const { sent, open } = server();
  assert.deepEqual(await ids(overStream([], 4, never, open)), []);
  assert.equal(sent.length, 0);
});

test("calls of their own keep the order, too, and no more of them go on than there are places", async () => {
  let going = 0;
  const results = byCalls(documents(10), 3, never, async ({ text }) => {
    assert.ok(++going <= 3);
    await sleep(10 * Math.random());
    going--;
    return create(AnalyzeResponseSchema, { cleanText: text });
  });
  assert.deepEqual(await ids(results), wanted);
});
