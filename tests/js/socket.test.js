// The live connection comes back by itself, and says when something may have been missed.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { LONGEST_WAIT, LiveSocket, PING_EVERY, PONG_WITHIN, socketAddress, waitBefore } from "../../static/shell/socket.js";

let sockets, frames, states, missed, timers, live;

class FakeSocket {
  sent = [];
  closed = false;

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  say(frame) {
    this.onmessage({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }
}

/** Timers that run when the test says so. */
class FakeTimers {
  waiting = new Map();
  last = 0;

  setTimeout = (run, after) => {
    this.waiting.set(++this.last, { run, after });
    return this.last;
  };

  clearTimeout = (id) => this.waiting.delete(id);

  /** Runs the one timer that waits and tells after how long. */
  fire() {
    const [[id, { run, after }]] = this.waiting;
    this.waiting.delete(id);
    run();
    return after;
  }

  fireAfter(after) {
    const [id, timer] = [...this.waiting].find(([, waiting]) => waiting.after === after);
    this.waiting.delete(id);
    timer.run();
  }
}

beforeEach(() => {
  [sockets, frames, states, missed] = [[], [], [], []];
  timers = new FakeTimers();
  live = new LiveSocket({
    url: "ws://site/ws/",
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    timers,
    random: () => 1,
    onFrame: (frame) => frames.push(frame),
    onState: (state) => states.push(state),
    onResync: (cursor) => missed.push(cursor),
  });
});

function connected(cursor = "c1") {
  live.connect();
  sockets.at(-1).say({ type: "hello", cursor });
  return sockets.at(-1);
}

test("waits double up to five seconds and are never the same for everybody", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 9].map((attempt) => waitBefore(attempt, () => 1)), [500, 1000, 2000, 4000, 4000, 4000]);
  assert.equal(waitBefore(9, () => 0), LONGEST_WAIT / 2);
});

test("the address follows the page's", () => {
  assert.equal(socketAddress({ protocol: "https:", host: "jobs.example" }), "wss://jobs.example/ws/");
  assert.equal(socketAddress({ protocol: "http:", host: "127.0.0.1:8000" }), "ws://127.0.0.1:8000/ws/");
});

test("it is open once the server said hello, not before", () => {
  live.connect();
  assert.equal(live.send({ type: "typing" }), false);
  sockets[0].say({ type: "hello", cursor: "c1" });
  assert.equal(live.send({ type: "typing" }), true);
  assert.deepEqual(sockets[0].sent, [{ type: "typing" }]);
  assert.deepEqual(states, ["connecting", "open"]);
  assert.deepEqual(missed, []);
});

test("a lost connection comes back and the page catches up once", () => {
  connected().onclose({ code: 1006 });
  assert.equal(live.send({ type: "typing" }), false);
  assert.equal(timers.fire(), 500);
  sockets[1].say({ type: "hello", cursor: "c2" });
  assert.deepEqual(states, ["connecting", "open", "reconnecting", "open"]);
  assert.deepEqual(missed, ["c2"]);
});

test("a server that stays away is asked ever more rarely", () => {
  connected().onclose({ code: 1006 });
  const waits = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    waits.push(timers.fire());
    sockets.at(-1).onclose({ code: 1006 });
  }
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 4000]);
});

test("after a success the next loss starts from the shortest wait", () => {
  connected().onclose({ code: 1006 });
  timers.fire();
  sockets[1].onclose({ code: 1006 });
  timers.fire();
  sockets[2].say({ type: "hello" });
  sockets[2].onclose({ code: 1006 });
  assert.equal(timers.fire(), 500);
});

test("who is signed out isn't connected again", () => {
  connected().onclose({ code: 4401 });
  assert.equal(states.at(-1), "signed-out");
  assert.equal(timers.waiting.size, 0);
  live.connect();
  live.hurry();
  assert.equal(sockets.length, 1);
});

test("where too many are open it waits until it is looked at again", () => {
  connected().onclose({ code: 4429 });
  assert.equal(states.at(-1), "crowded");
  assert.equal(timers.waiting.size, 0);
  live.hurry();
  assert.equal(sockets.length, 2);
  sockets[1].say({ type: "hello", cursor: "c2" });
  assert.deepEqual([states.at(-1), missed], ["open", ["c2"]]);
});

test("what its person disconnected from elsewhere stays so until the page is loaded again", () => {
  connected().onclose({ code: 4403 });
  assert.equal(states.at(-1), "ended");
  assert.equal(timers.waiting.size, 0);
  live.hurry();
  assert.equal(sockets.length, 1);
});

test("it pings every twenty seconds and notices that the cursor moved", () => {
  const socket = connected("c1");
  assert.equal(timers.fire(), PING_EVERY);
  assert.deepEqual(socket.sent, [{ type: "ping" }]);
  socket.say({ type: "pong", cursor: "c1" });
  assert.equal(frames.filter((frame) => frame.type === "cursor").length, 0);
  timers.fire();
  socket.say({ type: "pong", cursor: "c2" });
  assert.deepEqual(frames.at(-1), { type: "cursor", cursor: "c2" });
});

test("a server that doesn't answer a ping is given up", () => {
  const socket = connected();
  timers.fire();
  timers.fireAfter(PONG_WITHIN);
  assert.equal(socket.closed, true);
  assert.equal(states.at(-1), "reconnecting");
  assert.equal(timers.fire(), 500);
  assert.equal(sockets.length, 2);
});

test("what an old socket still says is ignored", () => {
  const old = connected();
  old.onclose({ code: 1006 });
  timers.fire();
  sockets[1].say({ type: "hello" });
  old.say({ type: "message.new" });
  old.onclose({ code: 1006 });
  assert.equal(frames.some((frame) => frame.type === "message.new"), false);
  assert.equal(states.at(-1), "open");
});

test("a resync tells the page to catch up", () => {
  connected("c1").say({ type: "resync" });
  assert.deepEqual(missed, ["c1"]);
});

test("nonsense from the server does no harm", () => {
  const socket = connected();
  for (const text of ["", "{", "null", "3", '{"kind":"x"}']) socket.say(text);
  assert.deepEqual(frames.map((frame) => frame.type), ["hello"]);
});

test("hurrying connects at once while waiting, and pings while open", () => {
  const socket = connected();
  live.hurry();
  assert.deepEqual(socket.sent, [{ type: "ping" }]);
  socket.onclose({ code: 1006 });
  live.hurry();
  assert.equal(sockets.length, 2);
  assert.equal(timers.waiting.size, 0);
});

test("a browser that refuses to open a socket is asked again", () => {
  live.open = () => {
    throw new Error("refused");
  };
  live.connect();
  assert.equal(states.at(-1), "reconnecting");
  assert.equal(timers.waiting.size, 1);
});

test("closing is final until one connects again", () => {
  const socket = connected();
  live.close();
  assert.equal(socket.closed, true);
  socket.onclose({ code: 1000 });
  assert.equal(timers.waiting.size, 0);
  live.connect();
  assert.equal(sockets.length, 2);
});

test("a device that says it has no network is believed at once", () => {
  live.connect();
  sockets[0].say({ type: "hello", cursor: "a" });
  live.lostNetwork();
  assert.equal(states.at(-1), "reconnecting");
  assert.equal(live.send({ type: "typing" }), false);
  assert.ok(sockets[0].closed);
  live.hurry();
  assert.equal(sockets.length, 2);
});
