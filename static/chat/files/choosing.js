// @ts-check
/** Which of the files that somebody chose may be sent; the server's rules come with the page. */

const MEGABYTE = 1024 * 1024;

export const isImage = (file, limits) => limits.image_types.includes(file.type);

/** Why it may not be sent, as a word and its values; null when it may. `waiting` are the files in the message by now. */
export function hindranceOf(file, limits, waiting) {
  const extension = (file.name ?? "").split(".").pop().toLowerCase();
  if (!isImage(file, limits) && !limits.file_extensions.includes(extension)) return { word: "badFile", values: {} };
  const most = isImage(file, limits) ? limits.image_max_bytes : limits.file_max_bytes;
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
