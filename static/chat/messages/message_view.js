// @ts-check
/** Fills a message's markup. The markup itself exists once, in the template that the server renders too. */

import { fragmentOf } from "../../shell/dom.js";
import { piecesByName } from "../mentions/names.js";
import { piecesOf } from "./links.js";
import { fillDocuments, isDocument } from "../files/tiles.js";
import { fillVoices, isVoice } from "../files/voices.js";
import { lengthOf } from "../files/waveform.js";
import { fillPreview } from "../previews/preview.js";
import { fillIn } from "../words.js";

/**
 * @param {object} context `me`, `people` (id → {name}), `word`, `calendar`, `quoteOf(id)`, `isGroup`, `sentHint`
 *   (in full: sent, and when an answer may come).
 */
export function fillMessage(element, row, context) {
  const { message, mine, status } = row;
  const { word, calendar, people } = context;
  const isSystem = message.kind === "system";
  const isCard = message.kind === "card";
  const text = isSystem ? context.systemText(message) : isCard ? "" : message.body;
  element.dataset.key = row.key;
  if (message.id) {
    element.dataset.id = message.id;
    element.id = `message-${message.id}`;
  }
  if (Number.isFinite(message.seq)) element.dataset.seq = message.seq;
  element.classList.toggle("message-mine", mine && !isSystem);
  element.classList.toggle("message-system", isSystem);
  element.classList.toggle("is-first", row.first);
  element.classList.toggle("is-last", row.last);
  element.classList.toggle("is-failed", status === "failed");
  element.classList.toggle("is-sending", status === "sending");
  element.classList.toggle("is-recalled", Boolean(message.recalled_at));

  const name = mine ? word("you") : authorOf(message, context) || word("someone");
  part(element, "name").textContent = isSystem ? "" : `${name}: `;
  show(part(element, "author"), context.isGroup && row.first && !mine && !isSystem, name);
  fillAvatar(part(element, "avatar"), message.sender, context.isGroup && row.last && !mine && !isSystem, context);
  fillQuote(part(element, "quote"), message, context);
  fillImages(part(element, "images"), message, word);
  fillDocuments(part(element, "images"), message, word);
  fillVoices(part(element, "images"), message, word);
  const translation = isSystem ? null : context.translations?.get(message.id);
  const isCurrent = translation?.of === message.body;
  const named = (message.mentions ?? []).map((id) => ({ id, name: people.get(id)?.name ?? "" }));
  fillBody(part(element, "body"), isCurrent && translation.isShown ? translation.text : text, named, context.me);
  fillTranslation(element, isCurrent ? translation : null, word);
  const card = part(element, "card");
  card.hidden = !isCard || Boolean(message.recalled_at);
  if (!card.hidden) context.fillCard(card, message);
  else card.replaceChildren();
  show(part(element, "gone"), Boolean(message.recalled_at), mine ? word("recalledMine") : word("recalled", { name }));
  fillAgain(element, message, context);
  show(part(element, "auto"), message.card?.type === "auto_reply");
  show(part(element, "promise"), message.card?.type === "promise");
  show(part(element, "from-card"), message.card?.type === "from_card");
  part(element, "approved").textContent = message.card?.approved ? calendar.date(message.card.approved) : "";
  show(part(element, "edited"), Boolean(message.edited_at) && !message.recalled_at);
  const time = part(element, "time");
  if (time.dateTime !== message.created_at || !time.title) {
    time.dateTime = message.created_at;
    time.textContent = calendar.clock(message.created_at);
    time.title = calendar.exact(message.created_at);
  }
  fillPreview(element, message, mine);
  fillWarning(element, message, context);
  fillReactions(part(element, "reactions"), message, context);
  fillStatus(element, row, context);
}

function fillStatus(element, { status, reason, words, message }, { word, sentHint }) {
  const line = part(element, "status");
  line.hidden = !status;
  if (!status) return;
  // Most messages show none, so the server leaves it empty.
  if (!part(line, "retry")) line.replaceChildren(...part(fragmentOf("message"), "status").childNodes);
  line.dataset.status = status;
  for (const icon of line.querySelectorAll("[data-when]")) icon.hidden = icon.dataset.when !== status;
  const said = status === "sent" && sentHint ? sentHint : (words ?? word(reason ?? status));
  setText(part(line, "status-text"), status === "failed" ? message.detail || word("failed") : said);
  part(line, "retry").hidden = status !== "failed";
  setText(part(line, "retry"), message.code === "confirm_needed" ? word("sendAnyway") : word("tryAgain"));
}

/** What this reader is warned of stands under the bubble. Most messages have no place for it, so it is made. */
function fillWarning(element, message, { warnings }) {
  const warning = message.recalled_at ? undefined : warnings.get(message.id);
  if (warning && !part(element, "warning")) {
    part(element, "reactions").before(part(fragmentOf("message"), "warning"));
  }
  const strip = part(element, "warning");
  if (strip) show(strip, Boolean(warning));
  if (warning) setText(part(element, "warning-text"), warning.text);
}

function fillBody(body, text, named = [], me = 0) {
  body.hidden = !text;
  if (body.dataset.filled !== undefined && body.textContent === text) return;
  body.dataset.filled = "";
  body.replaceChildren(
    ...piecesOf(text).flatMap((piece) => {
      if (!piece.href) return piecesByName(piece.text, named).map((part) => textOf(part, me));
      const link = document.createElement("a");
      link.href = piece.href;
      link.target = "_blank";
      link.rel = "noopener noreferrer nofollow ugc";
      link.textContent = piece.text;
      return link;
    }),
  );
}

/**
 * A name after the mark stands out, the reader's own more.
 * @param {{text: string, person?: number}} piece
 * @param {number} me
 */
