/* The layer of places: what stands on the map, and what the reader chooses here or elsewhere. */
import { openBus } from "../bus.js";
import { readMap } from "../payload.js";
import { Areas } from "./areas.js";
import { gather, spread, SPREAD_LIMIT } from "./arranging.js";
import { openBeside } from "./beside.js";
import { at } from "./coordinates.js";
import { bringFrameIntoView } from "./embedded.js";
import { frame } from "./framing.js";
import { Ghosts } from "./ghosts.js";
import { Labels } from "./labels.js";
import { Legend } from "./legend.js";
import { markerLook, tieLook } from "./looks.js";
import { addressed, bubbleOf, lookCloser, markerOf, stopAtVisible } from "./markers.js";
import { Opening } from "./opening.js";
import { pick } from "./picking.js";
import { choiceNode } from "./popup.js";
import { makeSaying } from "./saying.js";
import { within } from "./span.js";
import { state, world } from "./state.js";
import { reachByTouch } from "./touch.js";

/** @typedef {import("./arranging.js").Spot} Spot */

const VIEW_EDGE = -0.08; // share of the view: a place nearer to its edge is brought into the middle

export class Places extends L.FeatureGroup {
  /** Ends the choice of a point. @type {(() => void) | null} */
  stopPicking = null;
  /** The zoom at which all places stand apart. @type {number | null} */
  apart = null;
  /** What stands on the map, by key. @type {Map<string, { layers: L.Layer[], place: Place | null }>} */
  drawn = new Map();
  /** Those that stand alone, by place. @type {Map<string, L.CircleMarker>} */
  markers = new Map();

  /**
   * @param {MapPayload} payload
   * @param {PlacesOptions} options
   */
  constructor(payload, options = {}) {
    super();
    this.wishes = options;
    this.data = readMap(payload);
    this.everything = this.data.places;
    this.byId = new Map(this.data.places.map((place) => [place.id, place]));
    this.few = this.data.places.length <= SPREAD_LIMIT;
    this.renderer = L.svg({ padding: 0.5 });
    this.areas = new Areas();
    this.labels = new Labels();
    this.ghosts = new Ghosts();
    this.legend = new Legend(this.data.places, () => this.redraw());
    this.redraw = this.redraw.bind(this);
    this.onKey = this.onKey.bind(this);
  }

  /** @param {L.Map} map */
  onAdd(map) {
    super.onAdd(map);
    this.map = map;
    this.bus = openBus(this.wishes.channel);
    this.bus.listen((message) => this.hear(message));
    this.say = makeSaying(map);
    this.opening = new Opening(map, this.data, {
      onQuote: (place, document, mention) => this.tell({ type: "select", place, document, mention, from: "map" }),
      onWhy: Boolean(this.wishes.asks) && ((place) => this.tell({ type: "why", place })),
    });
    for (const layer of [this.areas, this.labels, this.ghosts]) layer.addTo(map);
    this.legend.addTo(map);
    window.addEventListener("dateline-theme", this.redraw);
    window.addEventListener("keydown", this.onKey);
    this.stopReaching = reachByTouch(map, () => this.markers, (id) => this.stopPicking || this.choose(id));
    map.on("moveend", this.arrange, this);
    map.on("dateline:countries", this.showAreas, this);
    this.frame();
    if (!this.byId.has(state.current ?? "")) state.current = null;
    this.redraw();
    const opened = this.byId.get(state.opened ?? "");
    if (opened) this.opening.show(opened, { marker: this.markers.get(opened.id) });
    else if (state.opened) map.closePopup();
    this.tell({ type: "ready" });
    map.getContainer().dataset.places = String(this.data.places.length);
    return this;
  }

  /** @param {L.Map} map */
  onRemove(map) {
    map.off("moveend", this.arrange, this);
    map.off("dateline:countries", this.showAreas, this);
    window.removeEventListener("dateline-theme", this.redraw);
    window.removeEventListener("keydown", this.onKey);
    this.endPicking();
    this.stopReaching?.();
    this.say?.("");
    for (const layer of [this.areas, this.labels, this.ghosts, this.legend]) layer.remove();
    world.names?.avoid(null, new Set());
    this.bus?.close();
    return super.onRemove(map);
  }

