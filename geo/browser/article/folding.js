/* Where a filter narrows the text: paragraphs that name none of the places that pass stand folded behind a
 * line that says how many they are, and opens them. */
import { counted } from "../counting.js";
import { button } from "../dom.js";

/** @typedef {import("./paragraphs.js").Paragraph} Paragraph */

/**
 * Paragraphs in order, those without a place gathered.
 * @param {Iterable<Paragraph>} paragraphs
 * @returns {Generator<Paragraph | Paragraph[]>}
 */
export function* folded(paragraphs) {
  /** @type {Paragraph[]} */
  let without = [];
  for (const paragraph of paragraphs) {
    if (paragraph.mentions.every(({ place }) => place === null)) {
      without.push(paragraph);
      continue;
    }
    if (without.length) yield without;
    without = [];
    yield paragraph;
  }
  if (without.length) yield without;
}

/**
 * The line that stands for folded paragraphs.
 * @param {Paragraph[]} paragraphs
 * @param {(paragraph: Paragraph) => HTMLElement} write
 */
export function foldNode(paragraphs, write) {
  const line = button("fold", `… ${counted(paragraphs.length, "paragraph")} left out by the filter`, () =>
    line.replaceWith(...paragraphs.map(write)),
  );
  line.title = "Show them";
  return line;
}
