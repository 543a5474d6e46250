// @ts-check
// A page that can be read and written without htmx brings it in a template: it is fetched when the page is at rest.

import { atRest, keepUntil, later } from "./later.js";

const SPEAKS = "[hx-get], [hx-post]";

/** The library, when it is there. */
export const htmx = later(async () => window.htmx ?? (await fetched()));

export function startHtmx() {
  if (!document.getElementById("htmx-later")) return;
  const load = () => htmx().catch(() => {});
  keepUntil(document, ["click", "submit", "opened"], { wants: (event) => !window.htmx && isHeard(event), load: htmx });
  for (const name of ["pointerdown", "focusin"]) document.addEventListener(name, load, { once: true });
  atRest(load);
}

/** Whether htmx would ask the server for something because of this event. */
export function isHeard({ type, target }) {
  const speaker = target.closest?.(SPEAKS);
  if (!speaker) return false;
  const usual = speaker.matches("form") ? "submit" : speaker.matches("input, select, textarea") ? "change" : "click";
  return (speaker.getAttribute("hx-trigger") ?? usual).split(/[\s,[]/)[0] === type;
}

function fetched() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("htmx-later"));
  const script = document.createElement("script");
  script.src = template.content.querySelector("script").src;
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve(window.htmx));
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("htmx didn't come"));
    });
    // By itself it looks through a page only if that is complete.
    const begin = () => document.head.append(script);
    if (document.readyState === "complete") begin();
    else window.addEventListener("load", begin, { once: true });
  });
}
