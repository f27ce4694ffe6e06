/* Names beside the markers that stand alone, the most named first, each only where it hides nothing.
 * For the eye only: a marker says its name to a screen reader itself. */
import { element } from "../dom.js";
import { overlap, widthOf } from "./boxes.js";

const FONT = "600 12px sans-serif"; // about as wide as map.css has it
const HEIGHT = 15; // pixels
const GAP = 3;

/* Where a name may stand around a marker: right, left, above, below. */
function boxesAround({ spot, r }, width) {
  const [half, reach] = [HEIGHT / 2, r + GAP];
  return [
    [spot.x + reach, spot.y - half, spot.x + reach + width, spot.y + half],
    [spot.x - reach - width, spot.y - half, spot.x - reach, spot.y + half],
    [spot.x - width / 2, spot.y - reach - HEIGHT, spot.x + width / 2, spot.y - reach],
    [spot.x - width / 2, spot.y + reach, spot.x + width / 2, spot.y + reach + HEIGHT],
  ];
}

export const Labels = L.LayerGroup.extend({
  /* Names the spots; gives the boxes that markers and names take. */
  show(map, spots) {
    this.clearLayers();
    const taken = spots.map(({ spot, r }) => [spot.x - r, spot.y - r, spot.x + r, spot.y + r]);
    const alone = spots.filter(({ places }) => places.length === 1);
    alone.sort((a, b) => b.places[0].count - a.places[0].count);
    for (const each of alone) {
      const { name, reading } = each.places[0];
      const box = boxesAround(each, widthOf(name, FONT)).find((one) => !taken.some((other) => overlap(one, other)));
      if (!box) continue;
      taken.push(box);
      const icon = L.divIcon({
        className: `place-name ${reading}`,
        html: element("span", "", name),
        iconSize: [0, 0],
      });
      const middle = map.unproject([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
      L.marker(middle, { pane: "names", interactive: false, keyboard: false, icon }).addTo(this);
    }
    return taken;
  },
});
