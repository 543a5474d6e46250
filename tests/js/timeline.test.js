import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { rowsOf as rowsIn } from "../../static/chat/messages/rows.js";
import { Timeline } from "../../static/chat/messages/timeline.js";
import { FakeServer, randomOf } from "./server.js";

const rowsOf = (timeline, rules = {}) => rowsIn(timeline, { timeZone: "UTC", groupWithin: 300, ...rules });

const ANA = 1;
const BEN = 2;

function message(seq, fields = {}) {
  return {
    id: 100 + seq, conversation: 12, seq, rev: seq, client_id: `c${seq}`, sender: BEN, kind: "text", body: `text ${seq}`,
    reply_to: null, reactions: [], card: null, attachments: [], created_at: "2025-03-09T10:00:00Z", edited_at: null,
    recalled_at: null, ...fields,
  };
}

function timelineOf(count, fields = {}) {
  const messages = Array.from({ length: count }, (_, index) => message(index + 1));
  return new Timeline({ me: ANA, messages, headRev: count, headSeq: count, readSeq: count, ...fields });
}

function bodies(timeline) {
  return timeline.shown().map((shown) => shown.body);
}

function outgoing(client_id, body = "hello") {
  return { client_id, body, created_at: "2025-03-09T10:01:00Z" };
}

describe("order", () => {
  test("messages stand in the order of seq, however they arrive", () => {
    const timeline = timelineOf(1);
    timeline.applyMessage(message(3));
    timeline.applyMessage(message(2));
    assert.deepEqual(bodies(timeline), ["text 1", "text 2", "text 3"]);
    assert.equal(timeline.missingAfter, null);
  });

  test("the same frame twice changes nothing", () => {
    const timeline = timelineOf(1);
    assert.equal(timeline.applyMessage(message(2)), true);
    assert.equal(timeline.applyMessage(message(2)), false);
    assert.deepEqual(bodies(timeline), ["text 1", "text 2"]);
  });

  test("an older version of a message never replaces a newer one", () => {
    const timeline = timelineOf(1);
    timeline.applyMessage(message(1, { rev: 3, body: "edited twice" }));
    timeline.applyMessage(message(1, { rev: 2, body: "edited once" }));
    assert.deepEqual(bodies(timeline), ["edited twice"]);
    assert.equal(timeline.missingAfter, null);
  });
});

describe("holes", () => {
  test("a hole in rev asks for the changes after the last one known", () => {
    const timeline = timelineOf(2);
    timeline.applyMessage(message(4));
    assert.equal(timeline.missingAfter, 2);
    timeline.applyChanges({ messages: [message(3), message(4)], participants: [], head_rev: 4 }, 2);
    assert.equal(timeline.missingAfter, null);
    assert.deepEqual(bodies(timeline), ["text 1", "text 2", "text 3", "text 4"]);
  });

  test("changes that a later frame overtook don't take it back", () => {
    const timeline = timelineOf(1);
    timeline.applyMessage(message(1, { rev: 3, recalled_at: "2025-03-09T10:02:00Z", body: "" }));
    timeline.applyChanges({ messages: [message(1, { rev: 2, body: "edited" })], head_rev: 2 }, 1);
    assert.deepEqual(bodies(timeline), [""]);
    assert.equal(timeline.missingAfter, null);
  });

  test("a newer rev that the server only mentions is a hole too", () => {
    const timeline = timelineOf(2);
    timeline.expectRev(5);
    assert.equal(timeline.missingAfter, 2);
  });

  test("a limited answer replaces the window and the rest loads again on scrolling up", () => {
    const timeline = timelineOf(3);
    const page = [message(901), message(902)];
    timeline.applyChanges({ messages: page, participants: [], head_rev: 902, limited: true }, 3);
    assert.deepEqual(bodies(timeline), ["text 901", "text 902"]);
    assert.equal(timeline.hasEarlier, true);
    assert.equal(timeline.missingAfter, null);
  });

  test("an edit of a message that isn't loaded is remembered until its page is", () => {
    const timeline = new Timeline({ me: ANA, messages: [message(50)], headRev: 50, headSeq: 50, readSeq: 50 });
    timeline.applyMessage(message(49, { rev: 51, body: "edited" }));
    assert.deepEqual(bodies(timeline), ["text 50"]);
    timeline.applyEarlier([message(48), message(49)]);
    assert.deepEqual(bodies(timeline), ["text 48", "edited", "text 50"]);
  });

  test("an empty earlier page ends the history", () => {
    const timeline = new Timeline({ me: ANA, messages: [message(5)], headRev: 5, headSeq: 5 });
    assert.equal(timeline.hasEarlier, true);
    timeline.applyEarlier([]);
    assert.equal(timeline.hasEarlier, false);
  });
});

