// @ts-check
/** Which of the files that somebody chose may be sent; the server's rules come with the page. */

const MEGABYTE = 1024 * 1024;

const HEIC = /\.hei[cf]$/i;
/** No browser takes more into memory for this than a phone's largest photo needs. */
const MOST_TO_SHRINK = 80 * MEGABYTE;

const isHeic = (file) => file.type === "image/heic" || file.type === "image/heif" || HEIC.test(file.name ?? "");

export const isImage = (file, limits) => limits.image_types.includes(file.type) || isHeic(file);

/** Shown by every browser; HEIC is by few. */
export const isShown = (file, limits) => isImage(file, limits) && !isHeic(file);

/** A photo, which may get smaller before it leaves; an animation, or a picture of text, may not. */
export const isPhoto = (file) => file.type === "image/jpeg" || file.type === "image/webp" || isHeic(file);

/** Why it may not be sent, as a word and its values; null when it may. `waiting` are the files in the message by now. */
export function hindranceOf(file, limits, waiting) {
  const extension = (file.name ?? "").split(".").pop().toLowerCase();
  if (!isImage(file, limits) && !limits.file_extensions.includes(extension)) return { word: "badFile", values: {} };
  const most = isPhoto(file) ? MOST_TO_SHRINK : isImage(file, limits) ? limits.image_max_bytes : limits.file_max_bytes;
  if (file.size > most) return { word: "fileTooLarge", values: { n: Math.floor(most / MEGABYTE) } };
  if (file.size === 0) return { word: "fileEmpty", values: {} };
  if (waiting >= limits.files_max) return { word: "tooManyFiles", values: { n: limits.files_max } };
  return null;
}

/** What kind of message these attachments make. */
export function kindOf(attachments) {
  if (attachments.length === 0) return "text";
  return attachments.every((one) => one.form === "image") ? "image" : "file";
}
