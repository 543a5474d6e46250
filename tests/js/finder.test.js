import assert from "node:assert/strict";
import { test } from "node:test";

import { moveTo } from "../../static/chat/search/finder.js";

test("the arrows go through what was found and back", () => {
  assert.equal(moveTo("ArrowDown", -1, 3), 0);
  assert.equal(moveTo("ArrowDown", 2, 3), 2);
  assert.equal(moveTo("ArrowDown", -1, 0), null);
  assert.equal(moveTo("ArrowUp", 0, 3), -1);
  assert.equal(moveTo("ArrowUp", -1, 3), null);
  assert.equal(moveTo("End", 0, 3), 2);
  assert.equal(moveTo("Home", 2, 3), 0);
  assert.equal(moveTo("Home", -1, 3), null);
  assert.equal(moveTo("a", 1, 3), null);
});
