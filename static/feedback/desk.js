// @ts-check
/** The workspace by keyboard: J and K, R to write, the slash for macros, Ctrl+Enter; everything is a link or a form without it. */

import { isFound, meaning, walker, withText } from "./desk_keys.js";

/** @param {string} selector @returns {any} */
const one = (selector) => document.querySelector(selector);

// What was swapped in is bound at once: a key that follows soon does what it does later.
window.htmx.config.defaultSettleDelay = 0;

let opened = one("[data-desk-open]")?.dataset.deskOpen;

const steps = walker((direction) => {
  const link = one(direction === "next" ? "[data-desk-behind]" : "[data-desk-before]");
  link?.click();
  return Boolean(link);
});

/** @param {any} link */
function choose(link) {
  const form = link.closest("form");
  put(form, link.dataset.text);
  form.elements.macro.value = link.dataset.deskMacro;
  if (link.dataset.to) form.elements.to.value = link.dataset.to;
  if (link.dataset.day) form.elements.promised_day.value = link.dataset.day;
  form.querySelector("[data-desk-also]").textContent = link.dataset.also;
  form.querySelector("[data-desk-macros]").open = false;
}

/** @param {any} form @param {string} text */
function put(form, text) {
  const reply = form.querySelector("[data-desk-reply]");
  if (text) reply.value = withText(reply.value, text);
  reply.focus();
  reply.setSelectionRange(reply.value.length, reply.value.length);
  reply.dispatchEvent(new Event("input", { bubbles: true }));
}

function markOpen() {
  const number = one("[data-desk-open]")?.dataset.deskOpen;
  for (const item of /** @type {NodeListOf<any>} */ (document.querySelectorAll("[data-desk-item]"))) {
    if (item.dataset.deskItem === number) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }
}

document.addEventListener("keydown", (event) => {
  const field = /** @type {any} */ (event.target);
  const isReply = field.matches("[data-desk-reply]");
  const does = meaning({
    key: event.key,
    ctrl: event.ctrlKey || event.metaKey,
    plain: !event.ctrlKey && !event.altKey && !event.metaKey,
    writes: field.isContentEditable || field.matches("input, select, textarea"),
    isReply,
    isEmpty: isReply && !field.value,
    composes: event.isComposing,
  });
  if (field.matches("[data-desk-find]")) return findMacro(event, field);
  if (field.matches("[data-desk-macro]") && event.key === "Escape") return closeMacros(event, field);
  if (!does) return;
  const macros = one("[data-desk-macros]");
  if (does === "next" || does === "previous") steps.press(does);
  else if (does === "write") one("[data-desk-reply]")?.focus();
  else if (does === "send") field.form.requestSubmit(field.form.querySelector("[type=submit]:not([name])"));
  else if (macros) {
    macros.open = true;
    macros.querySelector("[data-desk-find]").focus();
  } else return;
  event.preventDefault();
});

/** @param {KeyboardEvent} event @param {any} field */
function findMacro(event, field) {
  if (event.key === "Escape") return closeMacros(event, field);
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  const first = field.parentElement.querySelector("li:not([hidden]) [data-desk-macro]");
  if (first) choose(first);
}

/** @param {KeyboardEvent} event @param {any} field */
function closeMacros(event, field) {
  event.preventDefault();
  const form = field.closest("form");
  form.querySelector("[data-desk-macros]").open = false;
  form.querySelector("[data-desk-reply]").focus();
}

document.addEventListener("input", (event) => {
  const field = /** @type {any} */ (event.target);
  if (field.matches("[data-desk-find]")) {
    const items = [...field.parentElement.querySelectorAll("li")];
    for (const item of items) item.hidden = !isFound(field.value, item.textContent);
    field.parentElement.querySelector("[data-desk-none]").hidden = items.some((item) => !item.hidden);
  }
  if (field.matches("[data-desk-reply]")) one("#desk-writes").disabled = !field.value.trim();
});

document.addEventListener("click", (event) => {
  const link = /** @type {any} */ (event.target).closest("[data-desk-macro], [data-desk-insert]");
  if (!link) return;
  event.preventDefault();
  if (link.dataset.deskMacro) choose(link);
  else put(one("[data-desk-answer]"), one(`#${link.dataset.deskInsert}`).textContent);
});

// What is refused is shown in its place, with all that was typed.
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = /** @type {any} */ (event).detail;
  if (detail.xhr.status === 422) Object.assign(detail, { shouldSwap: true, isError: false });
});
document.addEventListener("htmx:afterSwap", (event) => {
  const target = /** @type {any} */ (event).detail.target;
  if (target.id !== "desk-ticket") return;
  markOpen();
  // At another ticket keys walk on; at the same one, what was being written goes on.
  if (one("[data-desk-open]")?.dataset.deskOpen !== opened) /** @type {any} */ (document.activeElement)?.blur();
  opened = one("[data-desk-open]")?.dataset.deskOpen;
  window.scrollTo({ top: 0 });
  one(".desk-error")?.scrollIntoView({ block: "center" });
});
// After the swap, and also where no answer came.
document.addEventListener("htmx:afterRequest", (event) => {
  const detail = /** @type {any} */ (event).detail;
  if (detail.target.id === "desk-ticket") steps.arrived(detail.successful);
});
