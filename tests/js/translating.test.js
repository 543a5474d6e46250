import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { actionsFor, isForeign } from "../../static/chat/messages/actions.js";

describe("translating", () => {
  test("a message in the other language is foreign, one in both is to whom it is mostly foreign", () => {
    assert.equal(isForeign("下周一可以吗？", "en"), true);
    assert.equal(isForeign("下周一可以吗？", "zh-hans"), false);
    assert.equal(isForeign("Would Monday do?", "zh-hans"), true);
    assert.equal(isForeign("Would Monday do?", "en"), false);
    assert.equal(isForeign("帮我看看这个 offer", "zh-hans"), false);
    assert.equal(isForeign("👍 123", "en"), false);
  });

  test("it is offered for what others wrote in a foreign language, and only where it is possible", () => {
    const row = (fields = {}) => ({
      type: "message", mine: false, outgoing: false,
      message: { kind: "text", body: "下周一可以吗？", created_at: new Date().toISOString(), ...fields.message }, ...fields,
    });
    const where = { now: Date.now(), limits: { edit_within: 900, recall_within: 120 }, canWrite: true };
    assert.ok(actionsFor(row(), { ...where, translatesTo: "en" }).has("translate"));
    assert.ok(!actionsFor(row(), where).has("translate"));
    assert.ok(!actionsFor(row({ mine: true }), { ...where, translatesTo: "en" }).has("translate"));
    assert.ok(!actionsFor(row(), { ...where, translatesTo: "zh-hans" }).has("translate"));
  });
});
