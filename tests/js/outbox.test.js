import assert from "node:assert/strict";
import { test } from "node:test";

import { MemoryStorage, Outbox } from "../../static/chat/sending/outbox.js";

const hello = { client_id: "x", conversation: 12, body: "hello", created_at: "2025-03-09T10:00:00Z" };
const later = { client_id: "y", conversation: 12, body: "later", created_at: "2025-03-09T10:00:01Z" };

test("an unsent message survives a reload and goes out with the same client_id", () => {
  const storage = new MemoryStorage();
  new Outbox({ me: 1, storage }).add(hello);
  assert.deepEqual(new Outbox({ me: 1, storage }).waiting(), [hello]);
});

test("what is acknowledged isn't sent again", () => {
  const storage = new MemoryStorage();
  const outbox = new Outbox({ me: 1, storage });
  outbox.add(hello);
  outbox.settle("x");
  assert.deepEqual(new Outbox({ me: 1, storage }).waiting(), []);
});

test("messages go out in the order in which they were written", () => {
  const outbox = new Outbox({ me: 1, storage: new MemoryStorage() });
  outbox.add(later);
  outbox.add(hello);
  assert.deepEqual(outbox.waiting().map((unsent) => unsent.client_id), ["x", "y"]);
});

test("a refused message waits for the person, with its reason", () => {
  const outbox = new Outbox({ me: 1, storage: new MemoryStorage() });
  outbox.add(hello);
  outbox.refuse("x", { code: "not_accepting", detail: "They don't take messages." });
  assert.deepEqual(outbox.waiting(), []);
  assert.equal(outbox.of(12)[0].refused.detail, "They don't take messages.");
  assert.deepEqual(outbox.retry("x", { confirm: true }), { ...hello, confirm: true });
  assert.deepEqual(outbox.waiting().map((unsent) => unsent.client_id), ["x"]);
});

test("a retry of what was settled meanwhile does nothing", () => {
  const outbox = new Outbox({ me: 1, storage: new MemoryStorage() });
  assert.equal(outbox.retry("x"), null);
});

test("the next person in this browser finds neither drafts nor messages", () => {
  const storage = new MemoryStorage();
  const outbox = new Outbox({ me: 1, storage });
  outbox.add(hello);
  outbox.saveDraft(12, { body: "a secret" });
  new Outbox({ me: 11, storage });
  assert.equal(storage.length, 0);
});

test("a draft stays until the server has it, and a newer one stays after that", () => {
  const outbox = new Outbox({ me: 1, storage: new MemoryStorage() });
  outbox.saveDraft(12, { body: "he" });
  outbox.saveDraft(12, { body: "hello" });
  outbox.settleDraft(12, { body: "he" });
  assert.deepEqual(outbox.draftOf(12), { body: "hello" });
  outbox.settleDraft(12, { body: "hello" });
  assert.equal(outbox.draftOf(12), null);
});

test("two tabs add without overwriting each other", () => {
  const storage = new MemoryStorage();
  const [one, two] = [new Outbox({ me: 1, storage }), new Outbox({ me: 1, storage })];
  one.add(hello);
  two.add(later);
  one.settle("x");
  assert.deepEqual(two.waiting().map((unsent) => unsent.client_id), ["y"]);
});

test("a browser without storage still sends", () => {
  const forbidden = {
    setItem() {
      throw new Error("SecurityError");
    },
  };
  const outbox = new Outbox({ me: 1, storage: forbidden });
  outbox.add(hello);
  assert.equal(outbox.waiting().length, 1);
});

test("a damaged entry is dropped instead of stopping everything", () => {
  const storage = new MemoryStorage();
  storage.setItem("rapport.chat.1.unsent.z", "{");
  const outbox = new Outbox({ me: 1, storage });
  outbox.add(hello);
  assert.deepEqual(outbox.waiting(), [hello]);
});
