/* Where a place is drawn: the world is cut in the Bering Strait, as in the basemap, so that Russia is whole. */

const WORLD_WEST = -169;

export const drawnLon = (/** @type {number} */ lon) => (lon < WORLD_WEST ? lon + 360 : lon);
export const at = (/** @type {{ lat: number, lon: number }} */ place) => L.latLng(place.lat, drawnLon(place.lon));
