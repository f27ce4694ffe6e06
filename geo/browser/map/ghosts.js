/* The runners-up of a mention, where they would be. */
import { element } from "../dom.js";
import { at } from "./coordinates.js";
import { ghostLook } from "./looks.js";

/* Draws them into `group`, beside the place `here` that was chosen; the map moves only when it must. */
export function showGhosts(map, group, places, here, onChoose) {
  group.clearLayers();
  for (const place of places)
    L.circleMarker(at(place), ghostLook())
      .bindTooltip(() => element("span", "", `${place.name}, ${place.what}`), { direction: "top" })
      .on("click", () => onChoose(place))
      .addTo(group);
  if (!places.length) return;
  const bounds = L.latLngBounds(places.map(at));
  if (here) bounds.extend(at(here));
  if (!map.getBounds().contains(bounds))
    map.fitBounds(bounds, { padding: [60, 60], maxZoom: map.getZoom(), animate: false });
}
