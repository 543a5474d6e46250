// @ts-check
// Pushes to this browser: switched on by a click and not asked for before.

import { post } from "../chat/api.js";
import { register } from "../shell/installed.js";

/** A key in URL-safe base64 as the bytes that browsers want. */
export function bytesOf(key) {
  return Uint8Array.from(atob(key.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
}

/** Whether a subscription was made with this key: with another one nothing of ours would reach it. */
export function isOurs(subscription, key) {
  const own = new Uint8Array(subscription.options.applicationServerKey ?? []);
  const wanted = bytesOf(key);
  return own.length === wanted.length && own.every((byte, place) => byte === wanted[place]);
}

/** What can be done in this browser: unsupported, denied, off or on. */
export function stateOf({ isSupported, permission, isKnown }) {
  if (!isSupported) return "unsupported";
  if (permission === "denied") return "denied";
  return isKnown && permission === "granted" ? "on" : "off";
}

async function subscribe(key) {
  const { pushManager } = await register().then(() => navigator.serviceWorker.ready);
  const before = await pushManager.getSubscription();
  if (before && isOurs(before, key)) return before;
  await before?.unsubscribe();
  return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
}

/** @param {HTMLElement} piece */
export function start(piece) {
  const { key, url } = piece.dataset;
  const button = piece.querySelector("button");
  const words = /** @type {HTMLInputElement} */ (piece.querySelector("input"));
  const isSupported = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const show = (...states) => {
    for (const part of piece.querySelectorAll("[data-when]")) {
      part.hidden = !states.some((state) => part.dataset.when.split(" ").includes(state));
    }
  };
  const switchOn = async () => {
    button.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") return show(stateNow());
      await post(url, { ...(await subscribe(key)).toJSON(), shows_words: words.checked });
      window.location.reload();
    } catch {
      show("off", "failed");
    } finally {
      button.disabled = false;
    }
  };
  const stateNow = () => stateOf({ isSupported, permission: window.Notification?.permission, isKnown: "known" in piece.dataset });
  button.addEventListener("click", switchOn);
  words.addEventListener("change", () => stateNow() === "on" && switchOn());
  show(stateNow());
}
