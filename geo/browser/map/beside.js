/* Where a popup stands: over its place or under it, and moved aside at the map's edge, so that the map
 * itself only moves where there is no room at all. */

const WIDTH = 340; // pixels, as all here
const TIP = 20; // the arrow, as high as leaflet.css has it
const MARGIN = 16;
const CONTROLS = 56; // the height of the controls above: the popup's cross lies under no button
const LEAST_TIP = 28; // the arrow keeps so far from the popup's corners

/**
 * Opens a popup with `content` at a point, `r` pixels from it; `fill` completes the content once it is there.
 * @param {L.Map} map
 * @param {L.LatLng} latlng
 * @param {HTMLElement} content
 * @param {number} r
 * @param {() => void} [fill]
 */
export function openBeside(map, latlng, content, r, fill) {
  const width = Math.min(WIDTH, map.getSize().x - 2 * MARGIN);
  const popup = L.popup({
    maxWidth: width,
    minWidth: width,
    autoPan: false,
    autoPanPaddingTopLeft: [MARGIN, CONTROLS],
    autoPanPaddingBottomRight: [MARGIN, MARGIN],
  });
  popup.setLatLng(latlng).setContent(content).openOn(map);
  fill?.();
  settleBeside(map, popup, r);
  return popup;
}

/**
 * Puts an open popup where there is room for it, on a map that may have moved.
 * @param {L.Map} map
 * @param {L.Popup} popup
 * @param {number} r
 */
export function settleBeside(map, popup, r) {
  const box = popup.getElement();
  const latlng = popup.getLatLng();
  if (!box || !latlng) return;
  const { y, aside } = offsetOf(map, latlng, box.offsetWidth, box.offsetHeight, r);
  box.classList.toggle("under", y > 0);
  box.style.setProperty("--aside", `${aside}px`);
  popup.options.offset = [aside, y];
  popup.options.autoPan = true;
  popup.update();
}

/**
 * @param {L.Map} map
 * @param {L.LatLng} latlng
 * @param {number} width
 * @param {number} height
 * @param {number} r
 */
function offsetOf(map, latlng, width, height, r) {
  const room = map.getSize();
  const point = map.latLngToContainerPoint(latlng);
  const gap = Math.max(r - TIP / 2, 4);
  const over = point.y - gap - TIP - height - CONTROLS;
  const under = room.y - (point.y + gap + TIP + height) - MARGIN;
  const left = point.x - width / 2;
  const inwards = left < MARGIN ? MARGIN - left : Math.min(room.x - MARGIN - width - left, 0);
  const most = width / 2 - LEAST_TIP;
  return {
    y: over < 0 && under > over ? gap + 2 * TIP + height : -gap,
    aside: Math.round(Math.max(-most, Math.min(inwards, most))),
  };
}
