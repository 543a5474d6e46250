// A survey shows a later question only for the answers that ask for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isAsked } from "../../static/feedback/survey.js";

test("a question is asked for its answers alone", () => {
  assert.equal(isAsked("0", "0,1,2"), true);
  assert.equal(isAsked("10", "0,1,2"), false);
  assert.equal(isAsked(undefined, "0,1,2"), false);
});
