/* Names of countries: the larger one first, each only where it fits into its country and hides no marker. */
import { element } from "../dom.js";
import { overlap, widthOf } from "./boxes.js";

const UP_TO_ZOOM = 6;

/** @typedef {import("./boxes.js").ScreenBox} ScreenBox */

export class Names extends L.LayerGroup {
  /** @type {Country[] | null} */
  countries = null;
  /** What to keep clear of; null while no places are on the map. @type {ScreenBox[] | null} */
  boxes = null;
  /** Countries that a place names already. @type {Set<string | null>} */
  codes = new Set();

  /** @param {CountryFeature[]} features */
  show(features) {
    this.countries = features
      .map((feature) => feature.properties)
      .filter((country) => country.name)
      .sort((a, b) => b.area - a.area);
    this.arrange();
  }

  /** @param {L.Map} map */
  onAdd(map) {
    super.onAdd(map);
    map.on("zoomend", this.arrangeAlone, this);
    this.arrange();
    return this;
  }

  /** @param {L.Map} map */
  onRemove(map) {
    map.off("zoomend", this.arrangeAlone, this);
    return super.onRemove(map);
  }

  /**
   * Keep clear of these boxes, in pixels of the current zoom, and leave out the countries of these codes.
   * @param {ScreenBox[] | null} boxes
   * @param {Set<string | null>} codes
   */
  avoid(boxes, codes = new Set()) {
    this.boxes = boxes;
    this.codes = codes;
    this.arrange();
  }

  arrangeAlone() {
    if (!this.boxes) this.arrange(); // with places on the map their layer says when
  }

  arrange() {
    this.clearLayers();
    const map = this._map; // null while the layer is off
    if (!map || !this.countries || map.getZoom() > UP_TO_ZOOM) return;
    const pixelsPerDegree = (256 * 2 ** map.getZoom()) / 360;
    const taken = [...(this.boxes || [])];
    for (const country of this.countries) {
      if (this.boxes && this.codes.has(country.code)) continue;
      const large = country.area > 150;
      const width = widthOf(country.name, `${large ? 13 : 11}px sans-serif`);
      if (country.room * pixelsPerDegree < width * 0.8) continue;
      const point = map.project([country.at[1], country.at[0]]);
      /** @type {ScreenBox} */
      const box = [point.x - width / 2 - 4, point.y - 9, point.x + width / 2 + 4, point.y + 9];
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      L.marker([country.at[1], country.at[0]], {
        pane: "names",
        interactive: false,
        keyboard: false,
        icon: L.divIcon({
          className: "country-name" + (large ? " country-name--large" : ""),
          html: element("span", "", country.name),
          iconSize: [0, 0],
        }),
      }).addTo(this);
    }
  }
}
