/* Countries, and whatever else came with an outline, as quiet areas beneath the markers. */
import { areaLook } from "./looks.js";

export const Areas = L.LayerGroup.extend({
  onAdd(map) {
    L.LayerGroup.prototype.onAdd.call(this, map);
    this.byId = new Map();
    this.renderer = L.svg({ pane: "areas", padding: 0.3 });
  },

  show(places, current, onChoose) {
    this.clearLayers();
    this.byId.clear();
    for (const place of places) {
      const country = place.kind === "country" && this._map.datelineCountries?.get(place.country);
      const outline = place.shape || (country && country.geometry);
      if (!outline) continue;
      const area = L.geoJSON(outline, {
        pane: "areas",
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
  },

  restyle(place, current) {
    this.byId.get(place.id)?.setStyle(areaLook(place, current));
  },
});
