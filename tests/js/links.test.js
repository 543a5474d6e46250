import assert from "node:assert/strict";
import { test } from "node:test";

import { piecesOf } from "../../static/chat/messages/links.js";
import { fitted } from "../../static/chat/messages/message_view.js";

const links = (text) => piecesOf(text).filter((piece) => piece.href).map((piece) => piece.href);

test("the pieces together are the text again", () => {
  for (const text of ["", "hello", "see https://a.example/x?y=1, or http://b.example.", "地址https://a.example/路，好吗"]) {
    assert.equal(piecesOf(text).map((piece) => piece.text).join(""), text);
  }
});

test("the full stop after an address isn't part of it, in Chinese neither", () => {
  assert.deepEqual(links("Look: https://a.example/x."), ["https://a.example/x"]);
  assert.deepEqual(links("看这里：https://a.example/x。好"), ["https://a.example/x"]);
  assert.deepEqual(links("(https://a.example/x)"), ["https://a.example/x"]);
  assert.deepEqual(links("https://a.example/x_(y)"), ["https://a.example/x_(y)"]);
});

test("only http and https become links", () => {
  assert.deepEqual(links("javascript:alert(1) data:text/html,x ftp://a.example file:///etc"), []);
});

test("a picture keeps its proportions inside its place", () => {
  assert.deepEqual(fitted(640, 320), [320, 160]);
  assert.deepEqual(fitted(100, 50), [100, 50]);
  assert.deepEqual(fitted(10, 4000), [1, 320]);
});