  /** @param {import("../messages.js").Message} message */
  tell(message) {
    this.bus?.send(message);
  }

  // ---------------------------------------------------------------- what is drawn

  visible() {
    return this.data.places.filter((place) => state.shown[place.reading] || place.id === state.current);
  }

  /* Show where the places are, once for each choice of documents, and while they are read until the
   * reader moves the map: a reader's own view is kept. */
  frame() {
    const legend = this.legend.getContainer();
    if (!this.data.view || !this.map || !legend) return;
    const again = state.framed === this.wishes.frame;
    if (again && !(this.wishes.grows && state.framing?.isUntouched())) return;
    if (state.documents !== this.wishes.documents && state.framed !== null) {
      state.current = null; // other documents open on themselves
      state.opened = null;
      this.map.closePopup();
    }
    state.documents = this.wishes.documents;
    state.framed = this.wishes.frame;
    state.framing?.stop();
    state.framing = frame(this.map, this.data.view, () => this.visible().map(at), legend);
  }

  redraw() {
    this.showAreas();
    this.apart = null;
    this.clearLayers();
    this.drawn.clear();
    this.markers.clear();
    this.arrange();
  }

  showAreas() {
    const places = this.visible().filter((place) => this.few || place.id === state.current);
    this.areas.show(places, state.current, (place, latlng) => this.choose(place.id, { latlng }));
  }

  arrange() {
    if (!this.map) return;
    const zoom = this.map.getZoom();
    if (this.apart !== zoom) {
      const places = this.visible();
      const spots = places.length <= SPREAD_LIMIT ? spread(this.map, places) : null;
      this.apart = spots ? zoom : null;
      const standing = spots ?? gather(this.map, places, state.current);
      this.draw(this.map, standing);
      const alone = standing.filter(({ places }) => places.length === 1).map(({ places }) => places[0]);
      const named = alone.filter(({ kind }) => kind === "country").map(({ country }) => country);
      const boxes = this.labels.show(this.map, standing, this.ghosts.labels(this.map));
      world.names?.avoid(boxes, new Set(named));
    } // else it was moved only: every place stands where it stood
    stopAtVisible(this.map, this.markers.values());
  }

  /**
   * What stands on the map already stays.
   * @param {L.Map} map
   * @param {Spot[]} spots
   */
  draw(map, spots) {
    const wanted = new Set(spots.map(({ key }) => key));
    for (const [key, { layers, place }] of this.drawn) {
      if (wanted.has(key)) continue;
      for (const layer of layers) this.removeLayer(layer);
      this.drawn.delete(key);
      const marker = place && this.markers.get(place.id);
      if (marker && layers.includes(marker)) this.markers.delete(place.id);
    }
    for (const { key, places, home, spot } of spots) {
      if (this.drawn.has(key)) continue;
      const latlng = map.unproject(spot);
      const place = places.length === 1 ? places[0] : null;
      /** @type {L.Layer[]} */
      const layers = [place ? this.marker(place, latlng) : this.bubble(map, places, latlng)];
      if (spot.distanceTo(home) > 3)
        layers.push(L.polyline([at(places[0]), latlng], { ...tieLook(), renderer: this.renderer }).addTo(this));
      this.drawn.set(key, { layers, place });
    }
    for (const marker of this.markers.values()) marker.bringToFront(); // over the ties
  }

  /**
   * @param {Place} place
   * @param {L.LatLng} latlng
   */
  marker(place, latlng) {
    const marker = markerOf(place, latlng, {
      renderer: this.renderer,
      current: place.id === state.current,
      onChoose: () => this.choose(place.id),
    });
    this.addLayer(marker);
    this.markers.set(place.id, marker);
    addressed(marker, place, () => this.choose(place.id, { focus: true }));
    return marker;
  }

  /**
   * @param {L.Map} map
   * @param {Place[]} places
   * @param {L.LatLng} latlng
   */
  bubble(map, places, latlng) {
    const bubble = bubbleOf(places, latlng, () => {
      if (!lookCloser(map, places))
        openBeside(map, latlng, choiceNode(places, (place) => this.choose(place.id, { focus: true })), 0);
    });
    this.addLayer(bubble);
    return bubble;
  }

  // ---------------------------------------------------------------- what is chosen

