// @ts-check
/** Photos are made smaller before they leave: a phone's takes megabytes, of which nothing would be seen. */

import { isPhoto } from "./choosing.js";

const SIDE = 2560;
const SMALL_ENOUGH = 1024 * 1024;
export const QUALITY = 0.85;

/** Width and height within the longest side, in proportion. */
export function sizeWithin(width, height, side = SIDE) {
  const scale = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/**
 * The photo as a smaller JPEG; the file itself where that gains nothing, or where the browser can't read it.
 * @param {File} file
 * @returns {Promise<File>}
 */
export async function shrunk(file) {
  if (!isPhoto(file) || file.size <= SMALL_ENOUGH) return file;
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return file;
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = sizeWithin(picture.width, picture.height);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  /** @type {Blob | null} */
  const smaller = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!smaller || smaller.size >= file.size) return file;
  return new File([smaller], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" });
}
