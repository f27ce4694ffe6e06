/* The layer of places: markers, areas, popups, and what the reader chooses here or elsewhere. */
import { openBus } from "../bus.js";
import { counted, number, times } from "../counting.js";
import { button, element } from "../dom.js";
import { Areas } from "./areas.js";
import { bubbleSize, gather, spread, SPREAD_LIMIT } from "./arranging.js";
import { openBeside } from "./beside.js";
import { at } from "./coordinates.js";
import { frame } from "./framing.js";
import { showGhosts } from "./ghosts.js";
import { Labels } from "./labels.js";
import { Legend } from "./legend.js";
import { markerLook, radius, tieLook } from "./looks.js";
import { pick } from "./picking.js";
import { choiceNode, popupNode } from "./popup.js";
import { state } from "./state.js";


/* Places come as rows under one line of names, and sentences and outlines once for all. */
function readPlaces({ names, rows }) {
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
}

export const Places = L.FeatureGroup.extend({
  /* `options`: `channel`, the bus's name; `frame`, the choice of documents, for which the map is framed once;
   * `asks`, whether popups lead to "Why here?". */
  initialize(payload, options = {}) {
    L.FeatureGroup.prototype.initialize.call(this);
    L.setOptions(this, options);
    this.data = { ...payload, places: readPlaces(payload.places) };
    this.byId = new Map(this.data.places.map((place) => [place.id, place]));
    this.few = this.data.places.length <= SPREAD_LIMIT;
    this.drawn = new Map(); // by key, what stands on the map
    this.markers = new Map(); // by place, those that stand alone
  },

  onAdd(map) {
    L.FeatureGroup.prototype.onAdd.call(this, map);
    this.map = map;
    this.renderer = L.svg({ padding: 0.5 });
    this.bus = openBus(this.options.channel);
    this.bus.listen((message) => this.hear(message));
    this.areas = new Areas().addTo(map);
    this.labels = new Labels().addTo(map);
    this.ghosts = L.layerGroup().addTo(map);
    this.legend = new Legend({ places: this.data.places, onSwitch: () => this.redraw() }).addTo(map);
    this.onTheme = () => this.redraw();
    window.addEventListener("dateline-theme", this.onTheme);
    map.on("moveend", this.arrange, this);
    map.on("dateline:countries", this.showAreas, this);
    if (!this.byId.has(state.current)) state.current = null;
    this.frame();
    this.redraw();
    if (this.byId.has(state.opened)) this.open(state.opened);
    else if (state.opened) map.closePopup();
    this.bus.send({ type: "ready" });
    map.getContainer().dataset.places = String(this.data.places.length);
  },

  onRemove(map) {
    map.off("moveend", this.arrange, this);
    map.off("dateline:countries", this.showAreas, this);
    window.removeEventListener("dateline-theme", this.onTheme);
    this.stopPicking?.();
    this.areas.remove();
    this.labels.remove();
    this.ghosts.remove();
    this.legend.remove();
    map.datelineNames?.avoid(null);
    this.bus.close();
    L.FeatureGroup.prototype.onRemove.call(this, map);
  },

  // ---------------------------------------------------------------- what is drawn

  visible() {
    return this.data.places.filter((place) => state.shown[place.reading] || place.id === state.current);
  },

  /* Show where the places are, once for each choice of documents: a reader's own view is kept otherwise. */
  frame() {
    if (state.framed === this.options.frame || !this.data.view) return;
    state.framed = this.options.frame;
    state.stopFraming?.();
    const spots = () => this.visible().map(at);
    state.stopFraming = frame(this.map, this.data.view, spots, this.legend.getContainer());
  },

  redraw() {
    this.showAreas();
    this.clear();
    this.arrange();
  },

  showAreas() {
    const places = this.visible().filter((place) => this.few || place.id === state.current);
    this.areas.show(places, state.current, (place, latlng) => this.choose(place.id, { latlng }));
  },

  clear() {
    this.apart = null; // the zoom at which all places stand apart
    this.clearLayers();
    this.drawn.clear();
    this.markers.clear();
  },

  arrange() {
    const zoom = this.map.getZoom();
    if (this.apart === zoom) return; // moved only: every place stands where it stood
    const places = this.visible();
    const spots = places.length <= SPREAD_LIMIT && spread(this.map, places);
    this.apart = spots ? zoom : null;
    const standing = spots || gather(this.map, places, state.current);
    this.draw(standing);
    const alone = standing.filter(({ places }) => places.length === 1).map(({ places }) => places[0]);
    const named = alone.filter(({ kind }) => kind === "country").map(({ country }) => country);
    this.map.datelineNames?.avoid(this.labels.show(this.map, standing), new Set(named));
  },

  /* What stands on the map already stays. */
  draw(spots) {
    const wanted = new Set(spots.map(({ key }) => key));
    for (const [key, { layers, place }] of this.drawn) {
      if (wanted.has(key)) continue;
      for (const layer of layers) this.removeLayer(layer);
      this.drawn.delete(key);
      if (place && layers.includes(this.markers.get(place.id))) this.markers.delete(place.id);
    }
    for (const { key, places, home, spot } of spots) {
      if (this.drawn.has(key)) continue;
      const latlng = this.map.unproject(spot);
      const place = places.length === 1 ? places[0] : null;
      const layers = [place ? this.marker(place, latlng) : this.bubble(places, latlng)];
      if (spot.distanceTo(home) > 3)
        layers.push(L.polyline([at(places[0]), latlng], { ...tieLook(), renderer: this.renderer }).addTo(this));
      this.drawn.set(key, { layers, place });
    }
    for (const marker of this.markers.values()) marker.bringToFront(); // over the ties
  },

  marker(place, latlng) {
    const marker = L.circleMarker(latlng, {
      ...markerLook(place, place.id === state.current),
      renderer: this.renderer,
      className: `place ${place.reading} ${place.sure}`,
      bubblingMouseEvents: false,
    });
    marker.bindTooltip(() => element("span", "", place.name), { direction: "top", offset: [0, -radius(place)] });
    marker.on("click", () => this.choose(place.id));
    this.addLayer(marker);
    this.markers.set(place.id, marker);
    const path = marker.getElement();
    path.dataset.place = place.id;
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", `${place.name}, ${place.what}, named ${times(place.count)}`);
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.choose(place.id, { focus: true });
    });
    return marker;
  },

  bubble(places, latlng) {
    const size = bubbleSize(places.length);
    const face = button("", number(places.length));
    face.setAttribute("aria-label", `${counted(places.length, "place")}: look closer`);
    const icon = L.divIcon({ className: "bubble", html: face, iconSize: [size, size] });
    const bubble = L.marker(latlng, { icon, keyboard: false });
    bubble.on("click", () => this.lookCloser(places, latlng));
    this.addLayer(bubble);
    return bubble;
  },

  lookCloser(places, latlng) {
    const bounds = L.latLngBounds(places.map(at));
    const onePoint = bounds.getNorthEast().equals(bounds.getSouthWest());
    if (onePoint || this.map.getZoom() >= this.map.getMaxZoom())
      openBeside(this.map, latlng, choiceNode(places, (place) => this.choose(place.id, { focus: true })), 0);
    else this.map.fitBounds(bounds, { padding: [48, 48], maxZoom: this.map.getZoom() + 4 });
  },

  // ---------------------------------------------------------------- what is chosen

  choose(id, options = {}) {
    this.select(id);
    this.open(id, options);
    this.bus.send({ type: "select", place: id, from: "map" });
  },

  select(id) {
    const before = state.current;
    state.current = id;
    const changed = [before, id].filter((each) => this.byId.has(each)).map((each) => this.byId.get(each));
    const hidden = changed.some((place) => !state.shown[place.reading]);
    const gathered = this.byId.has(id) && !this.markers.has(id);
    if (hidden || gathered) {
      this.redraw(); // a place that is switched off or in a crowd comes and goes with the choice
      return;
    }
    for (const place of changed) {
      this.markers.get(place.id)?.setStyle(markerLook(place, place.id === id)).bringToFront();
      this.areas.restyle(place, place.id === id);
    }
  },

  open(id, { focus = false, latlng } = {}) {
    const place = this.byId.get(id);
    const node = popupNode(this.data, place, {
      onQuote: (mention) => this.bus.send({ type: "select", place: id, mention, from: "map" }),
      onWhy: this.options.asks && (() => this.bus.send({ type: "why", place: id })),
    });
    const marker = this.markers.get(id);
    const point = latlng || marker?.getLatLng() || at(place);
    state.opened = id;
    const popup = openBeside(this.map, point, node, marker && !latlng ? radius(place) : 0);
    popup.on("remove", () => {
      if (state.opened === id) state.opened = null;
    });
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.map.closePopup();
      this.markers.get(id)?.getElement()?.focus();
    });
    if (focus) node.querySelector(".quotes").focus();
  },

  // ---------------------------------------------------------------- what is said elsewhere

  hear(message) {
    if (message.type === "ghosts")
      showGhosts(this.map, this.ghosts, message.places, this.byId.get(state.current), (place) =>
        this.bus.send({ type: "ghost", place: place.id }),
      );
    if (message.type === "pick") {
      this.stopPicking?.();
      this.stopPicking = pick(this.map, (point) =>
        this.bus.send({ type: "picked", lat: point?.lat ?? null, lon: point?.lon ?? null }),
      );
    }
    if (message.type === "select" && message.from !== "map") this.show(message.place);
  },

  /* A place chosen elsewhere: shown at the reader's own zoom; the map only moves when it must. */
  show(id) {
    if (!this.byId.has(id)) {
      this.select(null);
      this.map.closePopup();
      return;
    }
    const target = at(this.byId.get(id));
    if (!this.map.getBounds().pad(-0.08).contains(target))
      this.map.setView(target, this.map.getZoom(), { animate: false });
    this.select(id);
    this.open(id);
    bringFrameIntoView();
  },
});

/* On a phone the map lies above the text, and the list far below it everywhere. */
function bringFrameIntoView() {
  const frame = window.frameElement;
  if (!frame) return;
  const { top, bottom, height } = frame.getBoundingClientRect();
  const seen = Math.min(bottom, frame.ownerDocument.documentElement.clientHeight) - Math.max(top, 0);
  if (seen < height / 2) frame.scrollIntoView({ block: "nearest" });
}
