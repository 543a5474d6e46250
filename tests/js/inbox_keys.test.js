import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { commandOf, step, tomorrow } from "../../static/chat/inbox/keys.js";

describe("the keys of the inbox", () => {
  test("each key does what its list says, and no other does anything", () => {
    const letters = { ArrowDown: "next", ArrowUp: "previous", j: "next", k: "previous", e: "done", s: "snooze", z: "undo", x: "select", "/": "search", "?": "help" };
    for (const [key, command] of Object.entries(letters)) assert.equal(commandOf(key), command);
    for (const key of ["a", "Enter", "", "J"]) assert.equal(commandOf(key), null);
  });

  test("at the ends of the list one stays there", () => {
    assert.equal(step(0, -1, 3), 0);
    assert.equal(step(2, 1, 3), 2);
    assert.equal(step(0, 1, 3), 1);
    assert.equal(step(0, 1, 0), -1);
  });

  test("tomorrow is nine in the morning by the clock here", () => {
    const morning = new Date(tomorrow(new Date(2026, 2, 28, 23, 30)));
    assert.deepEqual([morning.getDate(), morning.getHours(), morning.getMinutes()], [29, 9, 0]);
  });
});
