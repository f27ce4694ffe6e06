/* The documents in full, their places marked.
 *
 * Paragraphs are cut at blank lines and kept in runs of a few screens. A run far away costs the browser
 * nothing: it is written when it comes near, when a mention in it is shown, or when there is nothing else to do.
 */
import { element, written } from "../dom.js";
import { readTable } from "../payload.js";
import { foldNode, folded } from "./folding.js";
import { paragraphsOf } from "./paragraphs.js";

/** @typedef {import("./paragraphs.js").Paragraph} Paragraph */
/** Paragraphs that are written together, some of them folded. @typedef {{ document: number, paragraphs: (Paragraph | Paragraph[])[], height: number, node: HTMLElement, written: boolean }} Run */
/**
 * A mention that has a place; `node` is null until its run is written, `from` and `to` bound its sentence.
 * @typedef {{ place: string, document: number, mention: number, start: number, end: number, from: number, to: number, node: HTMLElement | null, run: Run }} Entry
 */

const RUN = 2000; // pixels; article.css leaves out of the layout what is off the screen, run by run
const RUNS_AT_ONCE = 3; // those that are written before anything else happens
const LINE = 27; // pixels,
const LINE_LENGTH = 60; // characters,
const PARAGRAPH_GAP = 17; // pixels: how high a run will be, until it is known
const FIRST = 1500; // milliseconds: the map comes before what is off the screen
const IDLE = 5; // milliseconds that must be left to write one more run

/** @type {Record<Reading, string>} */
const MEANING = {
  literal: "where it happens",
  metonymic: "meant for its government or people",
  demonym: "a people or an adjective",
};

/** Which stretch of which document a paragraph shows. @type {WeakMap<Element, { document: number, from: number }>} */
const spans = new WeakMap();
export const spanOf = (/** @type {Element} */ paragraph) => spans.get(paragraph);

/**
 * Writes into `scroller`. Gives every mention that has a place, in order; `reveal` writes one and gives its node.
 * @param {HTMLElement} scroller
 * @param {ArticlePayload} data
 */
export function writeDocuments(scroller, data) {
  /** @type {Entry[]} */
  const entries = [];
  /** @type {WeakMap<EventTarget, Entry>} */
  const entryOf = new WeakMap(); // by node
  /** @type {Run[]} */
  const runs = [];

  /**
   * @param {ArticleDocument} each
   * @param {number} document
   */
  function plan(each, document) {
    const section = written(element("section"), each);
    if (each.title || each.dateline) {
      const head = element("header");
      if (each.title) head.append(element("h2", "", each.title));
      if (each.dateline) head.append(element("p", "dateline", each.dateline));
      section.append(head);
    }
    const mentions = /** @type {Mention[]} */ (readTable(each.mentions, "mentions"));
    /** @type {Run | null} */
    let run = null;
    const paragraphs = paragraphsOf(each, mentions);
    for (const paragraph of data.narrowed ? folded(paragraphs) : paragraphs) {
      if (!run || run.height > RUN) {
        run = { document, paragraphs: [], height: 0, node: element("div", "run"), written: false };
        section.append(run.node);
        runs.push(run);
      }
      run.paragraphs.push(paragraph);
      if (Array.isArray(paragraph)) {
        run.height += LINE + PARAGRAPH_GAP;
        continue;
      }
      run.height += Math.ceil((paragraph.to - paragraph.from) / LINE_LENGTH) * LINE + PARAGRAPH_GAP;
      for (const named of paragraph.mentions) {
        if (!named.place) continue;
        const { place, mention, start, end } = named;
        const { from, to } = mentions[mention];
        const entry = { place, document, mention, start, end, from, to, node: null, run };
        named.entry = entry;
        entries.push(entry);
      }
    }
    scroller.append(section);
  }

  /**
   * @param {string} text
   * @param {number} document
   * @param {Paragraph} paragraph
   */
  function paragraphNode(text, document, { from, to, mentions }) {
    const node = element("p");
    const body = text.slice(from, to);
    if (body.length < 70 && !/[.!?…:;,"”’)]\s*$/.test(body)) node.className = "subhead";
    let done = from;
    for (const { start, end, reading, place, sure, entry } of mentions) {
      const name = text.slice(start, end);
      const mark = element("span", `mention ${reading} ${sure}`, name);
      if (entry) {
        mark.setAttribute("role", "button");
        mark.tabIndex = -1;
        mark.setAttribute("aria-label", `${name}: ${data.places[place ?? ""]?.name}, ${MEANING[reading]}`);
        entry.node = mark;
        entryOf.set(mark, entry);
      } else mark.title = "No place was found for this name";
      node.append(text.slice(done, start), mark);
      done = end;
    }
    node.append(text.slice(done, to));
    spans.set(node, { document, from });
    return node;
  }

  /** @param {Run} run */
  function write(run) {
    if (run.written) return;
    run.written = true;
    const text = data.documents[run.document].text;
    const node = (/** @type {Paragraph} */ each) => paragraphNode(text, run.document, each);
    run.node.append(...run.paragraphs.map((each) => (Array.isArray(each) ? foldNode(each, node) : node(each))));
    run.node.style.minHeight = "";
  }

  data.documents.forEach(plan);
  runs.forEach((run, index) => {
    run.node.style.setProperty("contain-intrinsic-height", `auto ${run.height}px`);
    if (index < RUNS_AT_ONCE) {
      write(run);
      return;
    }
    run.node.style.minHeight = `${run.height}px`;
    run.node.addEventListener("contentvisibilityautostatechange", (event) => {
      if (!(/** @type {ContentVisibilityAutoStateChangeEvent} */ (event).skipped)) write(run);
    });
  });
  writeWhenIdle(scroller, runs.slice(RUNS_AT_ONCE), write);

  return {
    entries,
    entryOf: (/** @type {EventTarget | null} */ node) => (node ? entryOf.get(node) : undefined),
    reveal: (/** @type {Entry} */ entry) => {
      write(entry.run);
      return /** @type {HTMLElement} */ (entry.node);
    },
  };
}

/**
 * @param {HTMLElement} scroller
 * @param {Run[]} runs
 * @param {(run: Run) => void} write
 */
function writeWhenIdle(scroller, runs, write) {
  const later =
    window.requestIdleCallback ??
    ((/** @type {(deadline: { timeRemaining: () => number }) => void} */ work) =>
      setTimeout(() => work({ timeRemaining: () => IDLE + 1 }), 50));
  let next = 0;
  const writeOn = (/** @type {{ timeRemaining: () => number }} */ deadline) => {
    while (next < runs.length && deadline.timeRemaining() > IDLE) write(runs[next++]);
    if (next < runs.length && scroller.isConnected) later(writeOn);
  };
  if (runs.length) setTimeout(() => later(writeOn), FIRST);
}
