// @ts-check
// The page's one live connection. Page modules import `live`, call `live.send(frame)` and listen on `document`:
// `rapport:frame` (every frame), `rapport:<type>` (one type), `rapport:state` ({state}) and `rapport:catch-up` ({cursor}: fetch what was missed).

import { LiveSocket, socketAddress } from "./socket.js";

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(`rapport:${name}`, { detail, cancelable: true }));
}

export const live = new LiveSocket({
  url: socketAddress(window.location),
  open: (url) => new WebSocket(url),
  timers: { setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window) },
  onFrame: (frame) => {
    tell("frame", frame);
    tell(frame.type, frame);
  },
  onState: (state) => tell("state", { state }),
  onResync: (cursor) => tell("catch-up", { cursor }),
});

/** Connects if somebody is signed in; comes back quickly when the network or the reader does. */
export function startLive() {
  if (!document.body.dataset.user) return;
  live.connect();
  window.addEventListener("online", () => live.hurry());
  window.addEventListener("offline", () => live.lostNetwork());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) live.hurry();
  });
  window.addEventListener("pagehide", () => live.close());
  window.addEventListener("pageshow", (event) => event.persisted && live.connect());
}
