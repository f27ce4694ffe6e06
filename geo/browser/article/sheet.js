/* Where the window is narrow: what the chosen place is and the sentences that name it, beneath the bar. On a
 * wide one the map's popup says the same. */
import { element } from "../dom.js";
import { quoteItem, quotesOf } from "./quotes.js";

/** @typedef {import("./documents.js").Entry} Entry */

const SHEET_QUOTES = 20;

/**
 * @param {ArticlePayload} data
 * @param {(entry: Entry) => void} onQuote
 */
export function makeSheet(data, onQuote) {
  const node = element("div", "place");
  node.hidden = true;
  return {
    node,
    /**
     * Shows a place with the mentions of it, the current one marked; null shows nothing.
     * @param {PlaceInText | null} place
     * @param {Entry[]} entries
     * @param {Entry | null} current
     */
    show(place, entries, current) {
      node.hidden = !place;
      node.replaceChildren();
      if (!place) return;
      node.append(element("p", "what", place.what));
      if (place.note) node.append(element("p", "what note", place.note));
      const list = element("ol", "quotes");
      list.setAttribute("aria-label", `Sentences that name ${place.name}`);
      const quotes = quotesOf(entries);
      const here = current ? quotes.findIndex((quote) => quote.entries.includes(current)) : 0;
      for (const quote of quotes.slice(Math.max(here, 0), here + SHEET_QUOTES)) list.append(quoteItem(data, quote, onQuote));
      list.firstElementChild?.classList.add("current");
      node.append(list);
    },
  };
}
