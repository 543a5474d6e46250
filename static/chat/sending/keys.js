// @ts-check
/**
 * What a key means in the composer. Pure.
 *
 * While an input method composes, Enter only confirms the word: browsers say so by `isComposing`, or, where the
 * composition ends before the key is reported, by key code 229.
 */

export function isComposing(event) {
  return event.isComposing === true || event.keyCode === 229;
}

/**
 * @param {KeyboardEvent} event
 * @param {{palette?: boolean, prompt?: boolean, empty?: boolean, replying?: boolean}} where `palette` while presets are
 *   listed, `prompt` while something is left to fill in, `empty` before anything is typed.
 * @returns {"send"|"break"|"next"|"previous"|"choose"|"close"|"fill"|"editLast"|"cancel"|null} null leaves the key
 *   alone.
 */
export function intentOf(event, { palette = false, prompt = false, empty = false, replying = false } = {}) {
  if (isComposing(event)) return null;
  const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (palette) {
    if (event.key === "ArrowDown") return "next";
    if (event.key === "ArrowUp") return "previous";
    if (plain && (event.key === "Enter" || event.key === "Tab")) return "choose";
    if (event.key === "Escape") return "close";
  }
  if (event.key === "Enter" && event.shiftKey) return "break";
  if (event.key === "Enter" && !event.altKey) return "send";
  if (event.key === "Tab" && plain && prompt) return "fill";
  if (event.key === "ArrowUp" && plain && empty) return "editLast";
  if (event.key === "Escape" && replying) return "cancel";
  return null;
}