describe("my sends", () => {
  test("a bubble keeps its key when the acknowledgement comes", () => {
    const timeline = timelineOf(1);
    timeline.send(outgoing("x"));
    const before = rowsOf(timeline).at(-1);
    assert.deepEqual([before.key, before.status], ["c:x", "sending"]);
    timeline.applyAck({ client_id: "x", id: 7, seq: 2, rev: 2, created_at: "2025-03-09T10:01:00Z" });
    const after = rowsOf(timeline).at(-1);
    assert.deepEqual([after.key, after.status], ["c:x", "sent"]);
    assert.equal(timeline.missingAfter, null);
  });

  test("an echo of my send, before or after its acknowledgement, is the same bubble", () => {
    for (const order of [["ack", "new"], ["new", "ack"], ["new", "ack", "new", "ack"]]) {
      const timeline = timelineOf(1);
      timeline.send(outgoing("x"));
      for (const kind of order) {
        if (kind === "ack") {
          timeline.applyAck({ client_id: "x", id: 102, seq: 2, rev: 2, created_at: "2025-03-09T10:01:00Z" });
        } else timeline.applyMessage(message(2, { client_id: "x", sender: ANA, body: "hello" }));
      }
      assert.deepEqual(bodies(timeline), ["text 1", "hello"]);
      assert.equal(timeline.outgoing.size, 0);
    }
  });

  test("an acknowledgement of what another page of mine sent asks for the message", () => {
    const timeline = timelineOf(1);
    timeline.applyAck({ client_id: "elsewhere", id: 7, seq: 2, rev: 2, created_at: "2025-03-09T10:01:00Z" });
    assert.equal(timeline.missingAfter, 1);
  });

  test("a refused send stays with its reason, and a retry is the same bubble", () => {
    const timeline = timelineOf(0);
    timeline.send(outgoing("x"));
    timeline.fail("x", { code: "rate_limited", detail: "Wait a moment." });
    assert.equal(rowsOf(timeline).at(-1).status, "failed");
    assert.equal(rowsOf(timeline).at(-1).message.detail, "Wait a moment.");
    timeline.send(outgoing("x"));
    const rows = rowsOf(timeline).filter((row) => row.type === "message");
    assert.deepEqual(rows.map((row) => row.status), ["sending"]);
  });

  test("a refusal that comes after the acknowledgement is ignored", () => {
    const timeline = timelineOf(0);
    timeline.send(outgoing("x"));
    timeline.applyAck({ client_id: "x", id: 7, seq: 1, rev: 1, created_at: "2025-03-09T10:01:00Z" });
    timeline.fail("x", { code: "overloaded" });
    timeline.send(outgoing("x"));
    assert.equal(rowsOf(timeline).filter((row) => row.type === "message").length, 1);
    assert.equal(rowsOf(timeline).at(-1).status, "sent");
  });

  test("unsent bubbles stay below what arrives meanwhile", () => {
    const timeline = timelineOf(1);
    timeline.send(outgoing("x", "mine"));
    timeline.applyMessage(message(2));
    const rows = rowsOf(timeline).filter((row) => row.type === "message");
    assert.deepEqual(rows.map((row) => row.message.body), ["text 1", "text 2", "mine"]);
  });

  test("a bubble that failed stays where it was written, over what comes later and a new page", () => {
    const kept = { ...outgoing("x", "mine"), after: 1, created_at: "2025-03-10T00:01:00Z" };
    for (const timeline of [timelineOf(1), timelineOf(3)]) {
      timeline.send(kept);
      timeline.fail("x", { code: "not_accepting" });
      for (const seq of [2, 3]) timeline.applyMessage(message(seq));
      const shown = () => rowsOf(timeline).map((row) => row.message?.body ?? row.day);
      assert.deepEqual(shown(), ["2025-03-09", "text 1", "mine", "text 2", "text 3"]);
      timeline.send(outgoing("y", "newer"));
      assert.equal(shown().at(-1), "newer");
      timeline.send(kept);
      assert.deepEqual(shown().slice(-4), ["text 3", "2025-03-10", "mine", "newer"], "tried again, it goes to the end");
    }
  });

  test("a bubble that failed before the window is shown when the window gets there", () => {
    const messages = Array.from({ length: 50 }, (_, index) => message(index + 51));
    const timeline = new Timeline({ me: ANA, messages, headRev: 100, headSeq: 100, readSeq: 100 });
    timeline.send({ ...outgoing("x", "mine"), after: 30 });
    timeline.fail("x");
    const place = () => rowsOf(timeline).filter((row) => row.type === "message").findIndex((row) => row.outgoing);
    assert.equal(place(), -1);
    timeline.applyEarlier(Array.from({ length: 50 }, (_, index) => message(index + 1)));
    assert.equal(place(), 30);
  });
});

