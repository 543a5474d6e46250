import assert from "node:assert/strict";
import { test } from "node:test";

import { DoorQueue, codeOf } from "../../static/education/door_queue.js";
import { RoomState, refusedBy } from "../../static/education/room_state.js";

const ANA = 7;
const question = (id, more = {}) => ({
  id, rev: id, state: "live", author: { id: 9, name: "Ben" }, body: `Question ${id}`, votes: 0, is_pinned: false,
  is_answered: false, reply: "", replied_by: null, ...more,
});
const room = (more = {}) => ({ rev: 2, is_host: false, hands: [], voted: [], questions: [question(1), question(2)], ...more });
const ids = (state) => state.shown().map((one) => one.id);

test("pinned, then most wanted, then answered", () => {
  const state = new RoomState(room(), ANA);
  state.apply({ after: 2, rev: 5, questions: [
    question(3, { rev: 3, votes: 4 }), question(1, { rev: 4, is_pinned: true }), question(4, { rev: 5, votes: 9, is_answered: true }),
  ] });
  assert.deepEqual(ids(state), [1, 3, 2, 4]);
});

test("frames in any order and twice come to the same, and a hole is noticed", () => {
  const newer = { after: 3, rev: 4, questions: [question(1, { rev: 4, votes: 2 })] };
  const older = { after: 2, rev: 3, questions: [question(1, { rev: 3, votes: 1 })] };
  const state = new RoomState(room(), ANA);
  assert.equal(state.apply(newer), false, "what came between is missing");
  for (const frame of [older, newer, older, newer]) assert.equal(state.apply(frame), true);
  assert.equal(state.questions.get(1).votes, 2);
  assert.equal(state.rev, 4);
});

test("what a host hid is gone for others, and hosts fetch its words", () => {
  const hidden = { after: 2, rev: 3, questions: [question(1, { rev: 3, state: "hidden", body: "" })] };
  const hers = new RoomState(room(), ANA);
  hers.apply(hidden);
  assert.deepEqual(ids(hers), [2]);
  assert.equal(hers.lacksWords, false);
  const hosts = new RoomState(room({ is_host: true }), ANA);
  hosts.apply(hidden);
  assert.equal(hosts.lacksWords, true);
  hosts.apply({ rev: 3, questions: [question(1, { rev: 3, state: "hidden" })] });
  assert.deepEqual(ids(hosts), [1, 2]);
});

test("a refusal is said where what was refused stands", () => {
  const asked = { client_id: "a1" };
  assert.deepEqual(refusedBy({ client_id: "a1" }, asked), { what: "ask", id: 0 });
  assert.deepEqual(refusedBy({ request_id: "vote:7" }, asked), { what: "vote", id: 7 });
  assert.deepEqual(refusedBy({ request_id: "vote:7" }, null), { what: "vote", id: 7 }, "not in the form of the question");
  assert.deepEqual(refusedBy({ request_id: "hand:3" }, null), { what: "hand", id: 3 });
  assert.equal(refusedBy({ client_id: "b2" }, asked), null);
  assert.equal(refusedBy({}, null), null);
});

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

test("the door keeps what isn't sent, each code once with its first moment", () => {
  const place = storage();
  const queue = new DoorQueue(place, "door");
  assert.equal(queue.note(codeOf("abc-12 3"), new Date(0)), true);
  assert.equal(queue.note("ABC123", new Date(1000)), false);
  const again = new DoorQueue(place, "door");
  const sent = again.waiting();
  assert.deepEqual(sent, [{ code: "ABC123", at: "1970-01-01T00:00:00.000Z" }]);
  again.note("XYZ999", new Date(2000));
  again.settle(sent);
  assert.deepEqual(queue.waiting().map((one) => one.code), ["XYZ999"]);
});

test("a broken store is an empty one", () => {
  const place = storage();
  place.setItem("door", "{");
  assert.deepEqual(new DoorQueue(place, "door").waiting(), []);
});
