/* The runners-up of a mention, where they would be. */
import { at } from "./coordinates.js";
import { GHOST_RADIUS, ghostLook } from "./looks.js";

/** @typedef {import("../messages.js").Ghost} Ghost */

const AROUND = 60; // pixels around them
const LEAST_STEP = 0.75; // zoom levels further out, where a popup would push them out of view
const STEPS_OUT = 4;

const titleOf = (/** @type {Ghost} */ { name, what, where }) => `${name}, ${where || what}`;

export class Ghosts extends L.LayerGroup {
  /** @type {Ghost[]} */
  places = [];

  /**
   * @param {Ghost[]} places
   * @param {(place: Ghost) => void} onChoose
   */
  show(places, onChoose) {
    this.places = places;
    this.clearLayers();
    for (const place of places)
      L.circleMarker(at(place), ghostLook())
        .on("click", () => onChoose(place))
        .addTo(this);
  }

  /**
   * What the map writes beside them.
   * @param {L.Map} map
   * @returns {import("./labels.js").Label[]}
   */
  labels(map) {
    return this.places.map((place) => ({
      name: titleOf(place),
      look: "ghost-name",
      spot: map.project(at(place)),
      r: GHOST_RADIUS,
    }));
  }

  /**
   * Brings them into view with `here`, the place that was chosen. The map moves only when it must, never
   * closer, and further out until `settle` has put the popup where it hides none of them from the view.
   * @param {L.Map} map
   * @param {Place | undefined} here
   * @param {() => void} settle
   */
  frame(map, here, settle) {
    if (!this.places.length) return;
    const bounds = L.latLngBounds(this.places.map(at));
    if (here) bounds.extend(at(here));
    let zoom = map.getZoom();
    for (let tries = 0; tries < STEPS_OUT && !map.getBounds().contains(bounds); tries++) {
      map.fitBounds(bounds, { padding: [AROUND, AROUND], maxZoom: zoom, animate: false });
      zoom = map.getZoom() - LEAST_STEP;
      settle();
    }
  }
}
