/* Countries, and whatever else came with an outline, as quiet areas beneath the markers. */
import { areaLook } from "./looks.js";
import { world } from "./state.js";

export class Areas extends L.LayerGroup {
  /** @type {Map<string, L.GeoJSON>} */
  byId = new Map();
  renderer = L.svg({ pane: "areas", padding: 0.3 });

  /**
   * @param {Place[]} places
   * @param {string | null} current
   * @param {(place: Place, latlng: L.LatLng) => void} onChoose
   */
  show(places, current, onChoose) {
    this.clearLayers();
    this.byId.clear();
    for (const place of places) {
      const country = place.kind === "country" && world.countries?.get(place.country ?? "");
      const outline = place.shape || (country && country.geometry);
      if (!outline) continue;
      const area = L.geoJSON(outline, {
        pane: "areas",
        // @ts-expect-error Leaflet hands these on to each path, and its types do not say so
        renderer: this.renderer,
        className: `area ${place.reading}`,
        style: areaLook(place, place.id === current),
      });
      area.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        onChoose(place, event.latlng);
      });
      this.byId.set(place.id, area.addTo(this));
    }
  }

  /**
   * @param {Place} place
   * @param {boolean} current
   */
  restyle(place, current) {
    this.byId.get(place.id)?.setStyle(areaLook(place, current));
  }
}
