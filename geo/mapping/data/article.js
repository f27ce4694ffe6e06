/* The text panel: documents in full, their places marked. Text is only ever written as text nodes.
 *
 * `datelineArticle` draws into `root` and links over `bus`; the same function serves the page and the
 * exported file. The format of the data is that of `article_payload` in geo/mapping/payload.py.
 */
function datelineArticle(root, data, bus, onSelect) {
  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const READINGS = { literal: "where it happens", metonymic: "meant for its government or people", demonym: "a people or an adjective" };
  const marks = []; // every mention in order: {node, place, document, mention}
  const byPlace = new Map();
  let currentPlace = null;
  let currentMark = null;

  const bar = element("div", "bar");
  const previous = element("button", "step", "‹");
  const next = element("button", "step", "›");
  previous.type = next.type = "button";
  previous.setAttribute("aria-label", "Previous mention");
  next.setAttribute("aria-label", "Next mention");
  previous.title = "Previous mention (←)";
  next.title = "Next mention (→)";
  const status = element("p", "status");
  status.setAttribute("role", "status");
  bar.append(status, previous, next);
  const scroller = element("div", "scroller");
  scroller.tabIndex = -1;

  /* Paragraphs are cut at blank lines; a mention never crosses one but where a text is odd, and then it is cut. */
  function paragraph(text, from, to, mentions, documentIndex) {
    const node = element("p");
    const body = text.slice(from, to);
    if (body.length < 70 && !/[.!?…:;,"”’)]\s*$/.test(body)) node.className = "subhead";
    let done = from;
    for (const [index, [start, end, reading, place, sure]] of mentions) {
      const first = Math.max(start, done);
      const last = Math.min(end, to);
      if (last <= first) continue;
      node.append(text.slice(done, first));
      const mark = element("span", `mention ${reading} ${sure}`, text.slice(first, last));
      if (place) {
        mark.setAttribute("role", "button");
        mark.tabIndex = -1;
        mark.setAttribute("aria-label", `${text.slice(first, last)}: ${data.names[place]}, ${READINGS[reading]}`);
        const entry = { node: mark, place, document: documentIndex, mention: index };
        mark.addEventListener("click", () => choose(entry));
        marks.push(entry);
        if (!byPlace.has(place)) byPlace.set(place, []);
        byPlace.get(place).push(entry);
      } else {
        mark.title = "No place was found for this name";
      }
      node.append(mark);
      done = last;
    }
    node.append(text.slice(done, to));
    return node;
  }

  data.documents.forEach((each, documentIndex) => {
    const section = element("section");
    if (each.title || each.dateline) {
      const head = element("header");
      if (each.title) head.append(element("h2", "", each.title));
      if (each.dateline) head.append(element("p", "dateline", each.dateline));
      section.append(head);
    }
    const mentions = [...each.mentions.entries()];
    const breaks = /\n\s*\n/g;
    breaks.lastIndex = each.from;
    let from = each.from;
    let next = 0;
    for (let more = true; more; ) {
      const found = breaks.exec(each.text);
      const to = found ? found.index : each.text.length;
      const here = [];
      while (next < mentions.length && mentions[next][1][0] < to) here.push(mentions[next++]);
      if (each.text.slice(from, to).trim() && !(from === each.from && each.text.slice(from, to).trim() === each.title))
        section.append(paragraph(each.text, from, to, here, documentIndex));
      more = Boolean(found);
      if (found) from = breaks.lastIndex;
    }
    scroller.append(section);
  });
  root.replaceChildren(bar, scroller);
  if (marks.length) marks[0].node.tabIndex = 0; // one stop for Tab; the arrows do the rest

  function show(place, mark, { scroll = true } = {}) {
    for (const entry of byPlace.get(currentPlace) || []) entry.node.classList.remove("current-place");
    currentMark?.node.classList.remove("current");
    currentMark?.node.removeAttribute("aria-current");
    currentPlace = place;
    const same = byPlace.get(place) || [];
    for (const entry of same) entry.node.classList.add("current-place");
    currentMark = mark || same[0] || null;
    if (currentMark) {
      for (const entry of marks) if (entry.node.tabIndex === 0) entry.node.tabIndex = -1;
      currentMark.node.tabIndex = 0;
      currentMark.node.classList.add("current");
      currentMark.node.setAttribute("aria-current", "true");
      if (scroll) {
        const frame = scroller.getBoundingClientRect();
        const box = currentMark.node.getBoundingClientRect();
        if (box.top < frame.top + 24 || box.bottom > frame.bottom - 24)
          scroller.scrollTop += box.top - frame.top - scroller.clientHeight / 3;
      }
    }
    describe();
  }

  function describe() {
    const same = byPlace.get(currentPlace) || [];
    if (currentMark && same.length)
      status.textContent = `${data.names[currentPlace]} · ${same.indexOf(currentMark) + 1} of ${same.length}`;
    else status.textContent = marks.length ? `${marks.length} mentions of ${byPlace.size} places` : "No places are named";
    previous.disabled = next.disabled = !marks.length;
  }

  function choose(entry, { focus = false } = {}) {
    show(entry.place, entry);
    if (focus) entry.node.focus({ preventScroll: true });
    bus.send({ type: "select", place: entry.place, from: "text" });
    onSelect?.({ place: entry.place, document: entry.document, mention: entry.mention });
  }

  /* Through the mentions of the chosen place; through all of them while none is chosen. */
  function step(by, focus) {
    const among = byPlace.get(currentPlace) || marks;
    if (!among.length) return;
    const here = among.indexOf(currentMark);
    choose(among[here < 0 ? (by > 0 ? 0 : among.length - 1) : (here + by + among.length) % among.length], { focus });
  }

  previous.addEventListener("click", () => step(-1, false));
  next.addEventListener("click", () => step(1, false));
  root.addEventListener("keydown", onKey);
  function onKey(event) {
    const onMention = event.target.classList?.contains("mention");
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      if (!onMention && !bar.contains(event.target)) return;
      event.preventDefault();
      step(event.key === "ArrowRight" ? 1 : -1, onMention);
    } else if (onMention && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(marks.find((entry) => entry.node === event.target));
    } else if (event.key === "Escape" && currentPlace) {
      show(null, null);
      bus.send({ type: "select", place: null, from: "text" });
      onSelect?.({ place: null });
    }
  }

  bus.listen((message) => {
    if (message.type !== "select" || message.from === "text") return;
    const [documentIndex, mention] = message.mention || [];
    const mark = marks.find((entry) => entry.document === documentIndex && entry.mention === mention);
    show(message.place, mark);
    onSelect?.({ place: message.place, document: currentMark?.document, mention: currentMark?.mention });
  });

  describe();
  return {
    select: (place) => place !== currentPlace && show(place, null),
    close: () => {
      root.removeEventListener("keydown", onKey);
      bus.close();
    },
  };
}
