import assert from "node:assert/strict";
import { test } from "node:test";

import { matching, mentionAt, namedIn, piecesByName } from "../../static/chat/mentions/names.js";

const PEOPLE = [
  { id: 1, name: "Ann" },
  { id: 2, name: "Anna Lin" },
  { id: 3, name: "许晓雯", keys: ["xuxiaowen", "xxw"] },
];

test("the longer name is meant where both would do", () => {
  assert.deepEqual(namedIn("Hi @Anna Lin, and @许晓雯！", PEOPLE), [2, 3]);
  assert.deepEqual(namedIn("@Ann and @Anna Lin", PEOPLE), [1, 2]);
  assert.deepEqual(namedIn("ann@example.com", PEOPLE), []);
});

test("a text comes in pieces that lose nothing", () => {
  const pieces = piecesByName("Ask @Anna Lin or @Ann.", PEOPLE);
  assert.equal(pieces.map((piece) => piece.text).join(""), "Ask @Anna Lin or @Ann.");
  assert.deepEqual(pieces.map((piece) => piece.person ?? null), [null, 2, null, 1, null]);
});

test("an at sign opens the list where a word may begin, not inside an address", () => {
  assert.deepEqual(mentionAt("Hello @an"), { start: 6, query: "an" });
  assert.deepEqual(mentionAt("你好，＠xx"), { start: 3, query: "xx" });
  assert.equal(mentionAt("mail@an"), null);
  assert.equal(mentionAt("@Anna Lin "), null);
});

test("people are found by name, pinyin and initials", () => {
  assert.deepEqual(matching(PEOPLE, "XXW").map((one) => one.id), [3]);
  assert.deepEqual(matching(PEOPLE, "lin").map((one) => one.id), [2]);
  assert.equal(matching(PEOPLE, "").length, 3);
});
