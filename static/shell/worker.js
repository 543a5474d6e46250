// @ts-check
// The service worker: it shows pushes, opens what they are about, and says so when there is no connection. It keeps
// that one page, which holds nothing of anybody, in the language for which it was registered.

/** @type {any} */
const worker = self;
const KEPT = `rapport-offline${worker.location.search}`;
const OFFLINE = "/offline/";

/** The page and its sheet. */
async function keepOfflinePage() {
  const page = await fetch(OFFLINE, { cache: "reload" });
  if (!page.ok) throw new Error("The page for being offline didn't come.");
  const sheets = [...(await page.clone().text()).matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
  const cache = await caches.open(KEPT);
  await cache.put(OFFLINE, page);
  await cache.addAll(sheets);
}

async function dropOthers() {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await worker.clients.claim();
}

async function answerOf(request, kept) {
  try {
    return await fetch(request);
  } catch (error) {
    const cached = await caches.match(kept, { cacheName: KEPT });
    if (cached) return cached;
    throw error;
  }
}

async function show({ title, body, url, tag, count, icon, lang }) {
  if (count !== undefined) worker.navigator.setAppBadge?.(count).catch(() => {});
  await worker.registration.showNotification(title, { body, tag, icon, badge: icon, lang, data: { url } });
}

worker.addEventListener("install", (event) => {
  event.waitUntil(keepOfflinePage().then(() => worker.skipWaiting()));
});
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(answerOf(request, OFFLINE));
  else if (request.destination === "style") event.respondWith(answerOf(request, request));
});
worker.addEventListener("push", (event) => event.waitUntil(show(event.data.json())));
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { pathname } = new URL(event.notification.data.url, worker.location.origin);
  event.waitUntil(worker.clients.openWindow(pathname));
});
