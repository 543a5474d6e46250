// A talk of years on the screen: a window that goes anywhere and grows no further than it may.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { rowsOf } from "../../static/chat/messages/rows.js";
import { Timeline } from "../../static/chat/messages/timeline.js";

const ANA = 1;
const BEN = 2;
const HEAD = 1000;

const message = (seq) => ({
  id: 10_000 + seq, conversation: 7, seq, rev: seq, client_id: `id-${seq}`, sender: seq % 2 ? BEN : ANA, kind: "text",
  body: `${seq}`, created_at: new Date(Date.UTC(2025, 0, 1) + seq * 60_000).toISOString(), edited_at: null, recalled_at: null,
});
const span = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => message(first + index));

function opened({ readSeq = HEAD, unread = 0, atMost = 100 } = {}) {
  return new Timeline({ me: ANA, messages: span(HEAD - 49, HEAD), headRev: HEAD, headSeq: HEAD, readSeq, unread, atMost });
}

function ends(timeline) {
  const seqs = timeline.shown().map(({ seq }) => seq);
  assert.equal(seqs.length, seqs.at(-1) - seqs[0] + 1, "the window has no holes");
  return [seqs[0], seqs.at(-1)];
}

describe("the window", () => {
  test("going back cuts the far end, and coming again fetches nothing", () => {
    const timeline = opened();
    timeline.applyEarlier(span(HEAD - 99, HEAD - 50));
    timeline.applyEarlier(span(HEAD - 149, HEAD - 100));
    assert.deepEqual(ends(timeline), [HEAD - 149, HEAD - 50]);
    assert.ok(timeline.hasLater);
    assert.ok(timeline.showLater());
    assert.deepEqual(ends(timeline), [HEAD - 99, HEAD]);
    assert.ok(!timeline.hasLater);
    assert.ok(timeline.showEarlier());
    assert.deepEqual(ends(timeline), [HEAD - 149, HEAD - 50]);
  });

  test("it goes anywhere in one step, and on from there until it joins the end", () => {
    const timeline = opened();
    timeline.applyAround(span(100, 149));
    assert.deepEqual(ends(timeline), [100, 149]);
    assert.equal(timeline.showLater(), false);
    timeline.applyLater(span(150, 199));
    assert.deepEqual(ends(timeline), [100, 199]);
    for (let first = 200; timeline.hasLater; first += 50) {
      if (!timeline.showLater()) timeline.applyLater(span(first, first + 49));
      ends(timeline);
    }
    assert.deepEqual(ends(timeline), [HEAD - 99, HEAD]);
  });

  test("what comes meanwhile is shown when one is back at the end", () => {
    const timeline = opened();
    timeline.applyAround(span(100, 149));
    timeline.applyMessage(message(HEAD + 1));
    timeline.send({ client_id: "mine", body: "Hello", created_at: "2025-03-09T10:00:00Z" });
    assert.deepEqual(ends(timeline), [100, 149]);
    const keys = (zone) => rowsOf(timeline, { timeZone: zone, groupWithin: 300 }).map((row) => row.key);
    assert.ok(!keys("UTC").includes("c:mine"));
    timeline.showNewest();
    assert.equal(ends(timeline)[1], HEAD + 1);
    assert.equal(keys("UTC").at(-1), "c:mine");
  });

  test("new messages at the end stay in sight, and too many leave at the top when one goes on", () => {
    const timeline = opened();
    for (let seq = HEAD + 1; seq <= HEAD + 30; seq += 1) timeline.applyMessage(message(seq));
    assert.equal(ends(timeline)[1], HEAD + 30);
  });

  test("after too much has happened, what lay before is fetched anew", () => {
    const timeline = opened();
    timeline.applyEarlier(span(HEAD - 99, HEAD - 50));
    timeline.applyChanges({ messages: span(HEAD + 451, HEAD + 500), head_rev: HEAD + 500, limited: true });
    assert.deepEqual(ends(timeline), [HEAD + 451, HEAD + 500]);
    assert.equal(timeline.showEarlier(), false);
  });
});

describe("unread", () => {
  test("mine aren't, and those that weren't fetched are", () => {
    const timeline = opened({ readSeq: 0, unread: 500 });
    assert.equal(timeline.unread(), 500);
    timeline.applyReceipt({ user: ANA, read: HEAD - 10 });
    assert.equal(timeline.unread(), 5);
    timeline.applyReceipt({ user: ANA, read: HEAD });
    assert.equal(timeline.unread(), 0);
  });

  test("the line stands where they begin, not where the window does", () => {
    const timeline = opened({ readSeq: 100, unread: 450 });
    const places = () => rowsOf(timeline, { timeZone: "UTC", groupWithin: 300 }).filter((row) => row.key === "unread").length;
    assert.equal(places(), 0);
    timeline.applyAround(span(90, 139));
    assert.equal(places(), 1);
  });
});
