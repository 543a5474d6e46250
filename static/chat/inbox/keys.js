// @ts-check
/** The inbox by keyboard. Loaded with the first of its keys. */

import { patch } from "../api.js";
import { openOverlay } from "../../shell/overlays.js";
import { showToast } from "../../shell/toasts.js";
import { selectionOf } from "./selecting.js";

/** What a key does; pure. null where it is somebody else's. */
export function commandOf(key) {
  return (
    {
      j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous",
      e: "done", s: "snooze", z: "undo", x: "select", "/": "search", "?": "help",
    }[key] ?? null
  );
}

/** Which line comes next, of so many; -1 is none yet. */
export function step(at, by, count) {
  if (count === 0) return -1;
  return Math.max(0, Math.min(count - 1, at + by));
}

/** @type {?{url: string, before: object}} */
let last = null;

/** `list` is the inbox's list, `openId` the conversation that is open. */
export function press(command, { list, openId, words }) {
  const lines = [...list.root.querySelectorAll("[data-line]")];
  const focused = document.activeElement?.closest("[data-line]");
  const at = lines.findIndex((line) => line === focused || (!focused && Number(line.dataset.line) === openId));
  if (command === "next" || command === "previous") {
    const to = at < 0 ? 0 : step(at, command === "next" ? 1 : -1, lines.length);
    lines[to]?.querySelector(".line-link").focus();
  }
  if (command === "search") list.search.querySelector("[name=q]").focus();
  if (command === "help") sheet(words.keysUrl, words.keysTitle);
  if (command === "select" && lines[at]) selectionOf(list).toggle(lines[at]);
  if (command === "undo") undo(list);
  if (lines[at] && command === "done") act(list, lines[at], { is_archived: true }, { is_archived: false }, words.archived);
  if (lines[at] && command === "snooze") {
    act(list, lines[at], { snoozed_until: tomorrow() }, { snoozed_until: null }, words.snoozed);
  }
}

/** Nine in the morning of the next day, by this device's clock. */
export function tomorrow(now = new Date()) {
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(9, 0, 0, 0);
  return morning.toISOString();
}

async function act(list, line, change, before, said) {
  const id = Number(line.dataset.line);
  const url = `/api/v1/conversations/${id}/state/`;
  const next = line.nextElementSibling ?? line.previousElementSibling;
  try {
    await patch(url, change);
  } catch (error) {
    showToast({ title: error.detail || said, kind: "bad" });
    return;
  }
  last = { url, before };
  next?.querySelector(".line-link")?.focus();
  list.refresh(id);
  showToast({ title: said });
}

async function undo(list) {
  if (!last) return;
  const { url, before } = last;
  last = null;
  await patch(url, before).catch(() => {});
  list.load({ quiet: true });
}

function sheet(url, title) {
  openOverlay("sheet", title);
  window.htmx.ajax("GET", url, { target: "#sheet-body", swap: "innerHTML" }).then(() => {
    /** @type {?HTMLElement} */ (document.querySelector("#sheet-body [autofocus]"))?.focus();
  });
}
