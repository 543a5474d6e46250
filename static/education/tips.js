// @ts-check
// Tips beside what they are about: once somebody has come to rest, never while they write or have something open.

import { request } from "../chat/api.js";
import { fillIn } from "../chat/words.js";
import { atRest } from "../shell/later.js";
import { beside } from "./beside.js";

const REST_MS = 6_000;
const AT_WORK = ["keydown", "pointerdown", "input", "scroll"];
const KEEP_CLEAR = ".composer, .tabbar, .toast, :focus:is(input, textarea, select)";
const LOG = '[role="log"]';
const MESSAGES = "[data-message]";
const OPEN = "dialog[open], [data-menu][open]";
const NOTHING = "tips-nothing";

/** @param {HTMLTemplateElement} template */
export function start(template) {
  atRest(() => new Tips(template));
}

class Tips {
  /** @param {HTMLTemplateElement} template */
  constructor(template) {
    this.template = template;
    this.api = template.dataset.api;
    /** @type {?string} */
    this.places = null;
    this.tip = null;
    this.resting = new AbortController();
    for (const name of AT_WORK) addEventListener(name, () => this.rest(), { capture: true, passive: true, signal: this.resting.signal });
    this.rest();
  }

  /** Begins to wait anew: something was done. */
  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.offer().catch(() => {}), REST_MS);
  }

  async offer() {
    const places = seenPlaces();
    if (isBusy() || !places.length || sessionStorage.getItem(NOTHING) === places.join()) return;
    const tip = await this.fitting(places.join());
    if (!tip) {
      sessionStorage.setItem(NOTHING, places.join());
      return;
    }
    this.card = new Card(this.template, tip.steps, () => request("POST", `${this.api}${tip.slug}/dismissed/`).catch(() => {}));
    if (isBusy() || !this.card.fits()) return;
    this.resting.abort();
    const { is_shown: isShown } = await request("POST", `${this.api}${tip.slug}/seen/`);
    if (isShown) this.card.show();
    else this.card.away();
  }

  /** Asked once for the same places: where there was no room for it beside them, it is tried again without asking. @param {string} places */
  async fitting(places) {
    if (this.places !== places) {
      this.tip = (await request("GET", `${this.api}fitting/?places=${places}`)).tip;
      this.places = places;
    }
    return this.tip;
  }
}

class Card {
  /**
   * @param {HTMLTemplateElement} template
   * @param {{place: string, title: string, body: string}[]} steps
   * @param {() => void} closed
   */
  constructor(template, steps, closed) {
    this.element = /** @type {HTMLElement} */ (template.content.querySelector(".tip-card").cloneNode(true));
    this.steps = steps;
    this.closed = closed;
    this.step = 0;
    this.shown = new AbortController();
  }

  fits() {
    this.fill();
    return this.put();
  }

  show() {
    if (!this.put()) return;
    const { signal } = this.shown;
    this.element.classList.remove("is-measured");
    this.fill(); // what was hidden is read out only when it changes
    this.part("next").addEventListener("click", () => this.go(1));
    this.part("back").addEventListener("click", () => this.go(-1));
    this.part("close").addEventListener("click", () => this.close());
    addEventListener("keydown", (event) => this.key(event), { signal });
    for (const name of ["resize", "scroll", "focusin", "toggle", "htmx:afterSettle"]) addEventListener(name, () => this.follow(), { capture: true, passive: true, signal });
    // What is said meanwhile may come where it stands.
    const log = document.querySelector(LOG);
    if (!log) return;
    const said = new MutationObserver(() => this.follow());
    said.observe(log, { childList: true });
    signal.addEventListener("abort", () => said.disconnect());
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector(OPEN)) this.close();
  }

  /** @param {number} by */
  go(by) {
    this.step += by;
    this.fill();
    if (!this.put()) this.close();
  }

  /** Stays beside its place, and gives way to what is opened or written over there. */
  follow() {
    if (document.querySelector(OPEN) || !this.put()) this.away();
  }

  close() {
    this.closed();
    this.away();
  }

  away() {
    this.shown.abort();
    this.element.remove();
  }

  fill() {
    const { title, body } = this.steps[this.step];
    const isLast = this.step === this.steps.length - 1;
    this.element.querySelector(".tip-title").textContent = title;
    this.element.querySelector(".tip-text").textContent = body;
    this.part("back").hidden = this.step === 0;
    this.part("next").hidden = isLast;
    this.part("close").classList.toggle("button-primary", isLast);
    if (this.steps.length === 1) return;
    const words = fillIn(this.element.dataset.count, { n: this.step + 1, total: this.steps.length });
    this.element.querySelector(".tip-count").textContent = words;
  }

  /** Puts it beside its place; false where there is no room. First in the page, so that the first Tab leads to it. */
  put() {
    const anchor = visible(this.steps[this.step].place);
    if (!anchor) return false;
    if (!this.element.isConnected) {
      this.element.classList.add("is-measured");
      document.body.prepend(this.element);
    }
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const clear = keptClear().filter((one) => !this.element.contains(one)).map((one) => one.getBoundingClientRect());
    const spot = beside(anchor.getBoundingClientRect(), { width, height }, { width: document.documentElement.clientWidth, height: innerHeight }, clear);
    if (!spot) {
      if (this.element.classList.contains("is-measured")) this.element.remove();
      return false;
    }
    this.element.style.left = `${spot.left}px`;
    this.element.style.top = `${spot.top}px`;
    return true;
  }

  /** @param {string} name @returns {HTMLButtonElement} */
  part(name) {
    return this.element.querySelector(`[data-part="${name}"]`);
  }
}

/** Where one writes and what was said last is never covered. @returns {Element[]} */
function keptClear() {
  const newest = [...document.querySelectorAll(MESSAGES)].at(-1);
  return [...document.querySelectorAll(KEEP_CLEAR), ...(newest ? [newest] : [])];
}

function seenPlaces() {
  const names = [...document.querySelectorAll("[data-place]")].map((one) => one.dataset.place);
  return [...new Set(names)].filter(visible).sort();
}

/** @param {string} place @returns {?HTMLElement} */
function visible(place) {
  const found = [...document.querySelectorAll(`[data-place="${CSS.escape(place)}"]`)];
  return found.find((one) => one.checkVisibility() && isInView(one.getBoundingClientRect())) ?? null;
}

/** @param {DOMRect} box */
function isInView({ top, bottom, left, right }) {
  return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
}

function isBusy() {
  const written = document.activeElement?.matches("input, textarea, select") && /** @type {any} */ (document.activeElement).value;
  return document.visibilityState !== "visible" || Boolean(written) || Boolean(document.querySelector(OPEN));
}
