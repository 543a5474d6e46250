import assert from "node:assert/strict";
import { test } from "node:test";

import { piecesOf } from "../../static/chat/messages/links.js";
import { authorOf, fitted, systemText } from "../../static/chat/messages/message_view.js";

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

test("what nobody sent is the product's, and who isn't known has no name", () => {
  const context = { me: 1, people: new Map([[2, { name: "Ben" }]]), word: (name) => `(${name})` };
  const names = [null, 1, 2, 3].map((sender) => authorOf({ sender }, context));
  assert.deepEqual(names, ["(rapport)", "(you)", "Ben", ""]);
});

test("a stage to which something else led says what that was, and nobody's name", () => {
  const words = { "stage.interview": "{name} set it", interview_agreed: "A time is agreed", other: "?" };
  const said = (card) => systemText({ card }, words, () => "Ben");
  assert.equal(said({ type: "stage", stage: "interview", user: 2 }), "Ben set it");
  assert.equal(said({ type: "stage", stage: "interview", user: 2, after: "interview_agreed" }), "A time is agreed");
});
