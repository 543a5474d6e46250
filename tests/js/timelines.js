/**
 * Timelines that a test in another language plays upon: a JSON array a line in, `[client, deed, argument]`. What asks
 * for an answer gets a line of JSON out, in the order of the questions.
 */

import { createInterface } from "node:readline";

import { Timeline } from "../../static/chat/messages/timeline.js";

const timelines = new Map();

const frames = {
  "message.ack": (timeline, frame) => timeline.applyAck(frame),
  "message.new": (timeline, frame) => timeline.applyMessage(frame.message),
  "message.changed": (timeline, frame) => timeline.applyMessage(frame.message),
  receipt: (timeline, frame) => timeline.applyReceipt(frame),
};

const deeds = {
  hear: (timeline, frame) => void frames[frame.type]?.(timeline, frame),
  send: (timeline, outgoing) => timeline.send(outgoing),
  changes: (timeline, [answer, after]) => timeline.applyChanges(answer, after),
  rev: (timeline) => timeline.rev,
  missing: (timeline) => timeline.missingAfter,
  unsent: (timeline) => [...timeline.outgoing.values()],
  state: (timeline) => ({
    messages: timeline.shown().map(({ partial: _partial, ...message }) => message),
    receipts: Object.fromEntries(timeline.receipts),
    rev: timeline.rev,
    unread: timeline.unread(),
    unsent: timeline.outgoing.size,
  }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [client, deed, argument] = JSON.parse(line);
  if (deed === "open") timelines.set(client, new Timeline(argument));
  else {
    const answer = deeds[deed](timelines.get(client), argument);
    if (answer !== undefined) process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
