import assert from "node:assert/strict";
import { test } from "node:test";

import { nextHit } from "../../static/chat/search/within.js";

test("hits go round, or on to the next page where there is one", () => {
  assert.equal(nextHit(0, 1, 3, false), 1);
  assert.equal(nextHit(2, 1, 3, false), 0);
  assert.equal(nextHit(2, 1, 3, true), 3);
  assert.equal(nextHit(0, -1, 3, false), 2);
  assert.equal(nextHit(0, -1, 3, true), 0);
  assert.equal(nextHit(-1, 1, 0, false), -1);
});
