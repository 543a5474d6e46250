import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { isFound, meaning, withText } from "../../static/feedback/desk_keys.js";

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
