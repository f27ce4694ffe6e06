/* Boxes on the screen, in pixels, and how wide a text is. */

/** Left, top, right, bottom. @typedef {[number, number, number, number]} ScreenBox */

export const overlap = (/** @type {ScreenBox} */ one, /** @type {ScreenBox} */ other) =>
  one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];

/** @type {Map<string, number>} */
const widths = new Map();
const context = document.createElement("canvas").getContext("2d");

/**
 * @param {string} text
 * @param {string} font
 */
export function widthOf(text, font) {
  const key = `${font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (context) context.font = font;
    width = (context?.measureText(text).width ?? text.length * 7) * 1.08; // names are spaced a little
    widths.set(key, width);
  }
  return width;
}
