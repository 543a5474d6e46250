// @ts-check
/** A document's tile in a message: its name, kind, size and what its preview shows. */

import { fragmentOf } from "../../shell/dom.js";

const ENTRIES_SHOWN = 5;
const UNITS = ["KB", "MB", "GB"];

export const isDocument = (attachment) => attachment.form === "document";

/** "812 KB", as the server writes it. */
export function sizeWords(bytes, word) {
  if (bytes < 1024) return word(bytes === 1 ? "byteOne" : "byteMany", { n: bytes });
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)}\u00a0${UNITS[unit]}`;
}

/** Kind, size and length, and whether its first page is still to come: "PDF · 2.3 MB · 4 pages". */
export function metaOf({ size, facts, page_follows = false }, word) {
  const parts = [facts.kind.toUpperCase(), sizeWords(size, word)];
  if (facts.pages) parts.push(word(facts.pages === 1 ? "pageOne" : "pageMany", { n: facts.pages }));
  if ("count" in facts) parts.push(word(facts.count === 1 ? "fileOne" : "fileMany", { n: facts.count }));
  if (facts.locked) parts.push(word("locked"));
  if (page_follows) parts.push(word("pageFollows"));
  return parts.join(" · ");
}

/** How it begins, or what a ZIP holds. */
export function excerptOf({ facts }, word) {
  if (facts.text) return facts.text;
  const names = (facts.entries ?? []).slice(0, ENTRIES_SHOWN).map((entry) => entry.name);
  const left = (facts.count ?? 0) - names.length;
  return [...names, ...(left > 0 ? [word("andMore", { n: left })] : [])].join("\n");
}

/** Most messages have no documents, so the place for them is made when it is needed. */
export function fillDocuments(images, message, word) {
  const documents = message.recalled_at ? [] : (message.attachments ?? []).filter(isDocument);
  let box = images.parentElement.querySelector('[data-part="files"]');
  if (documents.length === 0) {
    box?.remove();
    return;
  }
  if (!box) {
    box = document.createElement("div");
    box.className = "message-files";
    box.dataset.part = "files";
    images.after(box);
  }
  const key = documents.map((one) => [one.id, one.thumbnail, one.page_follows].join()).join(" ");
  if (box.dataset.files === key) return;
  box.dataset.files = key;
  box.replaceChildren(...documents.map((one) => tileOf(one, word)));
}

function tileOf(one, word) {
  const tile = fragmentOf("file-tile");
  tile.querySelector("a").href = one.url;
  const page = /** @type {HTMLImageElement} */ (tile.querySelector("[data-part=page]"));
  page.hidden = !one.thumbnail;
  if (one.thumbnail) {
    page.src = one.thumbnail;
    [page.width, page.height] = [Math.floor(one.width / 2), Math.floor(one.height / 2)];
  }
  tile.querySelector("[data-part=file-name]").textContent = one.name;
  tile.querySelector("[data-part=file-meta]").textContent = metaOf(one, word);
  const text = excerptOf(one, word);
  tile.querySelector("[data-part=file-text]").textContent = text;
  tile.querySelector("[data-part=file-text]").hidden = !text;
  return tile;
}