describe("receipts", () => {
  test("the status follows the slowest of the others and never goes back", () => {
    const timeline = new Timeline({
      me: ANA, messages: [message(1, { sender: ANA })], headRev: 1, headSeq: 1, readSeq: 1,
      participants: [{ user: ANA, delivered: 1, read: 1 }, { user: BEN, delivered: 0, read: 0 }, { user: 3 }],
    });
    const status = () => rowsOf(timeline).at(-1).status;
    assert.equal(status(), "sent");
    timeline.applyReceipt({ user: BEN, delivered: 1, read: 1 });
    assert.equal(status(), "sent");
    timeline.applyReceipt({ user: 3, delivered: 1, read: 0 });
    assert.equal(status(), "delivered");
    timeline.applyReceipt({ user: 3, delivered: 1, read: 1 });
    assert.equal(status(), "read");
    timeline.applyReceipt({ user: 3, delivered: 0, read: 0 });
    assert.equal(status(), "read");
  });

  test("whoever left the conversation is waited for no longer", () => {
    const timeline = new Timeline({
      me: ANA, messages: [message(1, { sender: ANA })], headRev: 1, headSeq: 1, readSeq: 1,
      participants: [{ user: ANA, delivered: 1, read: 1 }, { user: BEN, delivered: 1, read: null }, { user: 3 }],
    });
    assert.equal(rowsOf(timeline).at(-1).status, "sent");
    timeline.applyParticipants([{ user: 3, left_at: "2025-03-09T10:05:00Z" }]);
    assert.equal(rowsOf(timeline).at(-1).status, "delivered");
  });

  test("only my last bubble carries a status", () => {
    const timeline = timelineOf(0);
    timeline.applyMessage(message(1, { sender: ANA }));
    timeline.applyMessage(message(2, { sender: ANA }));
    timeline.applyMessage(message(3));
    const statuses = rowsOf(timeline).filter((row) => row.type === "message").map((row) => row.status);
    assert.deepEqual(statuses, [null, "sent", null]);
  });

  test("reading on another device lowers what is unread here", () => {
    const timeline = timelineOf(4, { readSeq: 1 });
    assert.equal(timeline.unread(), 3);
    timeline.applyReceipt({ user: ANA, delivered: 3, read: 3 });
    assert.equal(timeline.unread(), 1);
  });
});

