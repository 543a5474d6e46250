// @ts-check
/** What a key means at the workspace. */

/**
 * @param {{key: string, ctrl: boolean, plain: boolean, writes: boolean, isReply: boolean, isEmpty: boolean, composes: boolean}} pressed
 *   `plain`: neither Ctrl, Alt nor Meta; `writes`: in a field that takes text; `isReply`: that field is the answer,
 *   and `isEmpty` says that nothing stands in it; `composes`: an input method still chooses the word.
 * @returns {"next" | "previous" | "send" | "macros" | "write" | ""}
 */
export function meaning({ key, ctrl, plain, writes, isReply, isEmpty, composes }) {
  if (composes) return "";
  if (key === "Enter" && ctrl && isReply) return "send";
  if (!plain) return "";
  if (key === "/" && (!writes || (isReply && isEmpty))) return "macros";
  if (writes) return "";
  if (key === "j" || key === "J") return "next";
  if (key === "k" || key === "K") return "previous";
  return key === "r" || key === "R" ? "write" : "";
}

/**
 * Steps through the list, one ticket after the other: what is pressed while one loads is walked once it stands there.
 * @param {(direction: "next" | "previous") => boolean} go Begins to load the neighbour; false where there is none.
 */
export function walker(go) {
  let isLoading = false;
  let ahead = 0;
  const walk = () => {
    if (isLoading || !ahead) return;
    const direction = ahead > 0 ? 1 : -1;
    ahead -= direction;
    isLoading = go(direction > 0 ? "next" : "previous");
    if (!isLoading) ahead = 0;
  };
  return {
    /** @param {"next" | "previous"} direction */
    press(direction) {
      ahead += direction === "next" ? 1 : -1;
      walk();
    },
    /** @param {boolean} isThere False where it couldn't be loaded: nobody walks on blindly. */
    arrived(isThere) {
      isLoading = false;
      if (!isThere) ahead = 0;
      walk();
    },
  };
}

/**
 * The answer with a text put in: alone where nothing stands there, else behind what was written.
 * @param {string} written
 * @param {string} text
 */
export function withText(written, text) {
  return written.trim() ? `${written.trimEnd()}\n\n${text}` : text;
}

/**
 * Whether a macro is one that is looked for: each word stands somewhere in it.
 * @param {string} words
 * @param {string} text
 */
export function isFound(words, text) {
  const whole = text.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => whole.includes(word));
}
