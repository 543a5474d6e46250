import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { isFound, meaning, walker, withText } from "../../static/feedback/desk_keys.js";

const pressed = (key, fields = {}) => ({
  key, ctrl: false, plain: true, writes: false, isReply: false, isEmpty: false, composes: false, ...fields,
});
const inReply = { writes: true, isReply: true };

describe("keys of the workspace", () => {
  test("J and K walk the queue, but not while one writes", () => {
    assert.equal(meaning(pressed("j")), "next");
    assert.equal(meaning(pressed("K")), "previous");
    assert.equal(meaning(pressed("j", inReply)), "");
    assert.equal(meaning(pressed("r")), "write");
    assert.equal(meaning(pressed("r", inReply)), "");
    assert.equal(meaning(pressed("j", { plain: false })), "");
  });
  test("Ctrl+Enter sends the answer, and nothing else", () => {
    assert.equal(meaning(pressed("Enter", { ...inReply, ctrl: true, plain: false })), "send");
    assert.equal(meaning(pressed("Enter", { ...inReply })), "");
    assert.equal(meaning(pressed("Enter", { writes: true, ctrl: true, plain: false })), "");
  });
  test("a slash opens the macros where it isn't a part of a text", () => {
    assert.equal(meaning(pressed("/")), "macros");
    assert.equal(meaning(pressed("/", { ...inReply, isEmpty: true })), "macros");
    assert.equal(meaning(pressed("/", inReply)), "");
  });
  test("while an input method composes, keys belong to it", () => {
    assert.equal(meaning(pressed("Enter", { ...inReply, ctrl: true, plain: false, composes: true })), "");
  });
});

test("a text is put behind what was written", () => {
  assert.equal(withText("", "Hello"), "Hello");
  assert.equal(withText("Dear Ana,\n", "Hello"), "Dear Ana,\n\nHello");
});

test("a macro is found by each word", () => {
  assert.ok(isFound("work", "We are working on it"));
  assert.ok(isFound("on WE", "We are working on it"));
  assert.ok(!isFound("refund", "We are working on it"));
});

describe("steps that are pressed faster than tickets load", () => {
  const place = (count) => {
    const state = { at: 0, loads: 0 };
    const steps = walker((direction) => {
      const to = state.at + (direction === "next" ? 1 : -1);
      if (to < 0 || to >= count) return false;
      state.at = to;
      state.loads += 1;
      return true;
    });
    return { state, steps };
  };
  test("each is walked, one load after the other", () => {
    const { state, steps } = place(9);
    for (const direction of ["next", "next", "next", "next", "previous"]) steps.press(direction);
    assert.equal(state.loads, 1);
    for (let loads = 0; loads < 3; loads += 1) steps.arrived(true);
    assert.deepEqual(state, { at: 3, loads: 3 });
  });
  test("none is owed at the end of the list or where a ticket couldn't be loaded", () => {
    const { state, steps } = place(2);
    for (let presses = 0; presses < 4; presses += 1) steps.press("next");
    steps.arrived(true);
    steps.press("previous");
    assert.equal(state.at, 0);
    const broken = place(9);
    for (let presses = 0; presses < 4; presses += 1) broken.steps.press("next");
    broken.steps.arrived(false);
    assert.equal(broken.state.loads, 1);
  });
});
