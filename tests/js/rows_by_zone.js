// Reads cases from the standard input and writes the keys and groups of the rows that the page would show.

import { rowsOf } from "../../static/chat/messages/rows.js";
import { Timeline } from "../../static/chat/messages/timeline.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const cases = JSON.parse(Buffer.concat(chunks).toString());
const answers = cases.map(({ me, messages, unreadFrom, timeZone, groupWithin }) => {
  const timeline = new Timeline({ me, messages, headSeq: messages.length, readSeq: unreadFrom ? unreadFrom - 1 : messages.length });
  return rowsOf(timeline, { timeZone, groupWithin }).map((row) => [row.key, row.first ?? true, row.last ?? true]);
});
process.stdout.write(JSON.stringify(answers));
