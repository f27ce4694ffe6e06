/* Boxes on the screen, [left, top, right, bottom] in pixels, and how wide a text is. */

export const overlap = (one, other) =>
  one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];

const widths = new Map();

export function widthOf(text, font) {
  const key = `${font} ${text}`;
  if (!widths.has(key)) {
    widthOf.context ??= document.createElement("canvas").getContext("2d");
    widthOf.context.font = font;
    widths.set(key, widthOf.context.measureText(text).width * 1.08); // names are spaced a little
  }
  return widths.get(key);
}
