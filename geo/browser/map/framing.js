/* The first view. Where the places are says geo/mapping/framing.py; here it is fitted between the controls. */

const PADDING = 32; // pixels
const CLOSEST = 9; // the vector world is coarse: without streets there is nothing to see closer by

/**
 * Shows the box; `spots` gives the visible places' points, none of which is to lie under the legend. Fits
 * again when the frame or its style comes to change, until the reader moves the map. Gives what ends
 * this, and whether the map still stands as it was fitted.
 * @param {L.Map} map
 * @param {Box} box
 * @param {() => L.LatLng[]} spots
 * @param {HTMLElement} legend
 */
export function frame(map, [west, south, east, north], spots, legend) {
  const bounds = L.latLngBounds([south, west], [north, east]);
  /** @type {HTMLLinkElement[]} */
  const links = [...document.querySelectorAll(/** @type {"link"} */ ("link[rel=stylesheet]"))];
  const sheets = links.filter((link) => !link.sheet);
  /** @type {{ zoom: number, centre: L.LatLng } | null} */
  let fitted = null;
  const stop = () => {
    map.off("resize", fit);
    for (const link of sheets) link.removeEventListener("load", onStyle);
  };
  const fit = () => {
    if (fitted && wasMoved(map, fitted)) {
      stop();
      return;
    }
    fitBetween(map, bounds, [0, 0]);
    const corner = cornerOf(map, legend);
    if (corner && spots().some((spot) => isUnder(map, spot, corner))) {
      /** @type {[number, number][]} */
      const ways = [
        [corner.x, 0],
        [0, corner.y],
      ];
      const [closest] = ways.sort((a, b) => zoomBetween(map, bounds, b) - zoomBetween(map, bounds, a));
      fitBetween(map, bounds, closest);
    }
    fitted = { zoom: map.getZoom(), centre: map.getCenter() };
  };
  const onStyle = () => {
    map.invalidateSize();
    fit();
  };
  fit();
  map.on("resize", fit);
  for (const link of sheets) link.addEventListener("load", onStyle);
  return { stop, isUntouched: () => fitted !== null && !wasMoved(map, fitted) };
}

/**
 * A change of size alone leaves the middle where it was, but for the pixel that the map rounds it to.
 * @param {L.Map} map
 * @param {{ zoom: number, centre: L.LatLng }} fitted
 */
function wasMoved(map, { zoom, centre }) {
  return map.getZoom() !== zoom || map.project(centre).distanceTo(map.project(map.getCenter())) > 3;
}

/**
 * How much of the map's lower left corner the legend takes; null while it has no style yet.
 * @param {L.Map} map
 * @param {HTMLElement} legend
 */
function cornerOf(map, legend) {
  const size = map.getSize();
  const corner = L.point(legend.offsetWidth + PADDING, legend.offsetHeight + PADDING);
  return corner.x < size.x * 0.7 && corner.y < size.y * 0.5 ? corner : null;
}

/**
 * @param {L.Map} map
 * @param {L.LatLng} latlng
 * @param {L.Point} corner
 */
function isUnder(map, latlng, corner) {
  const point = map.latLngToContainerPoint(latlng);
  return point.x < corner.x && point.y > map.getSize().y - corner.y;
}

/**
 * @param {L.Map} map
 * @param {L.LatLngBounds} bounds
 * @param {[number, number]} room left and below, in pixels
 */
function zoomBetween(map, bounds, [left, bottom]) {
  return map.getBoundsZoom(bounds, false, L.point(PADDING + Math.max(PADDING, left), PADDING + Math.max(PADDING, bottom)));
}

/**
 * @param {L.Map} map
 * @param {L.LatLngBounds} bounds
 * @param {[number, number]} room left and below, in pixels
 */
function fitBetween(map, bounds, [left, bottom]) {
  map.fitBounds(bounds, {
    paddingTopLeft: [Math.max(PADDING, left), PADDING],
    paddingBottomRight: [PADDING, Math.max(PADDING, bottom)],
    maxZoom: CLOSEST,
    animate: false,
  });
}
