// A survey shows a later question only for the answers that ask for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isAsked, whichAreAsked } from "../../static/feedback/survey.js";

test("a question is asked for its answers alone", () => {
  assert.equal(isAsked("0", "0,1,2"), true);
  assert.equal(isAsked("10", "0,1,2"), false);
  assert.equal(isAsked(undefined, "0,1,2"), false);
});

test("a question behind one that isn't asked any more isn't asked either", () => {
  const later = [
    { place: "2", after: "1", wanted: "1" },
    { place: "3", after: "2", wanted: "2" },
  ];
  const shownFor = (/** @type {Record<string, string>} */ answers) =>
    Object.fromEntries(whichAreAsked(later, (place) => answers[place]));
  assert.deepEqual(shownFor({ 1: "1", 2: "2" }), { 2: true, 3: true });
  assert.deepEqual(shownFor({ 1: "2", 2: "2" }), { 2: false, 3: false }, "the field of 2 still holds its answer");
  assert.deepEqual(shownFor({ 1: "1" }), { 2: true, 3: false });
});
