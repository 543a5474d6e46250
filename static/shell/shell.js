// @ts-check
// Wires the shell of every page.

import { startCompositions } from "./compositions.js";
import { countOf, makeFetcher, refreshTitle, showCount } from "./counts.js";
import { startHtmx } from "./htmx.js";
import { atRest, keepUntil, later, sayOffline, startModules } from "./later.js";
import { live, startLive } from "./live.js";
import { keepMoments } from "./moments.js";
import { startOverlays } from "./overlays.js";
import { startRequests } from "./requests.js";
import { showToast, startToasts } from "./toasts.js";

const BANNER_AFTER = 2_000;
// From these a connection doesn't come back while one waits.
const FINAL = ["signed-out", "ended", "crowded"];

function startConnectionBanner() {
  const banner = document.getElementById("connection");
  let timer = null;
  document.addEventListener("rapport:state", ({ detail: { state } }) => {
    clearTimeout(timer);
    document.documentElement.dataset.live = state;
    if (state === "open" || state === "closed") banner.hidden = true;
    else timer = setTimeout(() => show(state), FINAL.includes(state) || !navigator.onLine ? 0 : BANNER_AFTER);
  });
  const show = (state) => {
    for (const part of banner.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when !== (FINAL.includes(state) ? state : "reconnecting");
    }
    banner.hidden = false;
  };
}

function startCounts() {
  refreshTitle();
  const refetch = makeFetcher(document.body.dataset.badges, {
    fetch: window.fetch.bind(window),
    setTimeout: window.setTimeout.bind(window),
    apply: (counts) => {
      for (const [key, count] of Object.entries(counts)) showCount(key, count);
      refreshTitle();
    },
  });
  for (const name of ["message.new", "unread", "catch-up", "cursor", "inbox.changed", "notification.read"]) document.addEventListener(`rapport:${name}`, refetch);
}

// A page that already shows what a frame tells listens with `{ capture: true }` and prevents the default: no toast then.
function startNews() {
  document.addEventListener("rapport:notification", (event) => {
    const { title, body, url } = event.detail;
    showCount("bell", countOf("bell") + 1);
    refreshTitle();
    if (!event.defaultPrevented) showToast({ title, body, url });
  });
  document.addEventListener("rapport:award", (event) => {
    const { title, body, url } = event.detail;
    if (!event.defaultPrevented) showToast({ title, body, url, kind: "warm" });
  });
}

// A message is told on any other page than the chat's, which shows it and prevents the default.
function startArrivals() {
  const { user, talkApi = "", talkPage = "" } = document.body.dataset;
  if (!talkApi) return;
  const load = later(async () => {
    const { Arrivals } = await import("./arrivals.js");
    const get = async (url) => (await fetch(url, { headers: { Accept: "application/json" } })).json();
    return new Arrivals({ me: Number(user), api: talkApi, page: talkPage, get, show: showToast });
  });
  let isThere = false;
  document.addEventListener("rapport:message.new", (event) => {
    if (event.defaultPrevented || event.detail.message.sender === Number(user)) return;
    isThere = true;
    load().then((arrivals) => arrivals.came(event.detail), () => {});
  });
  document.addEventListener("rapport:unread", ({ detail: { conversation, count } }) => {
    if (isThere && conversation && count === 0) load().then((arrivals) => arrivals.read(conversation), () => {});
  });
}

// Whatever page is open, a message that came has been delivered to this person.
function startDeliveries() {
  const me = Number(document.body.dataset.user);
  document.addEventListener("rapport:message.new", ({ detail: { conversation, message } }) => {
    if (message.sender !== me) live.send({ type: "delivered", conversation, seq: message.seq });
  });
}

function fillTimeZone() {
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll('input[type="hidden"][name="time_zone"]');
  for (const field of fields) {
    field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  }
}

/** Few choose a theme on a page: how it's done comes with the first choice. */
function startThemes() {
  let isThere = false;
  const load = later(async () => {
    const { startTheme } = await import("./theme.js");
    if (!isThere) startTheme();
    isThere = true;
  });
  keepUntil(document, ["submit"], { wants: ({ target }) => !isThere && target.matches("[data-theme-switch]"), load });
}

/** Ctrl K looks for anything, over whatever page is open; how comes with the first time. */
function startPalette() {
  const dialog = /** @type {?HTMLDialogElement} */ (document.getElementById("palette"));
  if (!dialog) return;
  document.addEventListener("keydown", (event) => {
    const isCalled = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === "k";
    if (!isCalled || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    import("./palette.js").then(({ togglePalette }) => togglePalette(dialog)).catch(sayOffline);
  });
}

startRequests();
startHtmx();
startCompositions();
startThemes();
startPalette();
startModules(document);
document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => startModules(target));
startOverlays();
startToasts();
keepMoments();
fillTimeZone();
startConnectionBanner();
startCounts();
startNews();
startDeliveries();
startArrivals();
startLive();
if (document.body.dataset.user) atRest(() => import("./installed.js").then(({ startInstalled }) => startInstalled(), () => {}));

export { live, showToast };
