/* The detailed world beneath the places: vector tiles out of one static file, drawn in the page's colours. */
import { palette } from "./theme.js";

const NEAR = 4; // nearer than this the simple world's straight coasts show
const DEEPEST = 7; // zoom of the file's finest tiles; nearer views enlarge them

/* How wide a line is, in pixels, by zoom: from `least` at `NEAR` to `most` seven steps nearer. */
const growing = (/** @type {number} */ least, /** @type {number} */ most) => (/** @type {number} */ zoom) => least + (most - least) * Math.min(1, Math.max(0, (zoom - NEAR) / 7));

function paintRules() {
  const { PolygonSymbolizer, LineSymbolizer } = protomapsL;
  /**
   * @param {string} dataLayer
   * @param {string} color
   * @param {number | ((zoom: number) => number)} lineWidth
   * @param {{ style?: object, rule?: object }} extra
   */
  const line = (dataLayer, color, lineWidth, extra = {}) => ({
    dataLayer,
    symbolizer: new LineSymbolizer({ color, width: lineWidth, ...extra.style }),
    ...extra.rule,
  });
  return [
    // The stroke closes the hairlines between the pieces that the land is cut into.
    { dataLayer: "land", symbolizer: new PolygonSymbolizer({ fill: palette.land, stroke: palette.land, width: 1 }) },
    { dataLayer: "lakes", symbolizer: new PolygonSymbolizer({ fill: palette.sea }) },
    line("rivers", palette.river, growing(0.4, 1.6)),
    line("coast", palette.coast, growing(0.5, 1.1)),
    line("counties", palette.border, 0.5, { style: { dash: [1, 2] }, rule: { minzoom: 7 } }),
    line("regions", palette.border, growing(0.5, 1), { style: { dash: [3, 2] } }),
    line("borders", palette.frontier, growing(0.8, 1.8)),
  ];
}

/**
 * Adds the tiles at `url` above the simple world, which shows until they are drawn.
 * @param {L.Map} map
 * @param {string} url
 */
export function worldTiles(map, url) {
  map.createPane("detail").style.zIndex = "160"; // between the simple world and the areas
  const layer = protomapsL.leafletLayer({
    url,
    pane: "detail",
    maxDataZoom: DEEPEST,
    attribution: "",
    backgroundColor: palette.sea,
    paintRules: paintRules(),
    labelRules: [],
  });
  // A layer's own `minZoom` would be the map's. Near, the tinted areas' coarse outlines would stand beside the coast.
  const place = () => {
    const near = map.getZoom() >= NEAR;
    if (near) layer.addTo(map);
    else layer.remove();
    map.getPane("areas")?.classList.toggle("near", near);
  };
  map.on("zoomend", place);
  map.whenReady(place);
  window.addEventListener("dateline-theme", () => {
    layer.backgroundColor = palette.sea;
    layer.paintRules = paintRules();
    layer.rerenderTiles();
  });
  return layer;
}
