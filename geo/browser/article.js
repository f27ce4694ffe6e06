/* The text panel: documents in full, their places marked and linked to the map.
 *
 * `datelineArticle` draws into `root` and links over `bus`; the same function serves the page and the
 * exported file. The format of the data is that of `article_payload` in geo/mapping/payload.py.
 */
import { offerAdding } from "./article/adding.js";
import { writeDocuments } from "./article/documents.js";
import { makeInspector } from "./article/inspector.js";
import { counted, number } from "./counting.js";
import { button, element } from "./dom.js";

const EDGE = 24; // pixels: a mention nearer to the panel's edge is scrolled into it

const NEAREST = { block: "nearest" };

export function datelineArticle(root, data, bus, { onSelect, onAct, selected } = {}) {
  let currentPlace = null;
  let current = null; // the current mention
  let asking = false; // whether "Why here?" is open
  let ghosts = [];

  const previous = button("step", "‹", () => step(-1, false));
  const next = button("step", "›", () => step(1, false));
  previous.setAttribute("aria-label", "Previous mention");
  next.setAttribute("aria-label", "Next mention");
  previous.title = "Previous mention (←)";
  next.title = "Next mention (→)";
  const status = element("p", "status");
  status.setAttribute("role", "status");
  const why = button("why", "Why here?", () => {
    asking = !asking;
    if (!asking) inspect(null);
    tell();
  });
  why.hidden = true;
  why.setAttribute("aria-expanded", "false");
  const add = button("why add");
  add.hidden = true;
  const bar = element("div", "bar");
  bar.append(status, add, why, previous, next);
  const inspector = makeInspector({
    onAct: (act) => onAct?.(act),
    onPick: () => bus.send({ type: "pick" }),
    onClose: () => {
      asking = false;
      inspect(null);
      tell();
      why.focus();
    },
  });
  const scroller = element("div", "scroller");
  scroller.tabIndex = -1;
  root.replaceChildren(bar, inspector.node, scroller);

  const { entries, entryOf, reveal } = writeDocuments(scroller, data);
  const byPlace = new Map();
  for (const entry of entries) {
    if (!byPlace.has(entry.place)) byPlace.set(entry.place, []);
    byPlace.get(entry.place).push(entry);
  }
  let stop = null; // one stop for Tab; the arrows do the rest
  if (entries.length) stopAt(entries[0]);

  function stopAt(entry) {
    if (stop) stop.tabIndex = -1;
    stop = reveal(entry);
    stop.tabIndex = 0;
  }

  function show(place, entry, { scroll = true } = {}) {
    for (const each of byPlace.get(currentPlace) || []) each.node?.classList.remove("current-place");
    current?.node.classList.remove("current");
    current?.node.removeAttribute("aria-current");
    currentPlace = place;
    const same = byPlace.get(place) || [];
    for (const each of same) reveal(each).classList.add("current-place");
    current = entry || same[0] || null;
    if (current) {
      stopAt(current);
      current.node.classList.add("current");
      current.node.setAttribute("aria-current", "true");
      if (scroll) bringIntoView(current.node);
    }
    describe();
  }

  /* What lies between is as high as it was guessed until it is on the screen, so one step may miss. */
  function bringIntoView(node, tries = 3) {
    const frame = scroller.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    if (box.top >= frame.top + EDGE && box.bottom <= frame.bottom - EDGE) return;
    scroller.scrollTop += box.top - frame.top - scroller.clientHeight / 3;
    if (tries) requestAnimationFrame(() => current?.node === node && bringIntoView(node, tries - 1));
  }

  function describe() {
    const same = byPlace.get(currentPlace) || [];
    if (current && same.length)
      status.textContent = `${data.names[currentPlace]} · ${number(same.indexOf(current) + 1)} of ${number(same.length)}`;
    else
      status.textContent = entries.length
        ? `${counted(entries.length, "mention")} of ${counted(byPlace.size, "place")}`
        : "No places are named";
    previous.disabled = next.disabled = !entries.length;
    why.hidden = !onAct || !current;
  }

  function tell() {
    onSelect?.(
      current
        ? { place: currentPlace, document: current.document, mention: current.mention, why: asking }
        : { place: null, why: false },
    );
  }

  function choose(entry, { focus = false } = {}) {
    show(entry.place, entry);
    if (focus) entry.node.focus({ preventScroll: true });
    bus.send({ type: "select", place: entry.place, from: "text" });
    tell();
  }

  /* Through the mentions of the chosen place; through all of them while none is chosen. */
  function step(by, focus) {
    const among = byPlace.get(currentPlace) || entries;
    if (!among.length) return;
    const here = among.indexOf(current);
    choose(among[here < 0 ? (by > 0 ? 0 : among.length - 1) : (here + by + among.length) % among.length], { focus });
  }

  /* Shows the answer to "Why here?", and its runners-up on the map; null closes it. */
  function inspect(asked) {
    asking = Boolean(asked);
    why.setAttribute("aria-expanded", String(asking));
    ghosts = asked ? [...asked.others, ...(asked.results || [])] : [];
    bus.send({ type: "ghosts", places: ghosts });
    inspector.show(asked);
  }

  scroller.addEventListener("click", (event) => {
    const entry = entryOf(event.target);
    if (entry) choose(entry);
  });
  const onKey = (event) => {
    const entry = entryOf(event.target);
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      if (!entry && !bar.contains(event.target)) return;
      event.preventDefault();
      step(event.key === "ArrowRight" ? 1 : -1, Boolean(entry));
    } else if (entry && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(entry);
    } else if (event.key === "Escape" && currentPlace) {
      show(null, null);
      bus.send({ type: "select", place: null, from: "text" });
      tell();
    }
  };
  root.addEventListener("keydown", onKey);
  if (onAct)
    offerAdding(root, scroller, add, ({ document, start, end }) => {
      asking = true;
      inspector.act({ add: [document, start, end] });
    });

  bus.listen((message) => {
    if (message.type === "ready" && currentPlace) {
      bus.send({ type: "select", place: currentPlace, from: "text" });
      bus.send({ type: "ghosts", places: ghosts });
    }
    if (message.type === "listed") bus.send({ type: "chosen", place: currentPlace });
    if (message.type === "why") {
      asking = true;
      show(message.place, current?.place === message.place ? current : null);
      root.scrollIntoView(NEAREST); // on a phone the text lies below the map
      tell();
    }
    if (message.type === "picked" && message.lat !== null)
      inspector.act({ set: { lat: message.lat, lon: message.lon } });
    if (message.type === "ghost") inspector.focus(message.place);
    if (message.type !== "select" || message.from === "text") return;
    const [document, mention] = message.mention || [];
    show(message.place, entries.find((entry) => entry.document === document && entry.mention === mention));
    if (message.mention) root.scrollIntoView(NEAREST);
    tell();
  });

  if (byPlace.has(selected)) {
    show(selected, null);
    bus.send({ type: "select", place: selected, from: "text" }); // the map may have been ready first
  } else describe();
  return {
    inspect,
    close: () => {
      root.removeEventListener("keydown", onKey);
      bus.close();
    },
  };
}
