/* The popup of a place: what it is, and the sentences that name it. Made when it is opened. */
import { times } from "../counting.js";
import { button, element, written } from "../dom.js";

const QUOTES_AT_ONCE = 5;
const QUOTES_PER_SCROLL = 20;

/**
 * A place's popup: `node`; `fill` writes as many quotes as there is room for, once it is on the map; `point`
 * marks the quote of a mention and brings it into view.
 * @typedef {{ node: HTMLElement, fill: () => void, point: (document: number, mention: number) => void }} PlacePopup
 */

/**
 * @param {string} text
 * @param {Mark[]} marks
 * @param {() => void} onChoose
 */
function quoteNode(text, marks, onChoose) {
  const item = element("li", "quote");
  const face = button("", undefined, onChoose);
  face.title = "Show in the text";
  let done = 0;
  for (const { start, end, reading } of marks) {
    face.append(text.slice(done, start), element("mark", reading, text.slice(start, end)));
    done = end;
  }
  face.append(text.slice(done));
  item.append(face);
  return item;
}

/**
 * @param {Place} place
 * @param {(() => void) | false} onWhy
 */
function headNode(place, onWhy) {
  const head = element("header");
  head.append(element("h2", "", place.name), element("p", "", `${place.what} · named ${times(place.count)}`));
  if (place.note) head.append(element("p", "note", place.note));
  if (place.own) head.append(element("p", "note", "Your own choice."));
  else if (place.sure === "doubtful") head.append(element("p", "note", "A doubtful guess."));
  if (onWhy) head.append(button("why", "Why here?", onWhy));
  return head;
}

/**
 * @param {MapData} data
 * @param {Place} place
 * @param {{ onQuote: (document: number, mention: number) => void, onWhy: (() => void) | false }} hear
 * @returns {PlacePopup}
 */
export function placePopup(data, place, { onQuote, onWhy }) {
  const box = element("article", "place-popup");
  const list = element("ol", "quotes");
  list.tabIndex = 0;
  list.setAttribute("aria-label", `Sentences that name ${place.name}`);
  /** @type {HTMLElement[]} */
  const items = [];
  let heading = -1;
  const more = (/** @type {number} */ count) => {
    for (const { document, sentence, marks } of place.quotes.slice(items.length, items.length + count)) {
      const of = data.documents[document];
      if (data.documents.length > 1 && document !== heading) {
        heading = document;
        const source = written(element("li", "source", of.title), of);
        if (of.dateline) source.append(element("span", "", of.dateline));
        list.append(source);
      }
      const item = quoteNode(data.sentences[sentence], marks, () => onQuote(document, marks[0].mention));
      items.push(written(item, of));
      list.append(item);
    }
  };
  more(QUOTES_AT_ONCE);
  list.addEventListener("scroll", () => {
    if (items.length < place.quotes.length && list.scrollTop + list.clientHeight > list.scrollHeight - 80)
      more(QUOTES_PER_SCROLL);
  });
  box.append(headNode(place, onWhy), list);
  return {
    node: box,
    fill: () => {
      while (items.length < place.quotes.length && list.scrollHeight <= list.clientHeight) more(QUOTES_AT_ONCE);
    },
    point: (document, mention) => {
      const here = place.quotes.findIndex(
        (quote) => quote.document === document && quote.marks.some((mark) => mark.mention === mention),
      );
      if (here < 0) return;
      if (here >= items.length) more(here + QUOTES_AT_ONCE - items.length);
      items.forEach((item, index) => item.classList.toggle("current", index === here));
      const item = items[here];
      if (item.offsetTop < list.scrollTop) list.scrollTop = item.offsetTop - 8;
      else if (item.offsetTop + item.offsetHeight > list.scrollTop + list.clientHeight)
        list.scrollTop = item.offsetTop + item.offsetHeight - list.clientHeight + 8;
    },
  };
}

/**
 * Places at one and the same point, to choose from.
 * @param {Place[]} places
 * @param {(place: Place) => void} onChoose
 */
export function choiceNode(places, onChoose) {
  const list = element("ul", "choice");
  for (const place of places) {
    const item = element("li");
    item.append(button("", `${place.name} (${place.what})`, () => onChoose(place)));
    list.append(item);
  }
  return list;
}
