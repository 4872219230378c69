import assert from "node:assert/strict";
import { test } from "node:test";
import { slice } from "isnad";

test("spans count UTF-16 code units", () => {
  const text = "😀𝔸 قَالَ";
  assert.equal(slice(text, { start: 0, end: 2 }), "😀");
  assert.equal(slice(text, { start: 2, end: 4 }), "𝔸");
  assert.equal(slice(text, { start: 5, end: 7 }), "قَ");
  assert.equal(slice(text, { start: 5, end: text.length }), "قَالَ");
  assert.equal(slice(text, { start: 3, end: 3 }), "");
});
