import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { MemoryStorage, Outbox } from "../../static/chat/sending/outbox.js";
import { ANSWER_WITHIN_MS, Sender } from "../../static/chat/sending/sender.js";

function world({ open = true, storage = new MemoryStorage() } = {}) {
  const frames = [];
  const failures = [];
  const acks = [];
  const live = {
    open,
    send(frame) {
      if (this.open) frames.push(frame);
      return this.open;
    },
  };
  const outbox = new Outbox({ me: 1, storage });
  const timers = { now: 0, queue: [] };
  timers.setTimeout = (run, after) => timers.queue.push({ run, at: timers.now + after }) - 1;
  timers.clearTimeout = (id) => {
    if (id !== undefined) timers.queue[id] = null;
  };
  timers.pass = (ms) => {
    timers.now += ms;
    for (const [id, timer] of [...timers.queue.entries()]) {
      if (!timer || timer.at > timers.now) continue;
      timers.queue[id] = null;
      timer.run();
    }
  };
  const sender = new Sender({
    now: () => timers.now,
    live, outbox, timers,
    onAck: (frame) => acks.push(frame.client_id),
    onFail: (client_id, why) => failures.push([client_id, why.code]),
  });
  return { frames, failures, acks, live, outbox, timers, sender, storage };
}

const hello = { client_id: "x", conversation: 12, body: "hello", reply_to: null, created_at: "2025-03-09T10:00:00Z" };
const ack = { type: "message.ack", client_id: "x", id: 9, seq: 1, rev: 1, conversation: 12 };

test("a message goes out as the protocol has it and is settled by its acknowledgement", () => {
  const { sender, frames, outbox, acks } = world();
  sender.send({ ...hello, attachments: [{ id: 4, preview: "blob:" }] });
  assert.deepEqual(frames, [
    {
      type: "message.send", client_id: "x", conversation: 12, body: "hello", reply_to: null, attachments: [4],
      confirm: false,
    },
  ]);
  sender.hear(ack);
  assert.deepEqual([acks, outbox.waiting()], [["x"], []]);
});

test("without a connection it waits, and goes out once when the connection is back, even after a reload", () => {
  const first = world({ open: false });
  assert.equal(first.sender.send(hello), false);
  const second = world({ storage: first.storage });
  second.sender.resendAll();
  second.sender.hear(ack);
  second.sender.resendAll();
  assert.deepEqual(second.frames.map((frame) => frame.client_id), ["x"]);
});

test("an acknowledgement that got lost is asked for again under the same client_id", () => {
  const { sender, frames } = world();
  sender.send(hello);
  sender.resendAll();
  assert.deepEqual(frames.map((frame) => frame.client_id), ["x", "x"]);
});

test("silence is shown as a failure, and the message still goes out after a reconnect", () => {
  const { sender, failures, timers, outbox } = world();
  sender.send(hello);
  timers.pass(ANSWER_WITHIN_MS);
  assert.deepEqual(failures, [["x", "no_answer"]]);
  assert.deepEqual(outbox.waiting().length, 1);
});

test("a refusal waits for the person and doesn't go out by itself", () => {
  const { sender, failures, frames } = world();
  sender.send(hello);
  sender.hear({ type: "error", client_id: "x", code: "not_accepting", detail: "No." });
  sender.resendAll();
  assert.deepEqual(failures, [["x", "not_accepting"]]);
  assert.equal(frames.length, 1);
  sender.retry("x");
  assert.equal(frames.length, 2);
});

test("what the scam rules stopped goes through when the sender is sure", () => {
  const { sender, frames } = world();
  sender.send(hello);
  sender.hear({ type: "error", client_id: "x", code: "confirm_needed", detail: "Does this ask for a fee?" });
  sender.retry("x", { confirm: true });
  assert.equal(frames.at(-1).confirm, true);
});

test("a busy server is asked again when it said, without bothering the person", () => {
  const { sender, failures, frames, timers } = world();
  sender.send(hello);
  sender.hear({ type: "error", client_id: "x", code: "overloaded", retry_after: 2 });
  assert.deepEqual([failures, frames.length], [[], 1]);
  timers.pass(2000);
  assert.equal(frames.length, 2);
});

test("whoever sends too much waits, and all goes out by itself in its order", () => {
  const { sender, failures, frames, timers } = world();
  sender.send(hello);
  sender.hear({ type: "error", client_id: "x", code: "rate_limited", retry_after: 20 });
  assert.equal(sender.pausedUntilFor("x"), 20_000);
  timers.pass(5000);
  sender.send({ ...hello, client_id: "y" });
  sender.send({ ...hello, client_id: "z" });
  sender.discard("z");
  assert.deepEqual([failures, frames.length], [[], 1]);
  timers.pass(15_000);
  assert.deepEqual(frames.map((frame) => frame.client_id), ["x", "x", "y"]);
  assert.equal(sender.pausedUntilFor("x"), 0);
  sender.hear({ type: "error", client_id: "y", code: "rate_limited", retry_after: 40_000 });
  assert.equal(failures.length, 1);
});

test("what was taken back isn't sent again", () => {
  const { sender, frames } = world();
  sender.send(hello);
  sender.discard("x");
  sender.resendAll();
  assert.equal(frames.length, 1);
});

test("errors of other commands are none of its business", () => {
  const onFail = mock.fn();
  const { outbox, live } = world();
  new Sender({ live, outbox, onFail }).hear({ type: "error", request_id: "r1", code: "not_found" });
  assert.equal(onFail.mock.callCount(), 0);
});

test("without a connection nobody is waited for, and nothing is called failed", () => {
  const { sender, failures, timers, frames } = world();
  sender.send(hello);
  sender.lost();
  timers.pass(ANSWER_WITHIN_MS * 2);
  assert.deepEqual(failures, []);
  sender.resendAll();
  assert.equal(frames.length, 2);
});
