/* The sentences that name a place, cut out of the documents' text. */
import { button, element, written } from "../dom.js";

/** @typedef {import("./documents.js").Entry} Entry */
/** A sentence and the mentions of one place in it. @typedef {{ document: number, from: number, to: number, entries: Entry[] }} Quoted */

/**
 * @param {Entry[]} entries the mentions of one place, in the text's order
 * @returns {Quoted[]}
 */
export function quotesOf(entries) {
  /** @type {Quoted[]} */
  const quotes = [];
  for (const entry of entries) {
    const last = quotes.at(-1);
    if (last && last.document === entry.document && last.from === entry.from) last.entries.push(entry);
    else quotes.push({ document: entry.document, from: entry.from, to: entry.to, entries: [entry] });
  }
  return quotes;
}

/**
 * A sentence with its names marked.
 * @param {ArticlePayload} data
 * @param {Quoted} quote
 * @param {((entry: Entry) => void) | null} onChoose without it the sentence is no button
 */
export function quoteItem(data, { document, from, to, entries }, onChoose) {
  const of = data.documents[document];
  const item = written(element("li", "quote"), of);
  const face = onChoose ? button("", undefined, () => onChoose(entries[0])) : item;
  let done = from;
  for (const { start, end } of entries) {
    face.append(of.text.slice(done, start), element("mark", "", of.text.slice(start, end)));
    done = end;
  }
  face.append(of.text.slice(done, to));
  if (face !== item) item.append(face);
  return item;
}
