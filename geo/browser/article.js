/* The text panel: documents in full, their places marked and linked to the map.
 *
 * `datelineArticle` draws into `root` and links over `bus`; the same function serves the page and the
 * exported file. The format of the data is that of `article_payload` in geo/mapping/payload.py.
 */
import { offerAdding } from "./article/adding.js";
import { makeBar } from "./article/bar.js";
import { writeDocuments } from "./article/documents.js";
import { makeInspector } from "./article/inspector.js";
import { again, sameTexts } from "./article/keeping.js";
import { offerPrinting } from "./article/printing.js";
import { bringIntoView, mapsOf } from "./article/scrolling.js";
import { makeSheet } from "./article/sheet.js";
import { counted, number } from "./counting.js";
import { element } from "./dom.js";
import { narrow } from "./narrow.js";

/** @typedef {import("./article/documents.js").Entry} Entry */
/** @typedef {import("./article/keeping.js").Kept} Kept */

/**
 * @param {HTMLElement} root
 * @param {ArticlePayload} data
 * @param {import("./bus.js").Bus} bus
 * @param {import("./mount.js").PanelOptions} options
 */
export function datelineArticle(root, data, bus, { onSelect, onAct, selected, kept } = {}) {
  /** @type {string | null} */
  let currentPlace = null;
  /** The current mention. @type {Entry | null} */
  let current = null;
  let asking = false; // whether "Why here?" is open
  let picking = false; // whether the map was asked for a point
  let acted = false; // whether something was just put right here
  /** @type {Candidate[]} */
  let ghosts = [];

  const bar = makeBar({
    onStep: (by) => step(by, false),
    onWhy: () => {
      asking = !asking;
      if (!asking) inspect(null);
      tell();
    },
    onLeave: () => leave(),
  });
  const inspector = makeInspector({
    onAct: (act) => {
      acted = act.type !== "search";
      onAct?.(act);
    },
    onPick: (name) => {
      picking = true;
      bus.send({ type: "pick", name });
    },
    onClose: () => stopAsking(),
  });
  const scroller = element("div", "scroller");
  scroller.tabIndex = -1;
  const sheet = makeSheet(data, (entry) => choose(entry));
  const top = element("div", "top");
  top.append(bar.node, inspector.node, sheet.node);
  root.replaceChildren(top, scroller);

  const { entries, entryOf, reveal } = writeDocuments(scroller, data);
  /** @type {Map<string, Entry[]>} */
  const byPlace = new Map();
  for (const entry of entries) {
    if (!byPlace.has(entry.place)) byPlace.set(entry.place, []);
    byPlace.get(entry.place)?.push(entry);
  }
  /** The documents on show; null: all. @type {Set<number> | null} */
  let shown = null;
  const isShown = (/** @type {Entry} */ entry) => !shown || shown.has(entry.document);
  const mentionsOf = (/** @type {string | null} */ place) => (byPlace.get(place ?? "") ?? []).filter(isShown);
  /** One stop for Tab; the arrows do the rest. @type {HTMLElement | null} */
  let stop = null;
  if (entries.length) stopAt(entries[0]);

  function stopAt(/** @type {Entry} */ entry) {
    if (stop) stop.tabIndex = -1;
    stop = reveal(entry);
    stop.tabIndex = 0;
  }

  /**
   * @param {string | null} place
   * @param {Entry | null | undefined} entry
   */
  function show(place, entry, { scroll = true } = {}) {
    endPicking();
    for (const each of mentionsOf(currentPlace)) each.node?.classList.remove("current-place");
    current?.node?.classList.remove("current");
    current?.node?.removeAttribute("aria-current");
    currentPlace = place;
    const same = mentionsOf(place);
    for (const each of same) reveal(each).classList.add("current-place");
    current = entry ?? same[0] ?? null;
    describe();
    if (!current) return;
    stopAt(current);
    current.node?.classList.add("current");
    current.node?.setAttribute("aria-current", "true");
    if (scroll) seeCurrent();
  }

  function seeCurrent() {
    const seen = current;
    if (!seen?.node) return;
    const covers = () => (narrow.matches ? [top, ...mapsOf(root)] : []);
    bringIntoView(seen.node, { covers, wanted: () => current === seen });
  }

  function describe() {
    const same = mentionsOf(currentPlace);
    const place = currentPlace === null ? null : (data.places[currentPlace] ?? null);
    const all = entries.filter(isShown);
    const some = `${counted(all.length, "mention")} of ${counted(new Set(all.map((each) => each.place)).size, "place")}`;
    const chosen = current && place ? `${place.name} · ${number(same.indexOf(current) + 1)} of ${number(same.length)}` : null;
    bar.say({
      text: chosen ?? (all.length ? some : "No places are named"),
      steps: all.length > 0,
      asks: Boolean(onAct && current),
    });
    sheet.show(narrow.matches && !asking && current ? place : null, same, current);
    top.classList.toggle("idle", !current && bar.add.hidden && !asking);
  }

  function tell() {
    onSelect?.({
      place: current ? currentPlace : null,
      document: current?.document ?? null,
      mention: current?.mention ?? null,
      why: asking && Boolean(current),
    });
  }

  function sayChosen() {
    bus.send({
      type: "select",
      place: currentPlace,
      document: current?.document ?? null,
      mention: current?.mention ?? null,
      from: "text",
    });
  }

  function choose(/** @type {Entry} */ entry, { focus = false } = {}) {
    show(entry.place, entry);
    if (focus) entry.node?.focus({ preventScroll: true });
    sayChosen();
    tell();
  }

  function leave() {
    if (asking) inspect(null);
    show(null, null);
    sayChosen();
    tell();
  }

  /**
   * Through the mentions of the chosen place; through all of them while none is chosen.
   * @param {1 | -1} by
   * @param {boolean} focus
   */
  function step(by, focus) {
    const among = currentPlace === null ? entries.filter(isShown) : mentionsOf(currentPlace);
    if (!among.length) return;
    const here = current ? among.indexOf(current) : -1;
    choose(among[here < 0 ? (by > 0 ? 0 : among.length - 1) : (here + by + among.length) % among.length], { focus });
  }

  /* Shows the answer to "Why here?", and its runners-up on the map; null closes it. */
  function inspect(/** @type {Asked | null} */ asked) {
    endPicking();
    asking = Boolean(asked);
    bar.why.setAttribute("aria-expanded", String(asking));
    ghosts = asked ? [...asked.others, ...(asked.results ?? [])] : [];
    inspector.show(asked);
    describe();
    bus.send({ type: "ghosts", places: ghosts });
    if (asked) seeCurrent(); // the panel takes room from the text
  }

  function stopAsking() {
    inspect(null);
    tell();
    bar.why.focus();
  }

  function endPicking() {
    if (picking) bus.send({ type: "unpick" });
    picking = false;
  }

  /* What was begun last ends first: the choice of a point, "Why here?", the choice of a place. */
  function escape() {
    if (picking) endPicking();
    else if (asking) stopAsking();
    else if (currentPlace !== null) leave();
    else return false;
    return true;
  }

  scroller.addEventListener("click", (event) => {
    const entry = entryOf(event.target);
    if (entry) choose(entry);
  });
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const entry = entryOf(event.target);
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      if (!entry && !bar.node.contains(/** @type {Node} */ (event.target))) return;
      event.preventDefault();
      step(event.key === "ArrowRight" ? 1 : -1, Boolean(entry));
    } else if (entry && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(entry);
    } else if (event.key === "Escape" && escape()) event.preventDefault();
  };
  /* Escape anywhere else on the page, but not where it closes something that lies over it. */
  const onPageKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.composedPath().includes(root)) return;
    const over = document.querySelector('[data-testid="stPopoverBody"], [role="dialog"], [role="listbox"]');
    if (!over && escape()) event.preventDefault();
  };
  const onNarrow = () => describe();
  root.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onPageKey);
  narrow.addEventListener("change", onNarrow);
  const stopPrinting = offerPrinting(root, data, byPlace);
  const stopOffering =
    onAct &&
    offerAdding(
      root,
      bar.add,
      (span) => {
        asking = true;
        onAct({ type: "add", ...span });
      },
      () => describe(),
    );

  bus.listen((message) => {
    if (message.type === "ready" && currentPlace !== null) {
      sayChosen();
      bus.send({ type: "ghosts", places: ghosts });
    } else if (message.type === "listed") bus.send({ type: "chosen", place: currentPlace });
    else if (message.type === "why") {
      asking = true;
      show(message.place, current?.place === message.place ? current : null);
      if (!narrow.matches) root.scrollIntoView({ block: "nearest" });
      tell();
    } else if (message.type === "picked") {
      if (picking) inspector.set(message);
      picking = false;
    } else if (message.type === "span") {
      shown = message.documents ? new Set(message.documents) : null;
      [...scroller.children].forEach((section, index) => section.toggleAttribute("hidden", Boolean(shown && !shown.has(index))));
      if (current && !isShown(current)) show(null, null);
      else describe();
    } else if (message.type === "unpick") picking = false;
    else if (message.type === "ghost") inspector.focus(message.place);
    else if (message.type === "select" && message.from !== "text") {
      const { place, document, mention } = message;
      show(
        place ?? null,
        entries.find((entry) => entry.document === document && entry.mention === mention),
      );
      if (typeof mention === "number" && !narrow.matches) root.scrollIntoView({ block: "nearest" });
      tell();
    }
  });

  const texts = data.documents.map(({ text }) => text);
  const before = sameTexts(kept, texts);
  // What was chosen here meanwhile counts, unless the server has changed its mind since.
  const chosen = before && before.selected === (selected ?? null) ? before.place : (selected ?? null);
  if (chosen !== null && byPlace.has(chosen)) show(chosen, again(before, mentionsOf(chosen), texts), { scroll: !before });
  else describe();
  if (current || kept) sayChosen(); // the map may have been ready first
  if (before) {
    scroller.scrollTop = before.top;
    if (before.focused) (stop ?? scroller).focus({ preventScroll: true });
    if (current) seeCurrent();
  }
  bus.send({ type: "written" }); // the timeline may leave out documents
  return {
    inspect,
    /** @returns {Kept} */
    kept: () => ({
      texts,
      selected: selected ?? null,
      place: currentPlace,
      text: current ? texts[current.document] : null,
      start: current?.start ?? -1,
      focused: acted || root.contains(/** @type {ShadowRoot} */ (root.getRootNode()).activeElement),
      top: scroller.scrollTop,
    }),
    close: () => {
      endPicking();
      stopOffering?.();
      stopPrinting();
      root.removeEventListener("keydown", onKey);
      document.removeEventListener("keydown", onPageKey);
      narrow.removeEventListener("change", onNarrow);
      bus.close();
    },
  };
}
