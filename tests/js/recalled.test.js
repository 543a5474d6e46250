import assert from "node:assert/strict";
import { test } from "node:test";

import { KEPT_MS, Recalled } from "../../static/chat/messages/recalled.js";

test("what was taken back can be written again for five minutes, and then no more", () => {
  let later = null;
  let over = 0;
  const timers = { setTimeout: (run, after) => ((later = run), assert.equal(after, KEPT_MS), 1), clearTimeout: () => {} };
  const recalled = new Recalled({ onOver: () => (over += 1), timers });
  recalled.keep({ id: 7, body: "Tuesday" });
  recalled.keep({ id: 8, body: "" });
  assert.equal(recalled.textOf(7), "Tuesday");
  assert.equal(recalled.textOf(8), "");
  later();
  assert.equal(recalled.textOf(7), "");
  assert.equal(over, 1);
});
