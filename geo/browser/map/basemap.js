/* The vector world beneath the places: countries as a static file, no network. */
import { embed } from "./embedded.js";
import { Names } from "./names.js";
import { world } from "./state.js";
import { printWhole } from "./printing.js";
import { streets } from "./streets.js";
import { palette } from "./theme.js";
import { worldTiles } from "./tiles.js";

const countryStyle = () => ({
  color: palette.border,
  weight: 0.7,
  fillColor: palette.land,
  fillOpacity: 1,
});

/* The places stand on the map before the world under them is drawn, which takes a quarter of a second. */
const afterPaint = (/** @type {World} */ data) =>
  /** @type {Promise<World>} */ (
    new Promise((done) => {
      const timer = setTimeout(() => done(data), 500); // a page in the background is not painted
      requestAnimationFrame(() => {
        clearTimeout(timer);
        setTimeout(() => done(data));
      });
    })
  );

/**
 * `options`: the world itself or its `url`, `attribution`, and where there are any `fonts`, the `detail` of
 * nearer views and street `tiles`.
 * @param {L.Map} map
 * @param {BasemapOptions} options
 */
export function basemap(map, options) {
  embed(map);
  printWhole(map);
  map.attributionControl.setPrefix("Leaflet");
  map.createPane("basemap").style.zIndex = "150"; // beneath the tiles' 200
  map.createPane("areas").style.zIndex = "240";
  const pane = map.createPane("names");
  pane.style.zIndex = "250";
  pane.style.pointerEvents = "none";
  pane.setAttribute("aria-hidden", "true"); // markers say their names themselves
  for (const font of options.fonts || [])
    document.fonts.add(new FontFace(font.family, `url(${JSON.stringify(font.url)})`, { weight: "200 900" }));
  const countries = L.geoJSON(null, {
    pane: "basemap",
    interactive: false,
    // @ts-expect-error Leaflet hands it on to each path, and its types do not say so
    renderer: L.svg({ pane: "basemap", padding: 0.5 }),
    style: countryStyle,
    attribution: options.attribution,
  }).addTo(map);
  window.addEventListener("dateline-theme", () => countries.setStyle(countryStyle));
  const names = (world.names = new Names().addTo(map));
  const draw = (/** @type {World} */ data) => {
    countries.addData(data);
    names.show(data.features);
    world.countries = new Map(data.features.map((feature) => [feature.properties.code, feature]));
    map.fire("dateline:countries");
    map.getContainer().dataset.basemap = "drawn";
  };
  if (options.world) draw(options.world);
  else if (options.url)
    fetch(options.url)
      .then((answer) => answer.json())
      .then(afterPaint)
      .then(draw)
      .catch((error) => console.error("The world map could not be read:", error));
  if (options.detail) worldTiles(map, options.detail);
  if (options.tiles) streets(map, options.tiles, names);
}