  /**
   * @param {string} id
   * @param {{ latlng?: L.LatLng, focus?: boolean }} how
   */
  choose(id, how = {}) {
    this.select(id);
    this.open(id, how);
    this.tell({ type: "select", place: id, from: "map" });
  }

  /** @param {string | null} id */
  select(id) {
    const before = state.current;
    state.current = id;
    const changed = [before, id].flatMap((each) => this.byId.get(each ?? "") ?? []);
    const hidden = changed.some((place) => !state.shown[place.reading]);
    const gathered = id !== null && this.byId.has(id) && !this.markers.has(id);
    if (hidden || gathered) {
      this.redraw(); // a place that is switched off or in a crowd comes and goes with the choice
      return;
    }
    for (const place of changed) {
      this.markers.get(place.id)?.setStyle(markerLook(place, place.id === id)).bringToFront();
      this.areas.restyle(place, place.id === id);
    }
  }

  /**
   * @param {string} id
   * @param {{ latlng?: L.LatLng, focus?: boolean }} how
   */
  open(id, how = {}) {
    const place = this.byId.get(id);
    if (place) this.opening?.show(place, { marker: this.markers.get(id), ...how });
  }

  /* Escape closes a popup however it was opened, and goes back to its marker. */
  onKey(/** @type {KeyboardEvent} */ event) {
    const opened = this.opening?.open?.id;
    if (event.key !== "Escape" || !opened || event.defaultPrevented) return;
    this.map?.closePopup();
    /** @type {SVGElement | undefined} */ (this.markers.get(opened)?.getElement())?.focus({ preventScroll: true });
  }

  endPicking() {
    this.stopPicking?.();
    this.stopPicking = null;
  }

  // ---------------------------------------------------------------- what is said elsewhere

  /** @param {import("../messages.js").Message} message */
  hear(message) {
    if (!this.map) return;
    if (message.type === "ghosts") {
      this.ghosts.show(message.places, (place) => this.tell({ type: "ghost", place: place.id }));
      this.apart = null;
      this.arrange();
      const here = this.byId.get(state.current ?? "");
      this.ghosts.frame(this.map, here, () => this.opening?.settle());
    } else if (message.type === "pick") {
      this.endPicking();
      this.map.closePopup();
      bringFrameIntoView();
      this.stopPicking = pick(this.map, message.name, (point) => {
        this.stopPicking = null;
        this.tell(point ? { type: "picked", ...point } : { type: "unpick" });
      });
    } else if (message.type === "span") this.narrow(this.map, message.documents ?? null);
    else if (message.type === "unpick") this.endPicking();
    else if (message.type === "select") {
      this.endPicking();
      if (message.from !== "map") this.show(this.map, message.place);
      this.opening?.point(message.document, message.mention);
    }
  }

  /**
   * Only what these documents say of places stays on the map, or all; the view stays as it is.
   * @param {L.Map} map
   * @param {number[] | null} documents
   */
  narrow(map, documents) {
    const shown = documents && new Set(documents);
    this.data.places = shown ? this.everything.flatMap((place) => within(place, shown) ?? []) : this.everything;
    this.byId = new Map(this.data.places.map((place) => [place.id, place]));
    const before = this.opening?.open?.place;
    const opened = this.byId.get(before?.id ?? "");
    if (before && opened !== before) map.closePopup();
    this.legend.remove();
    this.legend = new Legend(this.data.places, this.redraw).addTo(map);
    this.redraw();
    if (before && opened && opened !== before) this.open(opened.id);
    map.getContainer().dataset.places = String(this.data.places.length);
  }

  /**
   * A place chosen elsewhere: shown at the reader's own zoom; the map only moves when it must, and says so.
   * @param {L.Map} map
   * @param {string | null | undefined} id
   */
  show(map, id) {
    const place = this.byId.get(id ?? "");
    if (!place) {
      this.select(null);
      map.closePopup();
      return;
    }
    const target = at(place);
    if (!map.getBounds().pad(VIEW_EDGE).contains(target)) {
      const far = !map.getBounds().pad(1).contains(target);
      map.setView(target, map.getZoom(), { animate: false });
      this.say?.(far ? `The map has moved to ${place.name}, ${place.what}.` : "");
    }
    this.select(place.id);
    this.open(place.id);
    bringFrameIntoView();
  }
}
