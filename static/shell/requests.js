// @ts-check
// What goes wrong with a request, said once, and forms that mustn't be sent twice.

import { showToast } from "./toasts.js";
import { wordsOfPage } from "./moments.js";

/** A refusal that names the toast region as its target is shown, whatever its status. */
export function isShownRefusal(status, retarget) {
  return status >= 400 && Boolean(retarget);
}

export function startRequests() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isShownRefusal(event.detail.xhr.status, event.detail.xhr.getResponseHeader("HX-Retarget"))) {
      event.detail.shouldSwap = true;
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Retarget")) return;
    showToast({ title: wordsOfPage().failed, kind: "bad" });
  });
  document.addEventListener("htmx:sendError", () => showToast({ title: wordsOfPage().offline, kind: "bad" }));
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-many]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}
