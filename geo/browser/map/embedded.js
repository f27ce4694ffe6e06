/* What a map in a frame owes to the page around it: a focus that does not scroll the page, a name, and calm
 * where the reader wishes for it. */

import { narrow } from "../narrow.js";

const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");

/* The window of the page, also from inside the map's frame. */
function pageWindow() {
  return window.frameElement?.ownerDocument.defaultView ?? window;
}

/** @param {L.Map} map */
export function embed(map) {
  const container = map.getContainer();
  // Leaflet focuses its container at every mouse-down; the page must not scroll between that and the click.
  container.focus = (options) => HTMLElement.prototype.focus.call(container, { ...options, preventScroll: true });
  const frame = window.frameElement;
  if (frame) frame.setAttribute("title", "Map of the places");
  document.title = "Map of the places";
  for (const meta of document.querySelectorAll("meta[name=viewport]"))
    meta.setAttribute("content", "width=device-width, initial-scale=1"); // it may be zoomed
  calm(map);
  CALM.addEventListener("change", () => calm(map));
}

/** Shows the map where the list or the text was scrolled away from it. */
export function bringFrameIntoView() {
  const frame = window.frameElement;
  if (!frame || narrow.matches) return;
  const { top, bottom, height } = frame.getBoundingClientRect();
  const seen = Math.min(bottom, pageWindow().innerHeight) - Math.max(top, 0);
  if (seen < height / 2) frame.scrollIntoView({ block: "nearest" });
}

/* Every way in which Leaflet moves by itself, switched off or on again. */
function calm(/** @type {any} */ map) {
  const still = CALM.matches;
  map.options.inertia = map.options.zoomAnimation = map.options.markerZoomAnimation = !still;
  map._zoomAnimated = !still && L.Browser.any3d;
  if (still) map.panBy = (/** @type {L.PointExpression} */ by) => L.Map.prototype.panBy.call(map, by, { animate: false });
  else delete map.panBy;
}
