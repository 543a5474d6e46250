// @ts-check
// Toasts: built from the page's template, filled as text, announced by the region they enter.

import { elementOf } from "./dom.js";

const SHOWN_FOR = 6_000;
const SHOWN_FOR_WARM = 9_000;
const AT_MOST = 3;
// A third would cover what a phone shows of a conversation.
const AT_MOST_ON_PHONES = 2;

/** Milliseconds a toast stays by itself; 0 for until it is closed. Errors stay, long texts get time to be read. */
export function lifetime({ kind, title = "", body = "" }) {
  if (kind === "bad") return 0;
  const reading = (title.length + body.length) * 60;
  return Math.max(kind === "warm" ? SHOWN_FOR_WARM : SHOWN_FOR, reading);
}

/** Only addresses of this site become links. */
export function safeAddress(url, origin) {
  if (!url) return "";
  try {
    const address = new URL(url, origin);
    return address.origin === origin ? address.pathname + address.search + address.hash : "";
  } catch {
    return "";
  }
}

export function showToast({ title, body = "", kind = "", url = "" }) {
  const toast = elementOf("toast");
  toast.dataset.timed = "";
  if (kind) toast.classList.add(`toast-${kind}`);
  const icon = toast.querySelector(`[data-icon="${kind || "bell"}"]`)?.firstElementChild;
  for (const other of toast.querySelectorAll("[data-icon]")) other.remove();
  if (icon) toast.prepend(icon);
  const heading = toast.querySelector(".toast-title");
  const address = safeAddress(url, window.location.origin);
  if (address) {
    const link = document.createElement("a");
    link.className = "toast-link";
    link.href = address;
    link.textContent = title;
    heading.append(link);
  } else heading.textContent = title;
  const text = toast.querySelector(".toast-body");
  text.textContent = body;
  text.hidden = !body;
  const region = document.getElementById("toasts");
  region.append(toast);
  raiseToasts();
  dropOldest(region);
  expire(toast, lifetime({ kind, title, body }));
  return toast;
}

function dropOldest(region) {
  const most = window.matchMedia("(max-width: 719px)").matches ? AT_MOST_ON_PHONES : AT_MOST;
  while (region.children.length > most) region.firstElementChild.remove();
}

function expire(toast, after) {
  if (!after) return;
  let timer = setTimeout(() => toast.remove(), after);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => {
    timer = setTimeout(() => toast.remove(), SHOWN_FOR / 2);
  });
}

/** Keeps the region above an open dialog. */
export function raiseToasts() {
  const region = document.getElementById("toasts");
  if (!region.showPopover) return;
  region.popover = "manual";
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
}

export function startToasts() {
  const region = document.getElementById("toasts");
  region.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-toast]")) event.target.closest("[data-toast]").remove();
  });
  const adopt = () => {
    for (const toast of region.querySelectorAll("[data-toast]:not([data-timed])")) {
      toast.dataset.timed = "";
      raiseToasts();
      if (!("stays" in toast.dataset)) expire(toast, SHOWN_FOR);
    }
    dropOldest(region);
  };
  adopt();
  document.addEventListener("htmx:afterSettle", adopt);
}