function textOf({ text, person }, me) {
  if (person === undefined) return document.createTextNode(text);
  const mark = document.createElement("strong");
  mark.className = person === me ? "mention mention-me" : "mention";
  mark.textContent = text;
  return mark;
}

function fillQuote(quote, message, { quoteOf, people, me, word }) {
  const id = message.recalled_at ? null : (message.reply_to?.id ?? message.reply_to);
  quote.hidden = !id;
  if (!id) return;
  const quoted = quoteOf(id);
  quote.dataset.quotes = id;
  quote.href = `#message-${id}`;
  setText(part(quote, "quote-author"), quoted ? authorOf(quoted, { me, people, word }) : "");
  setText(part(quote, "quote-text"), quoted ? summaryOf(quoted, word) : word("earlierMessage"));
}

/** What its author took back a moment ago can be written again: their own page still has it. */
function fillAgain(element, message, { recalled, word }) {
  const text = message.recalled_at ? (recalled?.textOf(message.id) ?? "") : "";
  let button = element.querySelector("[data-part=again]");
  if (!text) {
    button?.remove();
    return;
  }
  if (button) return;
  button = document.createElement("button");
  button.type = "button";
  button.className = "link-button message-again";
  button.dataset.part = "again";
  button.textContent = word("editAgain");
  part(element, "gone").after(" ", button);
}

/** The way between a translation and its original, under the text. */
function fillTranslation(element, translation, word) {
  let button = element.querySelector("[data-part=translated]");
  if (!translation) {
    button?.remove();
    return;
  }
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "link-button message-translated";
    button.dataset.part = "translated";
    part(element, "body").after(button);
  }
  button.textContent = word(translation.isWaiting ? "translating" : translation.isShown ? "showOriginal" : "showTranslation");
}

/** Of whom a message is: of the product where nobody sent it, "" for who isn't among the people. */
export function authorOf({ sender }, { me, people, word }) {
  if (sender === null) return word("rapport");
  return sender === me ? word("you") : (people.get(sender)?.name ?? "");
}

/** What the product itself says, by the message's facts. `words` has one sentence for each kind. */
export function systemText(message, words, nameOf) {
  const card = message.card ?? {};
  // A stage to which something else led says what that was.
  const sentence = words[card.after ?? (card.type === "stage" ? `stage.${card.stage}` : card.type)] ?? words.other;
  const text = fillIn(sentence, { name: nameOf(card.user) ?? card.name ?? "" });
  return [text, ...(card.lines ?? [])].join("\n");
}

/** A message in one line. */
export function summaryOf(message, word) {
  if (message.recalled_at) return word("recalledShort");
  if (message.body) return message.body.replace(/\s+/g, " ").slice(0, 160);
  const first = message.attachments?.[0];
  if (!first) return "";
  if (isVoice(first)) return word("voiceNamed", { length: lengthOf(first.facts.seconds) });
  return isDocument(first) ? word("fileNamed", { name: first.name }) : word("image");
}

function fillImages(box, message, word) {
  const images = message.recalled_at ? [] : (message.attachments ?? []).filter((one) => !isDocument(one) && !isVoice(one));
  box.hidden = images.length === 0;
  const key = images.map((image) => image.id ?? image.preview).join();
  if (box.dataset.images === key) return;
  box.dataset.images = key;
  box.classList.toggle("is-album", images.length > 1);
  box.replaceChildren(
    ...images.map((image) => {
      const link = document.createElement("a");
      const picture = document.createElement("img");
      picture.src = image.preview ?? image.thumbnail;
      picture.alt = word("imageNamed", { name: image.name ?? "" });
      picture.loading = "lazy";
      if (image.width && image.height) [picture.width, picture.height] = fitted(image.width, image.height);
      if (image.url) {
        link.href = image.url;
        link.target = "_blank";
        link.rel = "noopener";
      }
      link.className = "message-image";
      link.append(picture);
      return link;
    }),
  );
}

/** Scaled down into 320 × 320, so that the place is known before the picture is there. */
export function fitted(width, height, most = 320) {
  const scale = Math.min(1, most / width, most / height);
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

function fillReactions(box, message, { me, people, word }) {
  const reactions = message.reactions ?? [];
  box.hidden = reactions.length === 0;
  const key = JSON.stringify(reactions);
  if (box.dataset.reactions === key) return;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.emoji : null;
  box.dataset.reactions = key;
  box.replaceChildren(
    ...reactions.map(({ emoji, users }) => {
      const button = document.createElement("button");
      const mine = users.includes(me);
      const names = users.map((user) => (user === me ? word("you") : (people.get(user)?.name ?? word("someone"))));
      button.type = "button";
      button.className = "reaction";
      button.dataset.emoji = emoji;
      button.setAttribute("aria-pressed", String(mine));
      button.title = names.join(word("listComma"));
      button.setAttribute("aria-label", word("reactionOf", { emoji, names: button.title }));
      button.textContent = users.length > 1 ? `${emoji} ${users.length}` : emoji;
      return button;
    }),
  );
  if (focused) box.querySelector(`[data-emoji="${CSS.escape(focused)}"]`)?.focus();
}

function fillAvatar(box, person, shown, { avatars }) {
  box.hidden = !shown;
  if (!shown || box.dataset.person === String(person)) return;
  const avatar = avatars(person)?.content.firstElementChild?.cloneNode(true);
  box.dataset.person = String(person);
  box.replaceChildren(...(avatar ? [avatar] : []));
}

function part(element, name) {
  return element.querySelector(`[data-part="${name}"]`);
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function show(element, shown, text = null) {
  element.hidden = !shown;
  if (shown && text !== null) setText(element, text);
}
