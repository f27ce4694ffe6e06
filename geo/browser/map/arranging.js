/* Which places stand where, so that none hides another. Both ways give what to draw, each with its key
 * and, in pixels of the current zoom, its home, its spot and its radius; nothing here touches the page. */
import { at } from "./coordinates.js";
import { radius } from "./looks.js";

/**
 * What stands at one spot.
 * @typedef {{ key: string, places: Place[], home: L.Point, spot: L.Point, r: number }} Spot
 */

export const SPREAD_LIMIT = 150; // at most this many places stand apart; more are gathered
const CROWD = 8; // where more places than this would have to step aside, they are gathered
const CELL = 56; // pixels: places closer than this are gathered
const OVERLAP = 1.3; // radii: nearer than this to the larger, a bubble is taken up
const RINGS = 48; // pixels: no place steps further aside

export const bubbleSize = (/** @type {number} */ count) => Math.min(26 + 4 * Math.log2(count), 60);

/**
 * Each place on its own: those that would hide another step aside.
 * Where too many would have to, none does: the answer is null, and they are to be gathered.
 * @param {L.Map} map
 * @param {Place[]} places
 * @returns {Spot[] | null}
 */
export function spread(map, places) {
  const zoom = map.getZoom();
  /** @type {Spot[]} */
  const spots = [];
  let aside = 0;
  for (const place of places) {
    const home = map.project(at(place));
    const r = radius(place);
    const free = (/** @type {L.Point} */ point) => spots.every((other) => point.distanceTo(other.spot) > other.r + r + 1);
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

/**
 * Those that share a cell of the screen become one, and bubbles that would lie over one another too; the
 * chosen place is never lost in a crowd. Cells are fixed to the world, so panning does not regroup places.
 * @param {L.Map} map
 * @param {Place[]} places
 * @param {string | null} current
 * @returns {Spot[]}
 */
export function gather(map, places, current) {
  const zoom = map.getZoom();
  const view = map.getPixelBounds();
  const margin = view.getSize().multiplyBy(0.3);
  const min = view.getTopLeft().subtract(margin);
  const max = view.getBottomRight().add(margin);
  /** @type {Map<string, Crowd>} */
  const cells = new Map();
  /** @type {Crowd | null} */
  let chosen = null;
  for (const place of places) {
    const { x, y } = projected(map, place, zoom);
    if (place.id === current) {
      chosen = { places: [place], x, y };
      continue;
    }
    if (x < min.x || x > max.x || y < min.y || y > max.y) continue;
    const key = `${Math.floor(x / CELL)}:${Math.floor(y / CELL)}`;
    const cell = cells.get(key);
    if (cell) {
      cell.places.push(place);
      cell.x += x;
      cell.y += y;
    } else cells.set(key, { places: [place], x, y });
  }
  const crowds = merged([...cells.values()].map(spotOf));
  if (chosen) crowds.push(spotOf(chosen));
  return crowds.map((crowd) => ({ ...crowd, key: `${zoom}:${crowd.places[0].id}:${crowd.places.length}` }));
}

/** Places that are gathered, and the sums of their coordinates. @typedef {{ places: Place[], x: number, y: number }} Crowd */

function spotOf(/** @type {Crowd} */ { places, x, y }) {
  const count = places.length;
  const spot = L.point(x / count, y / count);
  const r = count === 1 ? radius(places[0]) : bubbleSize(count) / 2;
  return { places, home: spot, spot, r, x, y };
}

/**
 * The larger takes up the smaller that lies half under it.
 * @param {ReturnType<typeof spotOf>[]} crowds
 */
function merged(crowds) {
  crowds.sort((a, b) => b.places.length - a.places.length);
  /** @type {ReturnType<typeof spotOf>[]} */
  const kept = [];
  for (const crowd of crowds) {
    const over = kept.findIndex(
      (other) => other.places.length > 1 && other.spot.distanceTo(crowd.spot) < Math.max(other.r, crowd.r) * OVERLAP,
    );
    if (over < 0) kept.push(crowd);
    else {
      const other = kept[over];
      const together = { places: [...other.places, ...crowd.places], x: other.x + crowd.x, y: other.y + crowd.y };
      kept[over] = spotOf(together);
    }
  }
  return kept;
}

/**
 * Thousands are projected at every move: by one multiplication each.
 * @param {L.Map} map
 * @param {Place} place
 * @param {number} zoom
 */
function projected(map, place, zoom) {
  place.unit ??= map.project(at(place), 0);
  const scale = 2 ** zoom;
  return { x: place.unit.x * scale, y: place.unit.y * scale };
}
