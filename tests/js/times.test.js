import assert from "node:assert/strict";
import test from "node:test";

import { placeAfter } from "../../static/chat/interviews/times.js";

test("arrows move among the half hours of a day and stop at its ends", () => {
  assert.deepEqual(["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"].map((key) => placeAfter(key, 5, 23)), [6, 6, 4, 4]);
  assert.deepEqual([placeAfter("ArrowLeft", 0, 23), placeAfter("ArrowRight", 22, 23)], [null, null]);
  assert.deepEqual([placeAfter("Home", 5, 23), placeAfter("End", 5, 23)], [0, 22]);
});

test("other keys do what they did", () => {
  assert.deepEqual(["Tab", " ", "Enter", "a", "toString"].map((key) => placeAfter(key, 5, 23)), [null, null, null, null, null]);
});