describe("dividers and groups", () => {
  test("a day divider stands before the first message of each of the reader's days", () => {
    const timeline = timelineOf(0);
    timeline.applyMessage(message(1, { created_at: "2025-03-09T15:30:00Z" }));
    timeline.applyMessage(message(2, { created_at: "2025-03-09T16:30:00Z" }));
    const days = (timeZone) => rowsOf(timeline, { timeZone }).filter((row) => row.type === "day").map((row) => row.day);
    assert.deepEqual(days("UTC"), ["2025-03-09"]);
    assert.deepEqual(days("Asia/Shanghai"), ["2025-03-09", "2025-03-10"]);
  });

  test("the unread divider stands before the first unread message of somebody else and stays there", () => {
    const timeline = timelineOf(3, { readSeq: 1 });
    const place = () => rowsOf(timeline).findIndex((row) => row.type === "unread");
    assert.equal(rowsOf(timeline)[place() + 1].message.seq, 2);
    timeline.applyReceipt({ user: ANA, read: 3 });
    timeline.applyMessage(message(4));
    assert.equal(rowsOf(timeline)[place() + 1].message.seq, 2);
    timeline.send(outgoing("x"));
    assert.equal(place(), -1);
  });

  test("messages of one person within five minutes form a group", () => {
    const timeline = timelineOf(0);
    timeline.applyMessage(message(1));
    timeline.applyMessage(message(2, { created_at: "2025-03-09T10:04:00Z" }));
    timeline.applyMessage(message(3, { created_at: "2025-03-09T10:30:00Z" }));
    timeline.applyMessage(message(4, { sender: ANA, created_at: "2025-03-09T10:30:10Z" }));
    const rows = rowsOf(timeline).filter((row) => row.type === "message");
    assert.deepEqual(rows.map((row) => row.first), [true, false, true, true]);
    assert.deepEqual(rows.map((row) => row.last), [false, true, true, true]);
  });

  test("what the system says belongs to no group", () => {
    const timeline = timelineOf(0);
    timeline.applyMessage(message(1));
    timeline.applyMessage(message(2, { kind: "system", sender: null }));
    timeline.applyMessage(message(3));
    const rows = rowsOf(timeline).filter((row) => row.type === "message");
    assert.deepEqual(rows.map((row) => row.first), [true, true, true]);
  });
});

describe("any order", () => {
  test("500 random histories, shuffled, repeated and with losses, end as the server has them", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomOf(seed);
      const server = new FakeServer([ANA, BEN], random);
      for (let step = 0; step < 3; step += 1) server.randomChange();
      const timeline = new Timeline({ me: ANA, readSeq: 0, ...server.page() });
      const frames = [];
      const steps = 3 + Math.floor(random() * 25);
      for (let step = 0; step < steps; step += 1) {
        if (random() < 0.25) {
          const mine = outgoing(`mine-${seed}-${step}`, `mine ${step}`);
          timeline.send(mine);
          frames.push(...server.send(ANA, mine, timeline));
        } else frames.push(...server.randomChange());
        // Some frames arrive now, in any order; some twice; some never.
        while (frames.length > 0 && random() < 0.7) {
          const [frame] = frames.splice(Math.floor(random() * frames.length), 1);
          if (random() < 0.15) continue;
          server.deliver(frame, timeline);
          if (random() < 0.2) server.deliver(frame, timeline);
        }
        if (random() < 0.2 && timeline.missingAfter !== null) {
          const after = timeline.missingAfter;
          const answer = server.changes(after);
          // What happens between the question and its answer arrives first.
          for (const frame of server.randomChange()) server.deliver(frame, timeline);
          timeline.applyChanges(answer, after);
        }
      }
      for (const frame of frames) server.deliver(frame, timeline);
      timeline.expectRev(server.rev);
      while (timeline.missingAfter !== null) {
        const after = timeline.missingAfter;
        timeline.applyChanges(server.changes(after), after);
      }
      assert.deepEqual(
        timeline.shown().map(({ seq, rev, body, recalled_at }) => ({ seq, rev, body, recalled_at })),
        server.messages.map(({ seq, rev, body, recalled_at }) => ({ seq, rev, body, recalled_at })),
        `seed ${seed}`,
      );
      assert.equal(timeline.outgoing.size, 0, `seed ${seed}: nothing of mine is left waiting`);
      assert.equal(timeline.rev, server.rev, `seed ${seed}`);
      const keys = rowsOf(timeline).map((row) => row.key);
      assert.equal(new Set(keys).size, keys.length, `seed ${seed}: every row has its own key`);
    }
  });
});
