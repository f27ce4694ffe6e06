/* What stands on the map: a marker for each place that stands alone, a bubble for several. */
import { counted, number, times } from "../counting.js";
import { button, element } from "../dom.js";
import { bubbleSize } from "./arranging.js";
import { at } from "./coordinates.js";
import { markerLook, radius } from "./looks.js";

/**
 * Call `addressed` once it is on the map.
 * @param {Place} place
 * @param {L.LatLng} latlng
 * @param {{ renderer: L.Renderer, current: boolean, onChoose: () => void }} options
 */
export function markerOf(place, latlng, { renderer, current, onChoose }) {
  const marker = L.circleMarker(latlng, {
    ...markerLook(place, current),
    renderer,
    className: `place ${place.reading} ${place.sure}`,
    bubblingMouseEvents: false,
  });
  marker.bindTooltip(() => element("span", "", place.name), { direction: "top", offset: [0, -radius(place)] });
  marker.on("click", onChoose);
  return marker;
}

/**
 * Lets a marker be found and pressed without a mouse.
 * @param {L.CircleMarker} marker
 * @param {Place} place
 * @param {() => void} onPress
 */
export function addressed(marker, place, onPress) {
  const path = /** @type {SVGElement | undefined} */ (marker.getElement());
  if (!path) return;
  path.dataset.place = place.id;
  path.setAttribute("role", "button");
  path.setAttribute("aria-label", `${place.name}, ${place.what}, named ${times(place.count)}`);
  path.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onPress();
  });
}

/**
 * Tab stops at the markers in view, and at no others.
 * @param {L.Map} map
 * @param {Iterable<L.CircleMarker>} markers
 */
export function stopAtVisible(map, markers) {
  const view = map.getBounds();
  for (const marker of markers)
    marker.getElement()?.setAttribute("tabindex", view.contains(marker.getLatLng()) ? "0" : "-1");
}

/**
 * @param {Place[]} places
 * @param {L.LatLng} latlng
 * @param {() => void} onPress
 */
export function bubbleOf(places, latlng, onPress) {
  const size = bubbleSize(places.length);
  const face = button("", number(places.length));
  face.setAttribute("aria-label", `${counted(places.length, "place")}: look closer`);
  const icon = L.divIcon({ className: "bubble", html: face, iconSize: [size, size] });
  return L.marker(latlng, { icon, keyboard: false }).on("click", onPress);
}

/**
 * Zooms to the places of a bubble; false where they lie at one point, or the map shows no more.
 * @param {L.Map} map
 * @param {Place[]} places
 */
export function lookCloser(map, places) {
  const bounds = L.latLngBounds(places.map(at));
  if (bounds.getNorthEast().equals(bounds.getSouthWest()) || map.getZoom() >= map.getMaxZoom()) return false;
  map.fitBounds(bounds, { padding: [48, 48], maxZoom: map.getZoom() + 4 });
  return true;
}
