/* How places look: size by mentions, fill by reading, dashes where the place is doubtful. */
import { palette } from "./theme.js";

export const radius = (/** @type {{ count: number }} */ place) => Math.min(6 + 2.4 * Math.sqrt(place.count - 1), 20);

/* What holds the name of an approximate place: the ring around it is the place. */
const SMALL = 4;

/**
 * @param {Place} place
 * @param {boolean} current
 * @returns {L.CircleMarkerOptions}
 */
export function markerLook(place, current) {
  const accent = palette.accent;
  const hollow = place.reading !== "literal";
  const doubtful = place.sure === "doubtful" || place.approximate !== null;
  return {
    radius: place.approximate === null ? radius(place) : SMALL,
    color: hollow || doubtful ? accent : palette.paper,
    weight: current ? 4 : hollow ? 2.5 : 1.5,
    opacity: 1,
    dashArray: doubtful ? "3 3" : undefined,
    fillColor: hollow ? palette.paper : accent,
    fillOpacity: doubtful ? 0.35 : hollow ? 0.75 : 0.85,
  };
}

/**
 * @param {Place} place
 * @param {boolean} current
 * @returns {L.PathOptions}
 */
export function areaLook(place, current) {
  const meant = place.reading !== "literal";
  return {
    color: palette.accent,
    weight: current ? 1.5 : 0.8,
    opacity: current ? 0.9 : 0.45,
    dashArray: meant ? "4 4" : undefined,
    fillColor: palette.accent,
    fillOpacity: (meant ? 0.03 : 0.07) + (current ? 0.06 : 0),
  };
}

/* The line from a marker that stepped aside to its point. */
export const tieLook = () => ({ interactive: false, color: palette.accent, weight: 1, opacity: 0.7 });

export const GHOST_RADIUS = 8;

export const ghostLook = () => ({
  radius: GHOST_RADIUS,
  color: palette.soft,
  weight: 2,
  dashArray: "2 4",
  fillColor: palette.paper,
  fillOpacity: 0.6,
  className: "ghost",
  bubblingMouseEvents: false,
});
