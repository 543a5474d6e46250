import assert from "node:assert/strict";
import { test } from "node:test";

import { step } from "../../static/feedback/blind_keys.js";

const groups = (...chosen) => chosen.map((one, place) => ({ chosen: one, size: [6, 4, 3][place] }));

test("a number chooses in the first group that is open", () => {
  assert.deepEqual(step("2", groups(false, false, false)), { group: 0, option: 1 });
  assert.deepEqual(step("2", groups(true, false, false)), { group: 1, option: 1 });
  assert.equal(step("5", groups(true, false, false)), null);
  assert.equal(step("1", groups(true, true, true)), null);
  assert.equal(step("x", groups(false, false, false)), null);
});

test("Backspace opens the last one again", () => {
  assert.deepEqual(step("Backspace", groups(true, true, false)), { group: 1, option: -1 });
  assert.equal(step("Backspace", groups(false, false, false)), null);
});
