// @ts-check
// What is drawn on a picture before it is sent: frames around what is meant, and covers over what nobody should read.

/**
 * In pixels of the picture.
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {Box & {covers: boolean}} Mark
 */

const SMALLEST = 4;
const FRAME = "#d92d20";

/**
 * What was drawn from one point to another, within the picture; null for a mere click.
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {{width: number, height: number}} picture
 * @returns {Box | null}
 */
export function boxBetween(from, to, picture) {
  const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
  const [left, right] = [from.x, to.x].map((x) => within(x, picture.width)).sort((a, b) => a - b);
  const [top, bottom] = [from.y, to.y].map((y) => within(y, picture.height)).sort((a, b) => a - b);
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  return box.width < SMALLEST || box.height < SMALLEST ? null : box;
}

/**
 * Where on the picture a pointer is, whatever size it is shown in.
 * @param {{clientX: number, clientY: number}} pointer
 * @param {{left: number, top: number, width: number, height: number}} shown
 * @param {{width: number, height: number}} picture
 */
export function placeOf(pointer, shown, picture) {
  return {
    x: ((pointer.clientX - shown.left) * picture.width) / shown.width,
    y: ((pointer.clientY - shown.top) * picture.height) / shown.height,
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Mark[]} marks
 */
export function draw(context, marks) {
  for (const { x, y, width, height, covers } of marks) {
    if (covers) {
      context.fillStyle = "#000";
      context.fillRect(x, y, width, height);
    } else {
      context.strokeStyle = FRAME;
      context.lineWidth = Math.max(3, context.canvas.width / 300);
      context.strokeRect(x, y, width, height);
    }
  }
}
