import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { actionsFor } from "../../static/chat/messages/actions.js";
import { CatchingUp } from "../../static/chat/messages/catching_up.js";
import { Drafts } from "../../static/chat/sending/drafts.js";
import { MemoryStorage, Outbox } from "../../static/chat/sending/outbox.js";
import { hindranceOf, lengthOf, roomIn } from "../../static/chat/sending/writing.js";
import { newId } from "../../static/shell/ids.js";

describe("what may be sent", () => {
  const limit = 1000;

  test("an empty text needs a picture, and white space is empty", () => {
    assert.equal(hindranceOf({ text: " \n ", pictures: 0, limit }), "empty");
    assert.equal(hindranceOf({ text: "", pictures: 1, limit }), null);
    assert.equal(hindranceOf({ text: "Hello", pictures: 0, limit }), null);
  });

  test("characters are counted as the server counts them", () => {
    assert.equal(lengthOf("好👍"), 2);
    assert.equal(hindranceOf({ text: "👍".repeat(limit), pictures: 0, limit }), null);
    assert.equal(hindranceOf({ text: "x".repeat(limit + 1), pictures: 0, limit }), "long");
  });

  test("room is spoken of when it gets short", () => {
    assert.equal(roomIn("x".repeat(100), limit), null);
    assert.deepEqual(roomIn("x".repeat(990), limit), { isOver: false, count: 10 });
    assert.deepEqual(roomIn("x".repeat(1003), limit), { isOver: true, count: 3 });
  });

  test("what is left to fill in never leaves, wherever the text came from", () => {
    assert.deepEqual(hindranceOf({ text: "It is {?pay}.", pictures: 0, limit }), { start: 6, end: 12, question: "pay" });
  });
});

describe("actions", () => {
  const limits = { edit_within: 900, recall_within: 120 };
  const row = (fields = {}) => ({
    type: "message", mine: true, outgoing: false, status: "sent",
    message: { kind: "text", body: "Hello", created_at: "2025-03-09T10:00:00Z", recalled_at: null }, ...fields,
  });
  const at = (seconds, fields, where = {}) =>
    actionsFor(row(fields), { now: Date.parse("2025-03-09T10:00:00Z") + seconds * 1000, limits, canWrite: true, ...where });

  test("mine can be recalled and edited as long as the server's rules say", () => {
    assert.ok(at(119).has("recall") && at(119).has("edit"));
    assert.ok(!at(121).has("recall") && at(121).has("edit"));
    assert.ok(!at(901).has("edit"));
  });

  test("somebody else's can be answered, copied and reported, but not changed", () => {
    assert.deepEqual([...at(1, { mine: false })], ["reply", "react", "pick", "copy", "remind", "report"]);
  });

  test("where one can't write there is nothing to do but copy and be reminded", () => {
    assert.deepEqual([...at(1, {}, { canWrite: false })], ["copy", "remind"]);
  });

  test("what somebody else recalled can still be reported", () => {
    const message = { kind: "text", body: "", created_at: "2025-03-09T10:00:00Z", recalled_at: "2025-03-09T10:01:00Z" };
    assert.deepEqual([...at(1, { mine: false, message })], ["report"]);
    assert.deepEqual([...at(1, { mine: true, message })], []);
  });

  test("what failed can be sent again or deleted", () => {
    assert.deepEqual([...at(1, { outgoing: true, status: "failed" })], ["copy", "retry", "discard"]);
  });
});

