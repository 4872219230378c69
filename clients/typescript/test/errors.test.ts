import { create } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, IsnadError } from "../esm/errors.js";
import { BadRequestSchema, ErrorInfoSchema, RequestInfoSchema, RetryInfoSchema } from "../esm/generated/google/rpc/error_details_pb.js";
import { StatusSchema } from "../esm/generated/google/rpc/status_pb.js";

test("an error has what the status and its details say", () => {
  const status = create(StatusSchema, {
    code: 3,
    message: "text: is empty",
    details: [
      anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason: "INVALID_REQUEST", domain: "isnad" })),
      anyPack(
        BadRequestSchema,
        create(BadRequestSchema, { fieldViolations: [{ field: "text", description: "is empty", reason: "REQUIRED" }] }),
      ),
      anyPack(RetryInfoSchema, create(RetryInfoSchema, { retryDelay: { seconds: 1n, nanos: 500_000_000 } })),
      anyPack(RequestInfoSchema, create(RequestInfoSchema, { requestId: "00f067aa0ba902b7" })),
    ],
  });
  const error = IsnadError.ofStatus(status);
  assert.equal(error.code, "INVALID_ARGUMENT");
  assert.equal(error.message, "text: is empty");
  assert.equal(error.reason, "INVALID_REQUEST");
  assert.deepEqual(error.violations, [{ field: "text", description: "is empty", reason: "REQUIRED" }]);
  assert.equal(error.field, "text");
  assert.equal(error.retryAfterMs, 1500);
  assert.equal(error.requestId, "00f067aa0ba902b7");
});

test("a status without details, or with a code that nobody knows, is an error all the same", () => {
  assert.equal(IsnadError.ofStatus(create(StatusSchema, { code: 99 })).code, "UNKNOWN");
  const error = failure(new ConnectError("no", Code.Internal, { "x-request-id": "7" })) as IsnadError;
  assert.equal(error.code, "INTERNAL");
  assert.equal(error.requestId, "7");
  assert.deepEqual(error.violations, []);
});

test("a call that ended without a word of the server was cut", () => {
  const error = failure(new ConnectError("read ECONNRESET", Code.Aborted)) as IsnadError;
  assert.equal(error.code, "UNAVAILABLE");
  assert.match(error.message, /ECONNRESET/);
});

test("what is no error of a call stays as it is", () => {
  const wrong = new TypeError("not a request");
  assert.equal(failure(wrong), wrong);
});
