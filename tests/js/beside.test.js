import assert from "node:assert/strict";
import test from "node:test";

import { beside } from "../../static/education/beside.js";

const phone = { width: 360, height: 640 };
const card = { width: 300, height: 120 };
const at = (left, top, width = 40, height = 40) => ({ left, top, width, height });

test("a tip stands below what it is about, within the screen", () => {
  assert.deepEqual(beside(at(310, 10), card, phone, []), { left: 52, top: 60 });
});

test("it stands above where below there is the box one writes in, or no room", () => {
  const composer = at(0, 560, 360, 80);
  assert.deepEqual(beside(at(0, 500), card, phone, [composer]), { left: 8, top: 370 });
  assert.deepEqual(beside(at(0, 590), card, phone, []), { left: 8, top: 460 });
});

test("where it would cover what must stay clear, it doesn't come", () => {
  assert.equal(beside(at(0, 300), card, phone, [at(0, 0, 360, 640)]), null);
  assert.equal(beside(at(0, 60), card, { width: 360, height: 180 }, []), null);
});
