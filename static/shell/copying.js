// @ts-check
// A text to be handed on: it stands in a field, and a button beside it puts it on the clipboard.

import { showToast } from "./toasts.js";

/**
 * Puts a text on the clipboard. Browsers give the clipboard's own interface to secure pages only.
 * @param {string} text
 */
export async function copyText(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const back = document.activeElement;
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "sr-only";
  // In a modal dialog nothing outside it can be selected.
  (back?.closest("dialog") ?? document.body).append(box);
  box.select();
  const isDone = document.execCommand("copy");
  box.remove();
  back?.focus({ preventScroll: true });
  if (!isDone) throw new Error("not allowed");
}

/** @param {HTMLElement} element Holds the field and the button, and the words for both ends. */
export function start(element) {
  const field = element.querySelector("input");
  const button = element.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await copyText(field.value);
      showToast({ title: element.dataset.copied, kind: "good" });
    } catch {
      field.select();
      showToast({ title: element.dataset.copyFailed, kind: "bad" });
    }
  });
}
