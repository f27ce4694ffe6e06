/* Which places stand where, so that none hides another. Both ways give what to draw, each with its key
 * and, in pixels of the current zoom, its home, its spot and its radius; nothing here touches the page. */
import { at } from "./coordinates.js";
import { radius } from "./looks.js";

export const SPREAD_LIMIT = 150; // up to so many places stand apart, more are gathered
const CROWD = 8; // where more places than this would have to step aside, they are gathered
const CELL = 56; // pixels: places closer than this are gathered
const RINGS = 48; // pixels: no place steps further aside

export const bubbleSize = (count) => Math.min(26 + 4 * Math.log2(count), 60);

/* Each place on its own: those that would hide another step aside.
 * Where too many would have to, none does: the answer is null, and they are to be gathered. */
export function spread(map, places) {
  const zoom = map.getZoom();
  const spots = [];
  let aside = 0;
  for (const place of places) {
    const home = map.project(at(place));
    const r = radius(place);
    const free = (point) => spots.every((other) => point.distanceTo(other.spot) > other.r + r + 1);
    let spot = home;
    search: for (let ring = 0; ring <= RINGS; ring += 4) {
      for (let step = 0; step < (ring ? 16 : 1); step++) {
        const angle = (step * Math.PI) / 8 - Math.PI / 2;
        spot = home.add([ring * Math.cos(angle), ring * Math.sin(angle)]);
        if (free(spot)) break search;
      }
    }
    if (spot.distanceTo(home) > 12 && ++aside > CROWD) return null;
    spots.push({ key: `${zoom}:${place.id}`, places: [place], home, spot, r });
  }
  return spots;
}

/* Those that share a cell of the screen become one; the chosen place is never lost in a crowd.
 * The cells lie fast on the world: on a map that is moved they stay what they are. */
export function gather(map, places, current) {
  const zoom = map.getZoom();
  const view = map.getPixelBounds();
  const margin = view.getSize().multiplyBy(0.3);
  const [min, max] = [view.min.subtract(margin), view.max.add(margin)];
  const cells = new Map();
  for (const place of places) {
    const { x, y } = projected(map, place, zoom);
    if (x < min.x || x > max.x || y < min.y || y > max.y) continue;
    const key = place.id === current ? current : `${Math.floor(x / CELL)}:${Math.floor(y / CELL)}`;
    const cell = cells.get(key);
    if (cell) {
      cell.places.push(place);
      cell.x += x;
      cell.y += y;
    } else cells.set(key, { key, places: [place], x, y });
  }
  return [...cells.values()].map(({ key, places, x, y }) => {
    const count = places.length;
    const spot = L.point(x / count, y / count);
    const r = count === 1 ? radius(places[0]) : bubbleSize(count) / 2;
    return { key: `${zoom}:${key}:${count}`, places, home: spot, spot, r };
  });
}

/* Thousands are projected at every move: by one multiplication each. */
function projected(map, place, zoom) {
  place.unit ??= map.project(at(place), 0);
  const scale = 2 ** zoom;
  return { x: place.unit.x * scale, y: place.unit.y * scale };
}
