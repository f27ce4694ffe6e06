/* What the map's frame calls: `dateline.basemap(map, options)` and `dateline.places(payload, options).addTo(map)`.
 *
 * The format of the payload is that of geo/mapping/payload.py. assets.py serves this file and what it
 * imports as one script.
 */
import { basemap } from "./map/basemap.js";
import { Places } from "./map/places.js";

window.dateline = { basemap, places: (payload, options) => new Places(payload, options) };
