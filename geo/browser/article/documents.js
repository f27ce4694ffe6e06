/* The documents in full, their places marked.
 *
 * Paragraphs are cut at blank lines and kept in runs of a few screens. A run far away costs the browser
 * nothing: it is written when it comes near, when a mention in it is shown, or when there is nothing else to do.
 */
import { element } from "../dom.js";

const RUN = 2000; // pixels; article.css leaves out of the layout what is off the screen, run by run
const RUNS_AT_ONCE = 3; // those that are written before anything else happens
const LINE = 27; // pixels,
const LINE_LENGTH = 60; // characters,
const PARAGRAPH_GAP = 17; // pixels: how high a run will be, until it is known
const FIRST = 1500; // milliseconds: the map comes before what is off the screen
const IDLE = 5; // milliseconds that must be left to write one more run

const MEANING = {
  literal: "where it happens",
  metonymic: "meant for its government or people",
  demonym: "a people or an adjective",
};

/* Writes into `scroller`. Gives every mention that has a place, in order: {place, document, mention, node},
 * where `node` is null until its run is written; `reveal(entry)` writes it and gives the node. */
export function writeDocuments(scroller, data) {
  const entries = [];
  const entryOf = new WeakMap(); // by node
  const runs = [];

  function plan(each, document) {
    const section = element("section");
    if (each.title || each.dateline) {
      const head = element("header");
      if (each.title) head.append(element("h2", "", each.title));
      if (each.dateline) head.append(element("p", "dateline", each.dateline));
      section.append(head);
    }
    let run = null;
    for (const [from, to, mentions] of paragraphsOf(each)) {
      if (!run || run.height > RUN) {
        run = { document, paragraphs: [], height: 0, node: element("div", "run"), written: false };
        section.append(run.node);
        runs.push(run);
      }
      run.height += Math.ceil((to - from) / LINE_LENGTH) * LINE + PARAGRAPH_GAP;
      for (const named of mentions) {
        if (!named.place) continue;
        named.entry = { place: named.place, document, mention: named.mention, node: null, run };
        entries.push(named.entry);
      }
      run.paragraphs.push([from, to, mentions]);
    }
    scroller.append(section);
  }

  function paragraph(text, document, [from, to, mentions]) {
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
        mark.setAttribute("aria-label", `${name}: ${data.names[place]}, ${MEANING[reading]}`);
        entry.node = mark;
        entryOf.set(mark, entry);
      } else mark.title = "No place was found for this name";
      node.append(text.slice(done, start), mark);
      done = end;
    }
    node.append(text.slice(done, to));
    node.span = { document, from };
    return node;
  }

  function write(run) {
    if (run.written) return;
    run.written = true;
    const text = data.documents[run.document].text;
    run.node.append(...run.paragraphs.map((each) => paragraph(text, run.document, each)));
    run.node.style.minHeight = "";
  }

  data.documents.forEach(plan);
  runs.forEach((run, index) => {
    run.node.style.containIntrinsicHeight = `auto ${run.height}px`;
    if (index < RUNS_AT_ONCE) {
      write(run);
      return;
    }
    run.node.style.minHeight = `${run.height}px`;
    run.node.addEventListener("contentvisibilityautostatechange", ({ skipped }) => skipped || write(run));
  });
  const later = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => IDLE + 1 }), 50));
  let next = RUNS_AT_ONCE;
  const writeOn = (deadline) => {
    while (next < runs.length && deadline.timeRemaining() > IDLE) write(runs[next++]);
    if (next < runs.length && scroller.isConnected) later(writeOn);
  };
  if (next < runs.length) setTimeout(() => later(writeOn), FIRST);

  return {
    entries,
    entryOf: (node) => entryOf.get(node),
    reveal(entry) {
      write(entry.run);
      return entry.node;
    },
  };
}

/* [from, to, mentions] for each paragraph that is shown: not the blank ones, not the title once more.
 * A mention never crosses two but where a text is odd, and then it is cut. */
function* paragraphsOf({ text, title, from, mentions }) {
  const breaks = /\n\s*\n/g;
  breaks.lastIndex = from;
  let next = 0;
  for (let first = true, more = true; more; first = false) {
    const found = breaks.exec(text);
    const to = found ? found.index : text.length;
    const here = [];
    let done = from;
    for (; next < mentions.length && mentions[next][0] < to; next++) {
      const [start, end, reading, place, sure] = mentions[next];
      const cut = { start: Math.max(start, done), end: Math.min(end, to), mention: next, reading, place, sure };
      if (cut.end <= cut.start) continue;
      here.push(cut);
      done = cut.end;
    }
    const body = text.slice(from, to).trim();
    if (body && !(first && body === title)) yield [from, to, here];
    more = Boolean(found);
    from = breaks.lastIndex;
  }
}
