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

const inside = (/** @type {ScreenBox} */ [left, top, right, bottom], /** @type {L.Bounds} */ view) =>
  view.contains([left, top]) && view.contains([right, bottom]);

/**
 * The same boxes, and more of them above and below: for a name that has to stand somewhere.
 * @param {Label} label
 * @param {number} width
 * @returns {ScreenBox[]}
 */
function boxesFurther(label, width) {
  const [right, left] = boxesAround(label, width);
  const steps = [1, -1, 2, -2, 3, -3, 4, -4].map((step) => step * HEIGHT);
  const further = steps.flatMap((by) =>
    [right, left].map((box) => /** @type {ScreenBox} */ ([box[0], box[1] + by, box[2], box[3] + by])),
  );
  return [...boxesAround(label, width), ...further];
}

export class Labels extends L.LayerGroup {
  /**
   * Names the spots, and before them those of `first`, which are named even where little room is left; gives
   * the boxes that markers and names take.
   * @param {L.Map} map
   * @param {import("./arranging.js").Spot[]} spots
   * @param {Label[]} first
   * @returns {ScreenBox[]}
   */
  show(map, spots, first) {
    this.clearLayers();
    /** @type {ScreenBox[]} */
    const taken = [...spots, ...first].map(({ spot, r }) => [spot.x - r, spot.y - r, spot.x + r, spot.y + r]);
    const view = map.getPixelBounds();
    const alone = spots.filter(({ places }) => places.length === 1);
    alone.sort((a, b) => b.places[0].count - a.places[0].count);
    const named = alone.map(({ spot, r, places: [{ name, reading }] }) => ({ name, look: reading, spot, r }));
    for (const label of [...first, ...named]) {
      const needed = first.includes(label);
      const boxes = (needed ? boxesFurther : boxesAround)(label, widthOf(label.name, FONT));
      const free = boxes.filter((one) => !taken.some((other) => overlap(one, other)));
      const box = needed ? (free.find((one) => inside(one, view)) ?? free[0] ?? boxes[0]) : free[0];
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
