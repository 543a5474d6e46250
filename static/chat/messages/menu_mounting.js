// @ts-check
/** What clicks in the log do, and the menu of a message, which is fetched before its first use. */

import { atRest, keepUntil, later, sayOffline } from "../../shell/later.js";

/** @param {import("../conversation_page/conversation.js").Conversation} conversation */
export function mountMenu(conversation) {
  const { log } = conversation.stream;
  const load = later(() => fetchMenu(conversation));
  const messageOf = (key) => conversation.rows.get(key)?.message;
  const act = (name, key, detail) => load().then(({ acts }) => acts.do(name, messageOf(key), detail), sayOffline);
  keepUntil(log, ["click", "keydown"], {
    wants: ({ type, target }) =>
      !conversation.menu && (type === "click" ? target.closest("[data-part=menu]") : target.matches("[data-message]")),
    load,
    signal: conversation.stop.signal,
  });
  atRest(() => load().catch(() => {}));
  log.addEventListener("click", (event) => {
    const row = conversation.rows.get(event.target.closest("[data-message]")?.dataset.key);
    if (!row) return;
    const quote = event.target.closest("[data-part=quote]");
    const reaction = event.target.closest(".reaction");
    if (quote) {
      event.preventDefault();
      const quoted = conversation.context.quoteOf(Number(quote.dataset.quotes));
      if (quoted) conversation.paging.jumpTo(quoted.seq);
    } else if (reaction) act("react", row.key, { emoji: reaction.dataset.emoji });
    else if (event.target.closest("[data-part=translated]")) act("translate", row.key);
    else if (event.target.closest("[data-part=retry]")) act("retry", row.key);
    else if (event.target.closest("[data-part=report]")) act("report", row.key);
    else if (event.target.closest("[data-part=edited]")) act("history", row.key);
    else if (event.target.closest("[data-part=preview-out]")) act("bare", row.key);
    else if (event.target.closest("[data-part=again]")) act("again", row.key);
  });
  // What is pinned leads to its place in the log.
  conversation.root.addEventListener(
    "click",
    (event) => {
      const place = event.target.closest("[data-jump]");
      if (!place) return;
      event.preventDefault();
      conversation.paging.jumpTo(Number(place.dataset.jump));
    },
    { signal: conversation.stop.signal },
  );
  return load;
}

/** The menu of a message, what it offers, and the doing of it. */
async function fetchMenu(conversation) {
  const [{ MessageMenu }, { Acts }, { actionsFor }] = await Promise.all([
    import("./message_menu.js"),
    import("./acts.js"),
    import("./actions.js"),
  ]);
  const { limits, urls } = conversation.data;
  const pinned = () => conversation.root.querySelector("[data-pins]")?.dataset.pins.split(" ").map(Number) ?? [];
  const offers = (row) =>
    actionsFor(row, {
      canPin: conversation.data.can_pin, isPinned: pinned().includes(row?.message?.id),
      now: Date.now(), limits, canWrite: conversation.canWrite, hasFeedback: Boolean(urls.feedback),
      translatesTo: urls.translation && document.documentElement.lang,
    });
  const acts = new Acts({
    about: {
      id: conversation.id, me: conversation.me, picker: conversation.picker, feedback: urls.feedback, report: urls.report,
      pin: urls.pin, preview: urls.preview, history: urls.history, remind: urls.remind, recalled: conversation.context.recalled,
      translation: urls.translation, translations: conversation.context.translations,
    },
    command: (frame) => conversation.command(frame),
    sender: conversation.sender, timeline: conversation.timeline, composer: conversation.composer, word: conversation.word,
    onChange: () => conversation.render(),
  });
  if (conversation.stop.signal.aborted) return { acts, offers };
  conversation.menu = new MessageMenu({
    menu: conversation.root.querySelector("[data-part=message-menu]"),
    log: conversation.stream.log,
    scroller: conversation.stream.scroller,
    actionsFor: (key) => offers(conversation.rows.get(key)),
    onAction: (name, key, detail) => acts.do(name, conversation.rows.get(key)?.message, detail),
  });
  return { acts, offers };
}
