/* "Why here?": the reasons for a place, the runners-up, and the ways to put it right. */
import { button, element } from "../dom.js";

/** @type {(toponym: string) => [Scope, string][]} */
const REACHES = (toponym) => [
  ["mention", "Just this mention"],
  ["document", `Every “${toponym}” in this text`],
  ["always", `Every “${toponym}”, always`],
];

/**
 * @param {Candidate} place
 * @param {(id: string) => void} onTake
 */
function candidateNode(place, onTake) {
  const item = element("li");
  const choice = button("candidate", undefined, () => onTake(place.id));
  choice.dataset.place = place.id;
  choice.append(element("b", "", place.name), element("span", "", [place.what, place.where].filter(Boolean).join(", ")));
  if (place.score !== null) choice.append(element("span", "share", `${Math.round(place.score * 100)} %`));
  choice.title = ["Take this place", (place.reasons || []).join("; ")].filter(Boolean).join(": ");
  item.append(choice);
  return item;
}

/**
 * @param {Candidate[]} places
 * @param {string} className
 * @param {(id: string) => void} onTake
 */
function candidatesNode(places, className, onTake) {
  const list = element("ul", className);
  for (const place of places) list.append(candidateNode(place, onTake));
  return list;
}

function sureness(/** @type {Asked} */ { own, place }) {
  if (own) return "Your own choice.";
  if (!place) return "No place is set.";
  const which = place.where ? ` that it is the one in ${place.where}` : "";
  return `${Math.round((place.score ?? 0) * 100)} % sure${which}.`;
}

function subheading(/** @type {string} */ text) {
  const node = element("h4", "", text);
  node.setAttribute("aria-level", "3");
  return node;
}

/**
 * @param {string} toponym
 * @param {Candidate | null} place
 */
function heading(toponym, place) {
  if (!place) return toponym;
  const named = `${place.name}, ${place.what}`;
  return place.name === toponym ? named : `“${toponym}”: ${named}`;
}

/**
 * @param {Asked} asked
 * @param {(text: string) => void} onSearch
 */
function searchNode(asked, onSearch) {
  const form = element("form", "search");
  const query = element("input");
  query.type = "search";
  query.value = asked.query || "";
  query.placeholder = "Another place by name";
  query.setAttribute("aria-label", "Search for another place");
  const go = element("button", "", "Search");
  go.type = "submit";
  form.append(query, go);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (query.value.trim()) onSearch(query.value.trim());
  });
  return form;
}

/**
 * `onAct` hears what the reader decides; `onPick` that the map is to be asked for a point, and for what;
 * `onClose` that the panel was closed.
 * @param {{ onAct: (act: Act) => void, onPick: (toponym: string) => void, onClose: () => void }} hear
 */
export function makeInspector({ onAct, onPick, onClose }) {
  const node = element("div", "inspector");
  node.setAttribute("role", "region");
  node.setAttribute("aria-label", "Why here?");
  node.hidden = true;
  /** @type {Scope} */
  let reach = "document";
  /** The mention that is asked about. @type {Asked | null} */
  let shown = null;
  const take = (/** @type {string | null} */ place) => {
    if (shown) onAct({ type: "correct", ...shown.about, place, scope: reach });
  };

  function toolsNode(/** @type {string} */ toponym) {
    const tools = element("p", "tools");
    const choice = element("select");
    choice.setAttribute("aria-label", "How far a correction reaches");
    for (const [value, title] of REACHES(toponym)) {
      const option = element("option", "", title);
      option.value = value;
      option.selected = value === reach;
      choice.append(option);
    }
    choice.addEventListener("change", () => (reach = /** @type {Scope} */ (choice.value)));
    tools.append(
      choice,
      button("", "Set the point on the map", () => onPick(toponym)),
      button("", "Not a place", () => take(null)),
    );
    return tools;
  }

  /* Shows what geo/page/inspector.py answered, or nothing. */
  function show(/** @type {Asked | null} */ asked) {
    shown = asked;
    node.hidden = !asked;
    node.replaceChildren();
    if (!asked) return;
    const { toponym, place, correction, others, results } = asked;
    const head = element("header");
    const close = button("close", "×", onClose);
    close.setAttribute("aria-label", "Close");
    const title = element("h3", "", heading(toponym, place));
    title.setAttribute("aria-level", "2"); // beside the documents' titles
    head.append(title, close);
    const said = element("p", "sure", sureness(asked));
    if (correction !== null) said.append(" ", button("link", "Undo", () => onAct({ type: "undo", correction })));
    node.append(head, said);
    if (place?.reasons.length) {
      const reasons = element("ul", "reasons");
      for (const reason of place.reasons) reasons.append(element("li", "", reason));
      node.append(reasons);
    }
    if (others.length)
      node.append(
        subheading(place ? "It could also be" : "It could be"),
        candidatesNode(others, "candidates", take),
      );
    node.append(searchNode(asked, (text) => onAct({ type: "search", text })));
    if (results)
      node.append(
        results.length
          ? candidatesNode(results, "candidates found", take)
          : element("p", "sure", "No place is known by this name."),
      );
    node.append(toolsNode(toponym));
  }

  return {
    node,
    show,
    /** The point that the map was asked for. */
    set: (/** @type {{ lat: number, lon: number }} */ { lat, lon }) => {
      if (shown) onAct({ type: "set", ...shown.about, lat, lon, scope: reach });
    },
    focus: (/** @type {string} */ id) => {
      const candidate = node.querySelector(`[data-place="${CSS.escape(id)}"]`);
      if (candidate instanceof HTMLElement) candidate.focus();
    },
  };
}