describe("ids", () => {
  test("over plain http there is no randomUUID, and ids are version 4 all the same", () => {
    const source = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };
    const ids = new Set(Array.from({ length: 100 }, () => newId(source)));
    assert.equal(ids.size, 100);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("drafts", () => {
  test("the preset that a draft began as goes to the server with it and comes back from there", async () => {
    const stored = [];
    const drafts = draftsOf({ store: async (...what) => stored.push(what) });
    drafts.keep({ body: "hello {?day}", preset: 7 });
    await drafts.sync();
    assert.deepEqual(stored, [["hello {?day}", 7]]);
    const elsewhere = new Drafts({ conversation: 12, outbox: outboxOf(), stored: "hello {?day}", storedPreset: 7, store: async () => {} });
    assert.deepEqual(elsewhere.first(), { body: "hello {?day}", preset: 7 });
  });

  const outboxOf = (storage = new MemoryStorage()) => new Outbox({ me: 1, storage });
  const draftsOf = ({ stored = "", store = async () => {}, outbox = outboxOf() } = {}) =>
    new Drafts({ conversation: 12, outbox, stored, store });

  test("what was sent doesn't come back as a draft, though the server still has it", () => {
    const outbox = outboxOf();
    draftsOf({ outbox, stored: "hello" }).keep({ body: "" });
    assert.equal(draftsOf({ outbox, stored: "hello" }).first().body, "");
  });

  test("a text that the server couldn't be given is given to it when there is a connection", async () => {
    const given = [];
    let isOnline = false;
    const store = async (body) => {
      if (!isOnline) throw new Error("offline");
      given.push(body);
    };
    const drafts = draftsOf({ store });
    drafts.keep({ body: "hello" });
    await drafts.sync();
    assert.equal(drafts.first().body, "hello");
    isOnline = true;
    await drafts.sync();
    assert.deepEqual(given, ["hello"]);
  });

  test("the server is told one after the other, the last text last", async () => {
    const given = [];
    let release = null;
    const drafts = draftsOf({
      store: (body) => {
        given.push(body);
        return new Promise((resolve) => (release = resolve));
      },
    });
    drafts.keep({ body: "hel" });
    const done = drafts.sync();
    drafts.keep({ body: "" });
    drafts.sync();
    assert.deepEqual(given, ["hel"]);
    release();
    await new Promise((resolve) => setImmediate(resolve));
    release();
    await done;
    assert.deepEqual(given, ["hel", ""]);
    assert.equal(drafts.stored, "");
  });

  test("another device's draft enters a box that still shows what both had", () => {
    const drafts = draftsOf({ stored: "hello" });
    assert.equal(drafts.heard("", "hello"), "");
    assert.equal(drafts.heard("anew", "typed meanwhile"), null);
  });

  test("my newer text is never replaced by an older one that comes back", () => {
    const drafts = draftsOf({ stored: "" });
    drafts.keep({ body: "" });
    assert.equal(drafts.heard("hello", ""), null);
  });

  test("the preset that a draft began with stays with it", async () => {
    const drafts = draftsOf();
    drafts.keep({ body: "{?time}", preset: 7 });
    await drafts.sync();
    assert.deepEqual(drafts.first().preset, 7);
  });

  test("a full storage loses nothing while the page is open", () => {
    const storage = new MemoryStorage();
    const outbox = outboxOf(storage);
    storage.setItem = () => {
      throw new Error("full");
    };
    outbox.add({ client_id: "a", conversation: 12, body: "hello", created_at: "2025-03-09T10:00:00Z" });
    assert.deepEqual(outbox.waiting().map((unsent) => unsent.body), ["hello"]);
    outbox.settle("a");
    assert.deepEqual(outbox.waiting(), []);
  });
});

describe("catching up", () => {
  const timelineOf = () => ({ rev: 1, missingAfter: null, applied: [], applyChanges(changes, after) { this.applied.push([changes, after]); } });

  test("who asks again meanwhile is served by one more round", async () => {
    const timeline = timelineOf();
    let caught = 0;
    const catching = new CatchingUp({ timeline, fetch: async (after) => ({ after }), onCaught: () => (caught += 1) });
    await Promise.all([catching.run(), catching.run(), catching.run()]);
    assert.equal(timeline.applied.length, 2);
    assert.equal(caught, 1);
  });

  test("a failed fetch ends quietly; the next frame asks again", async () => {
    const timeline = timelineOf();
    const catching = new CatchingUp({ timeline, fetch: async () => { throw new Error("offline"); }, onCaught: () => {} });
    await catching.run();
    assert.equal(catching.isRunning, false);
  });
});
