// @ts-check
/** The page behind a message's link, below its bubble. Most messages have none, so its place is made when needed. */

import { fragmentOf } from "../../shell/dom.js";

/**
 * @param {Element} element The message's.
 * @param {{preview?: {url: string, host: string, site: string, title: string, description: string, picture: string | null} | null}} message
 * @param {boolean} mine Whether the reader sent it, and may take the preview away.
 */
export function fillPreview(element, { preview = null }, mine) {
  let box = part(element, "preview");
  if (preview && !box) {
    box = part(fragmentOf("message"), "preview");
    part(element, "reactions").before(box);
  }
  if (!box) return;
  box.hidden = !preview;
  if (!preview) return;
  part(box, "preview-link").href = preview.url;
  const picture = part(box, "preview-picture");
  picture.hidden = !preview.picture;
  if (preview.picture && picture.getAttribute("src") !== preview.picture) picture.src = preview.picture;
  setText(part(box, "preview-host"), headOf(preview));
  setText(part(box, "preview-title"), preview.title);
  setText(part(box, "preview-text"), preview.description);
  part(box, "preview-text").hidden = !preview.description;
  const out = part(box, "preview-out");
  if (out) out.hidden = !mine;
}

/** Where it leads, and what the page calls its site. */
export function headOf({ host, site }) {
  return site && site !== host ? `${host} · ${site}` : host;
}

const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
