/* A document's text, cut into the paragraphs that are shown. */

/**
 * A mention within its paragraph; `mention` is its number in the document.
 * @typedef {{ start: number, end: number, mention: number, reading: Reading, place: string | null, sure: Sureness, entry?: import("./documents.js").Entry }} Named
 * @typedef {{ from: number, to: number, mentions: Named[] }} Paragraph
 */

/**
 * Not the blank ones, not the title once more. A mention never crosses two but where a text is odd, and then
 * it is cut.
 * @param {ArticleDocument} document
 * @param {Mention[]} mentions
 * @returns {Generator<Paragraph>}
 */
export function* paragraphsOf({ text, title, from }, mentions) {
  const breaks = /\n\s*\n/g;
  breaks.lastIndex = from;
  let next = 0;
  for (let first = true, more = true; more; first = false) {
    const found = breaks.exec(text);
    const to = found ? found.index : text.length;
    /** @type {Named[]} */
    const here = [];
    let done = from;
    for (; next < mentions.length && mentions[next].start < to; next++) {
      const { start, end, reading, place, sure } = mentions[next];
      const cut = { start: Math.max(start, done), end: Math.min(end, to), mention: next, reading, place, sure };
      if (cut.end <= cut.start) continue;
      here.push(cut);
      done = cut.end;
    }
    const body = text.slice(from, to).trim();
    if (body && !(first && body === title)) yield { from, to, mentions: here };
    more = Boolean(found);
    from = breaks.lastIndex;
  }
}
