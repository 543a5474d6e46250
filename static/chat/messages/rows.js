// @ts-check
/**
 * From a timeline to what stands on the screen: day dividers, the unread divider, bubbles in groups. Pure.
 *
 * A row's `key` never changes while the bubble lives: an optimistic bubble and the message that it becomes share one,
 * so nothing is taken out of the page when the acknowledgement comes.
 */

// Every zone's clock is a whole number of these ahead of UTC or behind it.
const QUARTER_MS = 15 * 60 * 1000;

/**
 * Which day an instant belongs to in a time zone: `2025-03-09`.
 * @param {string} timeZone
 * @returns {(instant: string) => string}
 */
export function daysIn(timeZone) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const days = new Map();
  return (instant) => {
    const moment = Date.parse(instant);
    const quarter = Math.floor(moment / QUARTER_MS);
    if (!days.has(quarter)) days.set(quarter, format.format(moment));
    return days.get(quarter);
  };
}

export function keyOf(message, me) {
  return message.sender === me && message.client_id ? `c:${message.client_id}` : `m:${message.id}`;
}

/**
 * @typedef {object} Row
 * @property {string} key
 * @property {"day"|"unread"|"message"} type
 * @property {string} [instant] A moment of the day, on a day's divider.
 * @property {string} [day]
 * @property {any} [message] As the server gave it, or mine that it hasn't acknowledged.
 * @property {boolean} [mine]
 * @property {?string} [status]
 * @property {string} [words] What its status says, where no word of the page does.
 * @property {string} [reason] What its status says in words, where the status alone doesn't.
 * @property {boolean} [first] Of its group.
 * @property {boolean} [last]
 * @property {boolean} [outgoing] Not acknowledged.
 */

/**
 * @param {import("./timeline.js").Timeline} timeline
 * @param {{timeZone: string, groupWithin: number}} rules The reader's zone; messages of one person within so many seconds
 *   stand together.
 * @returns {Row[]}
 */
export function rowsOf(timeline, { timeZone, groupWithin }) {
  const day = daysIn(timeZone);
  const rows = [];
  let currentDay = null;
  let group = null;
  // The line is drawn where the unread ones begin, not where the window happens to.
  let unreadShown = timeline.unreadFrom === null || timeline.first > timeline.unreadFrom;

  const push = (message, status, outgoing, { isBetween = false } = {}) => {
    const thisDay = day(message.created_at);
    // What isn't sent has its sender's clock, and may be of a day before the newest message's.
    if (outgoing ? !isBetween && thisDay > (currentDay ?? "") : thisDay !== currentDay) {
      rows.push({ type: "day", key: `d:${thisDay}`, day: thisDay, instant: message.created_at });
      currentDay = thisDay;
      group = null;
    }
    const mine = message.sender === timeline.me;
    if (!unreadShown && !mine && message.seq >= timeline.unreadFrom) {
      rows.push({ type: "unread", key: "unread" });
      unreadShown = true;
      group = null;
    }
    const joins =
      group !== null &&
      message.kind !== "system" &&
      group.message.kind !== "system" &&
      group.message.sender === message.sender &&
      Date.parse(message.created_at) - Date.parse(group.message.created_at) < groupWithin * 1000;
    if (joins) group.last = false;
    const row = {
      type: "message", key: outgoing ? `c:${message.client_id}` : keyOf(message, timeline.me), message, mine, status,
      first: !joins, last: true, outgoing: Boolean(outgoing),
    };
    rows.push(row);
    group = row;
  };

  const unsent = [...timeline.outgoing.values()];
  const pushUnsent = (mine, how) => {
    push({ ...mine, sender: timeline.me, seq: Infinity, kind: mine.kind ?? "text" }, mine.state, true, how);
  };
  // What failed stays where it was written, under the day that is there.
  const placed = unsent.filter(({ state, after }) => state === "failed" && after < timeline.headSeq);
  placed.sort((a, b) => a.after - b.after);
  let next = placed.findIndex(({ after }) => after >= timeline.first - 1);
  if (next < 0) next = placed.length;
  for (const message of timeline.shown()) {
    while (next < placed.length && placed[next].after < message.seq) pushUnsent(placed[next++], { isBetween: true });
    push(message, null, false);
  }
  const lastMine = rows.findLast(
    (row) => row.type === "message" && row.mine && !row.outgoing && row.message.kind !== "system",
  );
  if (lastMine && !lastMine.message.recalled_at) lastMine.status = timeline.statusOf(lastMine.message);
  if (timeline.hasLater) return rows;
  for (const mine of unsent) if (!placed.includes(mine)) pushUnsent(mine);
  return rows;
}
