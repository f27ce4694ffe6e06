/* The text panel: documents in full, their places marked. Text is only ever written as text nodes.
 *
 * `datelineArticle` draws into `root` and links over `bus`; the same function serves the page and the
 * exported file. The format of the data is that of `article_payload` in geo/mapping/payload.py.
 */
function datelineArticle(root, data, bus, { onSelect, onAct, selected } = {}) {
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
  const why = element("button", "why", "Why here?");
  why.type = "button";
  why.hidden = true;
  why.setAttribute("aria-expanded", "false");
  const add = element("button", "why add");
  add.type = "button";
  add.hidden = true;
  bar.append(status, add, why, previous, next);
  const inspector = element("div", "inspector");
  inspector.setAttribute("role", "region");
  inspector.setAttribute("aria-label", "Why here?");
  inspector.hidden = true;
  let asking = false; // whether the reasons are shown
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
    node.span = { document: documentIndex, from };
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
  root.replaceChildren(bar, inspector, scroller);
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
    why.hidden = !onAct || !currentMark;
  }

  function tell() {
    onSelect?.(
      currentMark
        ? { place: currentPlace, document: currentMark.document, mention: currentMark.mention, why: asking }
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
      tell();
    }
  }

  bus.listen((message) => {
    if (message.type === "ready" && currentPlace) {
      bus.send({ type: "select", place: currentPlace, from: "text" });
      bus.send({ type: "ghosts", places: ghosts });
    }
    if (message.type === "why") {
      asking = true;
      show(message.place, marks.find((entry) => entry === currentMark && entry.place === message.place));
      tell();
    }
    if (message.type === "picked") {
      picking = false;
      if (message.lat !== null) act({ set: { lat: message.lat, lon: message.lon } });
    }
    if (message.type === "ghost") inspector.querySelector(`[data-place="${CSS.escape(message.place)}"]`)?.focus();
    if (message.type !== "select" || message.from === "text") return;
    const [documentIndex, mention] = message.mention || [];
    const mark = marks.find((entry) => entry.document === documentIndex && entry.mention === mention);
    show(message.place, mark);
    tell();
  });

  // ---------------------------------------------------------------- why here?

  let ghosts = [];
  let picking = false;
  let scope = "document";
  const act = (what) => onAct?.({ ...what, scope });

  why.addEventListener("click", () => {
    asking = !asking;
    if (!asking) inspect(null);
    tell();
  });

  function button(text, onClick, className) {
    const node = element("button", className || "", text);
    node.type = "button";
    node.addEventListener("click", onClick);
    return node;
  }

  function candidate(place, label) {
    const item = element("li");
    const choice = button("", () => act({ correct: place.id }), "candidate");
    choice.dataset.place = place.id;
    choice.append(element("b", "", place.name), element("span", "", [place.what, place.where].filter(Boolean).join(", ")));
    if (place.score !== null) choice.append(element("span", "share", `${Math.round(place.score * 100)} %`));
    choice.setAttribute("aria-label", `${label} ${place.name}, ${place.what} ${place.where}`);
    choice.title = (place.reasons || []).join("; ");
    item.append(choice);
    return item;
  }

  /* The reasons for a place, the runners-up, and the ways to put it right. */
  function inspect(asked) {
    inspector.hidden = !asked;
    why.setAttribute("aria-expanded", String(Boolean(asked)));
    ghosts = asked ? [...asked.others, ...(asked.results || [])] : [];
    bus.send({ type: "ghosts", places: ghosts });
    inspector.replaceChildren();
    if (!asked) return;
    asking = true;
    const head = element("header");
    head.append(
      element("h3", "", asked.place ? `${asked.toponym}: ${asked.place.name}, ${asked.place.what}` : asked.toponym),
      button("×", () => { asking = false; inspect(null); tell(); }, "close"),
    );
    head.lastChild.setAttribute("aria-label", "Close");
    inspector.append(head);
    const sure = asked.own
      ? "Your own choice."
      : asked.place
        ? `${Math.round(asked.place.score * 100)} % sure${asked.place.where ? ` that it is the one in ${asked.place.where}` : ""}.`
        : "No place is set.";
    const said = element("p", "sure", sure);
    if (asked.correction !== null) said.append(" ", button("Undo", () => act({ undo: asked.correction }), "link"));
    inspector.append(said);
    if (asked.place?.reasons.length) {
      const reasons = element("ul", "reasons");
      for (const reason of asked.place.reasons) reasons.append(element("li", "", reason));
      inspector.append(reasons);
    }
    if (asked.others.length) {
      inspector.append(element("h4", "", asked.place ? "It could also be" : "It could be"));
      const others = element("ul", "candidates");
      for (const place of asked.others) others.append(candidate(place, "Take"));
      inspector.append(others);
    }
    const search = element("form", "search");
    const query = element("input");
    query.type = "search";
    query.value = asked.query || "";
    query.placeholder = "Another place by name";
    query.setAttribute("aria-label", "Search the gazetteer");
    const go = element("button", "", "Search");
    go.type = "submit";
    search.append(query, go);
    search.addEventListener("submit", (event) => {
      event.preventDefault();
      if (query.value.trim()) act({ search: query.value.trim() });
    });
    inspector.append(search);
    if (asked.results) {
      const found = element("ul", "candidates found");
      for (const place of asked.results) found.append(candidate(place, "Take"));
      inspector.append(asked.results.length ? found : element("p", "sure", "The gazetteer knows no such name."));
    }
    const tools = element("p", "tools");
    const reach = element("select");
    reach.setAttribute("aria-label", "How far a correction reaches");
    for (const [value, title] of [
      ["mention", "Just this mention"],
      ["document", `Every “${asked.toponym}” in this text`],
      ["always", `Every “${asked.toponym}”, always`],
    ]) {
      const option = element("option", "", title);
      option.value = value;
      option.selected = value === scope;
      reach.append(option);
    }
    reach.addEventListener("change", () => (scope = reach.value));
    tools.append(
      reach,
      button("Set the point on the map", () => {
        picking = true;
        bus.send({ type: "pick" });
      }),
      button("Not a place", () => act({ correct: null })),
    );
    inspector.append(tools);
  }

  /* A name that was missed: selected in the text, added by the reader. */
  function selectedSpan() {
    const tree = root.getRootNode();
    const selection = tree.getSelection ? tree.getSelection() : document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const block = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("p");
    const node = block(range.startContainer);
    if (!node?.span || node !== block(range.endContainer)) return null;
    if (marks.some((entry) => range.intersectsNode(entry.node))) return null;
    const before = document.createRange();
    before.setStart(node, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const start = node.span.from + before.toString().length + (words.length - words.trimStart().length);
    const toponym = words.trim();
    if (!toponym || toponym.length > 80) return null;
    return { document: node.span.document, start, end: start + toponym.length, toponym };
  }

  function offer() {
    const span = onAct && selectedSpan();
    add.hidden = !span;
    if (span) {
      add.textContent = `Add “${span.toponym.length > 24 ? `${span.toponym.slice(0, 24)}…` : span.toponym}”`;
      add.onclick = () => {
        add.hidden = true;
        asking = true;
        act({ add: [span.document, span.start, span.end] });
      };
    }
  }
  scroller.addEventListener("mouseup", () => setTimeout(offer, 0));
  scroller.addEventListener("keyup", offer);

  if (selected && byPlace.has(selected)) show(selected, null);
  else describe();
  return {
    inspect,
    close: () => {
      root.removeEventListener("keydown", onKey);
      bus.close();
    },
  };
}
