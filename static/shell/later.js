// @ts-check
// What a page needs only once somebody acts is fetched when the page has come to rest, or at the first touch of it.

import { wordsOfPage } from "./moments.js";
import { showToast } from "./toasts.js";

const AT_REST_WITHIN_MS = 2_000;

/**
 * Fetches something once; after a failure the next call tries again.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>}
 */
export function later(load) {
  /** @type {?Promise<T>} */
  let coming = null;
  return () => {
    coming ??= load().catch((error) => {
      coming = null;
      throw error;
    });
    return coming;
  };
}

/** Runs once everything of the page is there and the browser has nothing better to do. */
export function atRest(run) {
  const soon = () => {
    if (window.requestIdleCallback) window.requestIdleCallback(run, { timeout: AT_REST_WITHIN_MS });
    else setTimeout(run);
  };
  if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon, { once: true });
}

/**
 * Keeps events that come before what hears them, and gives them again in their order once it is there. What doesn't
 * come is said, and the next event tries again.
 * @param {EventTarget} root
 * @param {string[]} names
 * @param {object} options
 * @param {(event: any) => any} options.wants Which of them need what isn't there yet.
 * @param {() => Promise<any>} options.load
 * @param {(error: Error) => void} [options.tell]
 * @param {AbortSignal} [options.signal] Ends the keeping.
 */
export function keepUntil(root, names, { wants, load, tell = sayOffline, signal }) {
  const keep = (event) => {
    if (!wants(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    load().then(() => signal?.aborted || again(event), tell);
  };
  for (const name of names) root.addEventListener(name, keep, { capture: true, signal });
}

/**
 * A piece of a page that needs a module of its own names it: `data-module="…"`, whose `start(element)` is then called.
 * @param {Element | Document} root
 */
export function startModules(root) {
  const pieces = [...root.querySelectorAll("[data-module]:not([data-started])")];
  for (const piece of pieces) {
    piece.dataset.started = "";
    import(piece.dataset.module).then(
      (module) => module.start(piece),
      () => {
        delete piece.dataset.started;
        sayOffline();
      },
    );
  }
}

/** Something that was asked for didn't come. */
export function sayOffline() {
  showToast({ title: wordsOfPage().offline, kind: "bad" });
}

function again(event) {
  const { target } = event;
  if (event.type === "submit") target.requestSubmit(event.submitter);
  else target.dispatchEvent(new event.constructor(event.type, event));
}
