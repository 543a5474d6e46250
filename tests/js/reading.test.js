import assert from "node:assert/strict";
import test from "node:test";

import { makeReading } from "../../static/education/reading.js";

function reading(seconds) {
  let calls = 0;
  return { counts: () => calls, ...makeReading({ seconds, done: () => (calls += 1) }) };
}

test("the end and enough seconds make a reading, once", () => {
  const one = reading(2);
  one.sawEnd(true);
  one.second();
  assert.equal(one.counts(), 0);
  assert.equal(one.second(), true);
  one.second();
  one.sawEnd(true);
  assert.equal(one.counts(), 1);
});

test("a long stay without the end is none", () => {
  const one = reading(2);
  for (let i = 0; i < 60; i += 1) one.second();
  assert.equal(one.counts(), 0);
  one.sawEnd(false);
  assert.equal(one.counts(), 0);
  one.sawEnd(true);
  assert.equal(one.counts(), 1);
});
