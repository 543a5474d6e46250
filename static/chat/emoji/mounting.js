// @ts-check
/** The picker of an open conversation: for the box one writes in, and for reactions. Fetched with its first use. */

import { Picker } from "./picker.js";

/**
 * @param {import("../conversation_page/conversation.js").Conversation} conversation
 * @returns {{forText: () => void, forReaction: (react: (emoji: string) => void, back: ?Element) => void}}
 */
export function mountPicker(conversation) {
  const panel = /** @type {HTMLElement} */ (conversation.root.querySelector("[data-part=emoji-panel]"));
  const picker = new Picker({ panel, storage: conversation.outbox.storage, key: `rapport:emoji:${conversation.me}` });
  conversation.stop.signal.addEventListener("abort", () => picker.destroy());
  const input = conversation.root.querySelector("[data-part=composer] textarea");
  return {
    forText: () =>
      picker.open((char) => {
        input.setRangeText(char, input.selectionStart, input.selectionEnd, "end");
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        input.focus();
      }, input),
    forReaction: (react, back) => picker.open(react, back),
  };
}
