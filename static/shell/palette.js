// @ts-check
/** The search of everything, over the page: Ctrl K opens and closes it, and Escape, as any dialog. */

import { parsed } from "./dom.js";
import { openOverlay } from "./overlays.js";
import { startModules } from "./later.js";
import { htmx } from "./htmx.js";

/** @param {HTMLDialogElement} dialog */
export async function togglePalette(dialog) {
  if (dialog.open) {
    dialog.close();
    return;
  }
  const here = /** @type {?HTMLInputElement} */ (document.querySelector("main .finder [data-part=query]"));
  if (here) {
    here.focus();
    here.select();
    return;
  }
  // Over another dialog it would hide what is asked there.
  if (document.querySelector("dialog[open]")) return;
  if (!dialog.firstElementChild) {
    const [response, library] = await Promise.all([fetch(dialog.dataset.url, { credentials: "same-origin" }), htmx()]);
    if (!response.ok || response.redirected) throw new Error("The search didn't come");
    dialog.append(...parsed(await response.text()));
    library.process(dialog);
    startModules(dialog);
  }
  openOverlay(dialog.id);
  /** @type {HTMLInputElement} */
  const query = dialog.querySelector("[data-part=query]");
  query.focus();
  query.select();
}
