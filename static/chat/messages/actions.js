// @ts-check
/**
 * What may be done with a message now. Pure.
 *
 * @typedef {object} Limits The server's rules, as the page brings them; spans in seconds.
 * @property {number} edit_within
 * @property {number} recall_within
 *
 * @typedef {"retry"|"discard"|"reply"|"react"|"pick"|"copy"|"translate"|"pin"|"unpin"|"remind"|"history"|"edit"|"recall"|"feedback"|"report"} Action
 */

/**
 * Whether a text is mostly in the other one of the product's two languages.
 * @param {string} text
 * @param {string} language
 */
export function isForeign(text, language) {
  const han = text.match(/[\u3400-\u9fff]/g)?.length ?? 0;
  const words = text.match(/[A-Za-zÀ-ɏ]+/g)?.length ?? 0;
  return language.startsWith("zh") ? words > han : han > words;
}

/**
 * @param {import("./rows.js").Row | undefined} row
 * @param {{now: number, limits: Limits, canWrite: boolean, hasFeedback?: boolean, canPin?: boolean, isPinned?: boolean, translatesTo?: string}} where `now` in milliseconds;
 *   `translatesTo` the reader's language, where messages can be translated.
 * @returns {Set<Action>}
 */
export function actionsFor(row, { now, limits, canWrite, hasFeedback = false, canPin = false, isPinned = false, translatesTo = "" }) {
  /** @type {Set<Action>} */
  const actions = new Set();
  if (row?.type !== "message" || row.message.kind === "system") return actions;
  const { message, mine, outgoing, status } = row;
  if (outgoing) {
    actions.add("copy");
    if (status === "failed") actions.add("retry").add("discard");
    return actions;
  }
  const isAnothers = !mine && message.sender !== null;
  if (message.recalled_at) return isAnothers ? actions.add("report") : actions;
  const age = (now - Date.parse(message.created_at)) / 1000;
  if (canWrite) actions.add("reply").add("react").add("pick");
  if (message.body) actions.add("copy");
  if (translatesTo && !mine && isForeign(message.body, translatesTo)) actions.add("translate");
  actions.add("remind");
  if (message.edited_at) actions.add("history");
  if (canPin) actions.add(isPinned ? "unpin" : "pin");
  if (mine && canWrite && age < limits.edit_within && message.kind !== "card") actions.add("edit");
  if (mine && canWrite && age < limits.recall_within && message.kind !== "card") actions.add("recall");
  if (isAnothers) actions.add("report");
  if (hasFeedback) actions.add("feedback");
  return actions;
}
