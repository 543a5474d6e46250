/**
 * From a timeline to what stands on the screen: day dividers, the unread divider, bubbles in groups. Pure.
 *
 * A row's `key` never changes while the bubble lives: an optimistic bubble and the message that it becomes share one,
 * so nothing is taken out of the page when the acknowledgement comes.
 */

const GROUP_WITHIN_MS = 5 * 60 * 1000;

/** `2025-03-09` of an instant in a time zone. */
export function dayOf(instant, timeZone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(instant),
  );
}

export function keyOf(message, me) {
  return message.sender === me && message.client_id ? `c:${message.client_id}` : `m:${message.id}`;
}

/**
 * @param {import("./timeline.js").Timeline} timeline
 * @returns {Array<{key: string, type: "day"|"unread"|"message"}>}
 */
export function rowsOf(timeline, { timeZone = "UTC" } = {}) {
  const days = new Map();
  const day = (instant) => {
    const hour = instant.slice(0, 13);
    if (!days.has(hour)) days.set(hour, dayOf(instant, timeZone));
    return days.get(hour);
  };
  const rows = [];
  let currentDay = null;
  let group = null;
  let unreadShown = timeline.unreadFrom === null;

  const push = (message, status, outgoing) => {
    const thisDay = day(message.created_at);
    if (thisDay !== currentDay) {
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
      Date.parse(message.created_at) - Date.parse(group.message.created_at) < GROUP_WITHIN_MS;
    if (joins) group.last = false;
    const row = {
      type: "message", key: outgoing ? `c:${message.client_id}` : keyOf(message, timeline.me), message, mine, status,
      first: !joins, last: true, outgoing: Boolean(outgoing),
    };
    rows.push(row);
    group = row;
  };

  for (const message of timeline.shown()) push(message, null, false);
  const lastMine = rows.findLast((row) => row.type === "message" && row.mine && row.message.kind !== "system");
  if (lastMine && !lastMine.message.recalled_at) lastMine.status = timeline.statusOf(lastMine.message);
  for (const mine of timeline.outgoing.values()) {
    push({ ...mine, sender: timeline.me, seq: Infinity, kind: mine.kind ?? "text" }, mine.state, true);
  }
  return rows;
}
