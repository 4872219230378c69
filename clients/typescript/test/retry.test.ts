import { Code, ConnectError } from "@connectrpc/connect";
import assert from "node:assert/strict";
import { test } from "node:test";
import { IsnadError } from "../esm/errors.js";
import { pauseMs, Throttle, withRetries } from "../esm/retry.js";

const never = new AbortController().signal;

function refused(pushback?: string): ConnectError {
  return new ConnectError("full", Code.Unavailable, pushback === undefined ? { "x-request-id": "1" } : { "grpc-retry-pushback-ms": pushback });
}

/** A call that fails a number of times, and reports how often it was made. */
function failing(times: number, error: unknown) {
  const call = async () => {
    if (call.made++ < times) throw error;
    return "answer";
  };
  call.made = 0;
  return call;
}

test("the backoff doubles up to its bound, with jitter", () => {
  for (const [attempt, longest] of [50, 100, 200, 400, 800, 1000, 1000].entries()) {
    for (let time = 0; time < 20; time++) {
      const pause = pauseMs(attempt);
      assert.ok(pause >= longest / 2 && pause <= longest, `${pause} after ${attempt}`);
    }
  }
});

test("what the server wants goes before the backoff, and its trailer before its details", () => {
  const details = { retryAfterMs: 700 };
  assert.equal(pauseMs(0, new IsnadError("UNAVAILABLE", "full", details)), 700);
  assert.equal(pauseMs(0, new IsnadError("UNAVAILABLE", "full", details, refused("30"))), 30);
});

test("a call is made at most five times", async () => {
  const call = failing(4, refused("1"));
  assert.equal(await withRetries(call, new Throttle(), never), "answer");
  assert.equal(call.made, 5);
  const hopeless = failing(Infinity, refused("1"));
  await assert.rejects(withRetries(hopeless, new Throttle(), never), { code: "UNAVAILABLE" });
  assert.equal(hopeless.made, 5);
});

test("what a retry cannot mend, or the server forbids, is not tried again", async () => {
  const internal = new ConnectError("fault", Code.Internal, { "x-request-id": "1" });
  for (const error of [internal, refused("-1"), refused("soon"), new TypeError("not a request")]) {
    const call = failing(Infinity, error);
    await assert.rejects(withRetries(call, new Throttle(), never));
    assert.equal(call.made, 1);
  }
});

test("no retries while most calls fail", async () => {
  const throttle = new Throttle();
  for (let time = 0; time < 50; time++) throttle.failed();
  const call = failing(1, refused("1"));
  await assert.rejects(withRetries(call, throttle, never));
  for (let time = 0; time < 20; time++) throttle.answered();
  assert.equal(await withRetries(failing(1, refused("1")), throttle, never), "answer");
});

test("the end of a call ends its pause", async () => {
  const over = new AbortController();
  const why = new IsnadError("CANCELLED", "given up");
  setTimeout(() => over.abort(why), 20);
  await assert.rejects(withRetries(failing(1, refused("60000")), new Throttle(), over.signal), why);
});
