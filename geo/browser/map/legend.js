/* The legend is the switch: what a reader hides is gone from the map, not from the text. */
import { number } from "../counting.js";
import { button, element } from "../dom.js";
import { state } from "./state.js";

/** @type {[Reading, string, string][]} */
const SWITCHES = [
  ["literal", "Where it happens", "Filled: something is or happens there"],
  ["metonymic", "Who is meant", "Hollow: only named for its government, team or people"],
  ["demonym", "Nationalities", "Faint: only named by a people or an adjective, as in “a Turkish official”"],
];

export class Legend extends L.Control {
  /**
   * @param {Place[]} places
   * @param {() => void} onSwitch
   */
  constructor(places, onSwitch) {
    super({ position: "bottomleft" });
    this.places = places;
    this.onSwitch = onSwitch;
  }

  onAdd() {
    const { places, onSwitch } = this;
    const box = element("div", "leaflet-bar legend");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "What the map shows");
    for (const [reading, title, hint] of SWITCHES) {
      const count = places.filter((place) => place.reading === reading).length;
      if (!count) continue;
      const row = button(reading);
      row.title = hint;
      row.append(element("span", "sign"), element("span", "", title), element("span", "count", number(count)));
      row.setAttribute("aria-pressed", String(state.shown[reading]));
      row.addEventListener("click", () => {
        state.shown[reading] = !state.shown[reading];
        row.setAttribute("aria-pressed", String(state.shown[reading]));
        onSwitch();
      });
      box.append(row);
    }
    if (places.some((place) => place.sure === "doubtful")) {
      const row = element("p", "doubtful");
      row.append(element("span", "sign"), element("span", "", "Doubtful"));
      box.append(row);
    }
    L.DomEvent.disableClickPropagation(box);
    return box;
  }
}
