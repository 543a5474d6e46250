// @ts-check
// The feedback sheet keeps what is being written until it was sent: closing it, a lost connection or a new page lose nothing.

/** Puts the kept text into an empty field, and keeps what is typed from now on. */
export function keepText(form, store) {
  const field = form.querySelector("textarea");
  const key = form.dataset.keep;
  if (!field.value) field.value = store.getItem(key) ?? "";
  field.addEventListener("input", () => store.setItem(key, field.value));
}

/** Forgets the kept text, once it was sent. */
export function forgetText(store, prefix = "rapport.feedback.") {
  for (const key of Object.keys(store)) {
    if (key.startsWith(prefix)) store.removeItem(key);
  }
}

/** @param {HTMLElement} piece The form, or what is shown once it was sent. */
export function start(piece) {
  if ("feedbackSent" in piece.dataset) {
    forgetText(window.sessionStorage);
    return;
  }
  keepText(piece, window.sessionStorage);
  piece.querySelector("textarea").focus();
}
