/* What is printed instead of the panel: every place with the sentences that name it. Made when it is wanted. */
import { times } from "../counting.js";
import { element, written } from "../dom.js";
import { quoteItem, quotesOf } from "./quotes.js";

/** @typedef {import("./documents.js").Entry} Entry */

/**
 * @param {ArticlePayload} data
 * @param {Map<string, Entry[]>} byPlace
 */
function sheetOf(data, byPlace) {
  const sheet = element("div", "print");
  const titles = data.documents.filter(({ title, dateline }) => title || dateline);
  for (const document of titles) {
    const head = written(element("header"), document);
    head.append(element("h2", "", document.title), element("p", "dateline", document.dateline));
    sheet.append(head);
  }
  const places = [...byPlace].sort(([, one], [, other]) => other.length - one.length);
  for (const [id, entries] of places) {
    const place = data.places[id];
    if (!place) continue;
    const section = element("section");
    const list = element("ol", "quotes");
    for (const quote of quotesOf(entries)) list.append(quoteItem(data, quote, null));
    section.append(
      element("h3", "", place.name),
      element("p", "what", `${place.what} · named ${times(entries.length)}`),
      list,
    );
    sheet.append(section);
  }
  return sheet;
}

/**
 * @param {HTMLElement} root
 * @param {ArticlePayload} data
 * @param {Map<string, Entry[]>} byPlace
 * @returns {() => void} ends it
 */
export function offerPrinting(root, data, byPlace) {
  const printed = window.matchMedia("print");
  /** @type {HTMLElement | null} */
  let sheet = null;
  const make = () => {
    if (sheet) return;
    sheet = sheetOf(data, byPlace);
    root.append(sheet);
  };
  const drop = () => {
    sheet?.remove();
    sheet = null;
  };
  const onChange = () => (printed.matches ? make() : drop());
  printed.addEventListener("change", onChange);
  window.addEventListener("beforeprint", make);
  window.addEventListener("afterprint", onChange);
  onChange();
  return () => {
    drop();
    printed.removeEventListener("change", onChange);
    window.removeEventListener("beforeprint", make);
    window.removeEventListener("afterprint", onChange);
  };
}
