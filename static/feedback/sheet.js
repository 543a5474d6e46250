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

if (typeof document !== "undefined") {
  document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => {
    const form = target.querySelector?.("[data-feedback-form]");
    if (form) {
      keepText(form, window.sessionStorage);
      form.querySelector("textarea").focus();
    }
    if (target.querySelector?.("[data-feedback-sent]")) forgetText(window.sessionStorage);
  });
}
