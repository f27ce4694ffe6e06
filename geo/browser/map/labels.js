/* Names beside the markers that stand alone, the most named first, each only where it hides nothing.
 * For the eye only: a marker says its name to a screen reader itself. */
import { element } from "../dom.js";
import { overlap, widthOf } from "./boxes.js";

/** @typedef {import("./boxes.js").ScreenBox} ScreenBox */
/** A name, its looks, and where it belongs. @typedef {{ name: string, look: string, spot: L.Point, r: number }} Label */

const FONT = "600 12px sans-serif"; // about as wide as map.css has it
const HEIGHT = 15; // pixels
const GAP = 3;

/**
 * Where a name may stand around a marker: right, left, above, below.
 * @param {Label} label
 * @param {number} width
 * @returns {ScreenBox[]}
 */
function boxesAround({ spot, r }, width) {
  const [half, reach] = [HEIGHT / 2, r + GAP];
  return [
    [spot.x + reach, spot.y - half, spot.x + reach + width, spot.y + half],
    [spot.x - reach - width, spot.y - half, spot.x - reach, spot.y + half],
    [spot.x - width / 2, spot.y - reach - HEIGHT, spot.x + width / 2, spot.y - reach],
    [spot.x - width / 2, spot.y + reach, spot.x + width / 2, spot.y + reach + HEIGHT],
  ];
}

export class Labels extends L.LayerGroup {
  /**
   * Names the spots, and before them those of `first`, each of which is named whatever it hides; gives the
   * boxes that markers and names take.
   * @param {L.Map} map
   * @param {import("./arranging.js").Spot[]} spots
   * @param {Label[]} first
   * @returns {ScreenBox[]}
   */
  show(map, spots, first) {
    this.clearLayers();
    /** @type {ScreenBox[]} */
    const taken = [...spots, ...first].map(({ spot, r }) => [spot.x - r, spot.y - r, spot.x + r, spot.y + r]);
    const alone = spots.filter(({ places }) => places.length === 1);
    alone.sort((a, b) => b.places[0].count - a.places[0].count);
    const named = alone.map(({ spot, r, places: [{ name, reading }] }) => ({ name, look: reading, spot, r }));
    for (const label of [...first, ...named]) {
      const boxes = boxesAround(label, widthOf(label.name, FONT));
      const free = boxes.find((one) => !taken.some((other) => overlap(one, other)));
      const box = free ?? (first.includes(label) ? boxes[0] : null);
      if (!box) continue;
      taken.push(box);
      const icon = L.divIcon({
        className: `place-name ${label.look}`,
        html: element("span", "", label.name),
        iconSize: [0, 0],
      });
      const middle = map.unproject([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
      L.marker(middle, { pane: "names", interactive: false, keyboard: false, icon }).addTo(this);
    }
    return taken;
  }
}
