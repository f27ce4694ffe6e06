/* The map of an atlas: the vector world beneath, the places with their quotes above.
 *
 * Runs in the map's frame on the page and in the exported file. Article text is only ever written
 * as text nodes. The format of the data is that of geo/mapping/payload.py.
 */
"use strict";

window.dateline = window.dateline || {};

(() => {
  const WORLD_WEST = -169; // the world is cut in the Bering Strait, as in the basemap
  const SPREAD_LIMIT = 150; // up to so many places stand apart, more are gathered
  const CROWD = 8; // where more places than this would have to step aside, they are gathered
  const CELL = 56; // pixels: places closer than this are gathered
  const QUOTES_AT_ONCE = 5;
  const QUOTES_PER_SCROLL = 20;
  const NAMES_UP_TO_ZOOM = 6;
  const TILES_COOKIE = "dateline_tiles";

  /* Colours live here and not in map.css: the page does not wait for a style sheet before it draws. */
  const PALETTES = {
    light: {
      accent: "#b5341c", onAccent: "#ffffff", ink: "#1f1d1a", inkSoft: "#6a645b", paper: "#fffdf9",
      sea: "#dde6e9", land: "#f6f2e9", border: "#cfc7b8", name: "#7d7466", mark: "#fbe3d9", rule: "#e4ddd0",
    },
    dark: {
      accent: "#ff8f66", onAccent: "#1b1411", ink: "#ece8e1", inkSoft: "#a9a399", paper: "#1d2023",
      sea: "#14171a", land: "#2a2e33", border: "#464c53", name: "#959ca3", mark: "#5f3522", rule: "#363b40",
    },
  };

  const LEGEND = [
    ["literal", "Where it happens", "Filled: something is or happens there"],
    ["metonymic", "Who is meant", "Hollow: only named for its government, team or people"],
    ["demonym", "Nationalities", "Faint: only named by a people or an adjective, as in “a Turkish official”"],
  ];

  /* What outlives a layer: the places are drawn anew whenever a text or a correction changes them. */
  const state = { framed: null, opened: null, current: null, shown: { literal: true, metonymic: true, demonym: false } };

  const root = document.documentElement;
  let palette = PALETTES.light;
  const drawnLon = (lon) => (lon < WORLD_WEST ? lon + 360 : lon);
  const at = (place) => L.latLng(place.lat, drawnLon(place.lon));

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // ---------------------------------------------------------------- linking

  /* Messages between map, text and list. On the page they live in different documents and a
   * BroadcastChannel joins them; in the exported file everything is in one window. */
  dateline.bus = (name) => {
    const channel = name ? new BroadcastChannel(name) : null;
    const listeners = new Set();
    const hear = (event) => listeners.forEach((listener) => listener(event.data ?? event.detail));
    if (channel) channel.onmessage = hear;
    else window.addEventListener("dateline", hear);
    return {
      send: (message) =>
        channel
          ? channel.postMessage(message)
          : window.dispatchEvent(new CustomEvent("dateline", { detail: message })),
      listen: (listener) => listeners.add(listener),
      close: () => (channel ? channel.close() : window.removeEventListener("dateline", hear)),
    };
  };

  // ---------------------------------------------------------------- theme

  /* Streamlit hands its theme to a frame as CSS variables; elsewhere the browser's wish counts. */
  function readTheme() {
    const paper = getComputedStyle(root).getPropertyValue("--background-color").trim();
    const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(paper);
    const dark = channels
      ? channels.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 384
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = dark ? "dark" : "light";
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    palette = PALETTES[theme];
    for (const [name, value] of Object.entries(palette)) root.style.setProperty(`--${name}`, value);
    window.dispatchEvent(new Event("dateline-theme"));
  }
  readTheme();
  window.addEventListener("message", () => setTimeout(readTheme, 0));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", readTheme);

  // ---------------------------------------------------------------- basemap

  function measure(text, font) {
    measure.context ??= document.createElement("canvas").getContext("2d");
    measure.context.font = font;
    return measure.context.measureText(text).width * 1.08; // names are spaced a little
  }

  /* Names of countries: the larger one first, each only where it fits into its country. */
  const Names = L.LayerGroup.extend({
    show(features) {
      this.countries = features
        .map((feature) => feature.properties)
        .filter((country) => country.name)
        .sort((a, b) => b.area - a.area);
      this.arrange();
    },
    onAdd(map) {
      L.LayerGroup.prototype.onAdd.call(this, map);
      map.on("zoomend", this.arrange, this);
      this.arrange();
    },
    onRemove(map) {
      map.off("zoomend", this.arrange, this);
      L.LayerGroup.prototype.onRemove.call(this, map);
    },
    arrange() {
      this.clearLayers();
      const map = this._map;
      if (!map || !this.countries || map.getZoom() > NAMES_UP_TO_ZOOM) return;
      const pixelsPerDegree = (256 * 2 ** map.getZoom()) / 360;
      const taken = this.obstacles ? this.obstacles(map) : [];
      for (const country of this.countries) {
        const large = country.area > 150;
        const width = measure(country.name, `${large ? 13 : 11}px sans-serif`);
        if (country.room * pixelsPerDegree < width * 0.8) continue;
        const point = map.project([country.at[1], country.at[0]]);
        const box = [point.x - width / 2 - 4, point.y - 9, point.x + width / 2 + 4, point.y + 9];
        const clear = (other) =>
          box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3];
        if (!taken.every(clear)) continue;
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
    },
  });

  /* Streets are off until a reader asks for them: the tiles' server learns where one looks.
   * The wish is kept in a cookie so that the server can let this frame, and only it, load them. */
  const StreetSwitch = L.Control.extend({
    options: { position: "topright" },
    onAdd() {
      const wished = document.cookie.includes(`${TILES_COOKIE}=on`);
      const box = element("div", "leaflet-bar street-switch");
      const button = element("button", "", "Streets");
      button.type = "button";
      button.title = wished
        ? "Back to the map without a network"
        : "Load street maps from " + new URL(this.options.url.replace(/[{}]/g, "")).hostname;
      button.setAttribute("aria-pressed", String(wished));
      button.addEventListener("click", () => {
        document.cookie = `${TILES_COOKIE}=${wished ? "off" : "on"}; path=/; SameSite=Strict; max-age=31536000`;
        location.reload(); // the frame alone: its new answer carries the new policy
      });
      box.append(button);
      L.DomEvent.disableClickPropagation(box);
      return box;
    },
  });

  dateline.basemap = (map, options) => {
    window.frameElement?.setAttribute("aria-label", "Map of the places");
    map.attributionControl.setPrefix("Leaflet");
    map.createPane("basemap").style.zIndex = 150; // beneath the tiles' 200
    map.createPane("areas").style.zIndex = 240;
    map.createPane("names").style.zIndex = 250;
    map.getPane("names").style.pointerEvents = "none";
    for (const font of options.fonts || []) {
      const face = new FontFace(font.family, `url(${JSON.stringify(font.url)})`, { weight: "200 900" });
      document.fonts.add(face);
    }
    const style = () => ({
      color: palette.border,
      weight: 0.7,
      fillColor: palette.land,
      fillOpacity: 1,
    });
    const world = L.geoJSON(null, {
      pane: "basemap",
      interactive: false,
      renderer: L.svg({ pane: "basemap", padding: 0.5 }),
      style,
      attribution: options.attribution,
    }).addTo(map);
    window.addEventListener("dateline-theme", () => world.setStyle(style));
    const names = (map.datelineNames = new Names().addTo(map));
    const draw = (data) => {
      world.addData(data);
      names.show(data.features);
      map.datelineCountries = new Map(data.features.map((feature) => [feature.properties.code, feature]));
      map.fire("dateline:countries");
      map.getContainer().dataset.basemap = "drawn";
    };
    if (options.world) draw(options.world);
    else
      fetch(options.url)
        .then((answer) => answer.json())
        .then(draw)
        .catch((error) => console.error("The world map could not be read:", error));
    if (options.tiles) {
      if (document.cookie.includes(`${TILES_COOKIE}=on`)) {
        const tiles = L.tileLayer(options.tiles.url, {
          attribution: options.tiles.attribution,
          maxZoom: 18,
          className: "streets",
        }).addTo(map);
        tiles.on("tileload", () => map.removeLayer(names)); // tiles bring their own names
      }
      new StreetSwitch({ url: options.tiles.url }).addTo(map);
    }
  };

  // ---------------------------------------------------------------- quotes

  function quoteNode(data, [number, doc, marks], onQuote) {
    const text = data.sentences[number];
    const item = element("li", "quote");
    const button = element("button");
    button.type = "button";
    button.title = "Show in the text";
    let done = 0;
    for (const [start, end, reading] of marks) {
      button.append(text.slice(done, start), element("mark", reading, text.slice(start, end)));
      done = end;
    }
    button.append(text.slice(done));
    button.addEventListener("click", () => onQuote([doc, marks[0][3]]));
    item.append(button);
    return item;
  }

  function popupNode(data, place, onQuote, onWhy) {
    const box = element("article", "place-popup");
    const named = place.count === 1 ? "once" : place.count === 2 ? "twice" : `${place.count} times`;
    const head = element("header");
    head.append(element("h2", "", place.name), element("p", "", `${place.what} · named ${named}`));
    if (place.note) head.append(element("p", "note", place.note));
    if (place.own) head.append(element("p", "note", "Your own choice."));
    else if (place.sure === "doubtful") head.append(element("p", "note", "A doubtful guess."));
    if (onWhy) {
      const why = element("button", "why", "Why here?");
      why.type = "button";
      why.addEventListener("click", onWhy);
      head.append(why);
    }
    const quotes = element("ol", "quotes");
    quotes.tabIndex = 0;
    quotes.setAttribute("aria-label", `Sentences that name ${place.name}`);
    let shown = 0;
    let heading = -1;
    const more = (count) => {
      for (const quote of place.quotes.slice(shown, shown + count)) {
        if (data.documents.length > 1 && quote[1] !== heading) {
          heading = quote[1];
          const source = element("li", "source", data.documents[heading][0]);
          if (data.documents[heading][1]) source.append(element("span", "", data.documents[heading][1]));
          quotes.append(source);
        }
        quotes.append(quoteNode(data, quote, onQuote));
      }
      shown += count;
    };
    more(QUOTES_AT_ONCE);
    quotes.addEventListener("scroll", () => {
      if (shown < place.quotes.length && quotes.scrollTop + quotes.clientHeight > quotes.scrollHeight - 80)
        more(QUOTES_PER_SCROLL);
    });
    box.fill = () => {
      while (shown < place.quotes.length && quotes.scrollHeight <= quotes.clientHeight) more(QUOTES_AT_ONCE);
    };
    box.append(head, quotes);
    return box;
  }

  // ---------------------------------------------------------------- places

  const radius = (place) => Math.min(6 + 2.4 * Math.sqrt(place.count - 1), 20);

  function markerStyle(place, current) {
    const accent = palette.accent;
    const hollow = place.reading !== "literal";
    return {
      radius: radius(place),
      color: hollow || place.sure === "doubtful" ? accent : palette.paper,
      weight: current ? 4 : hollow ? 2.5 : 1.5,
      opacity: 1,
      dashArray: place.sure === "doubtful" ? "3 3" : null,
      fillColor: hollow ? palette.paper : accent,
      fillOpacity: place.sure === "doubtful" ? 0.35 : hollow ? 0.75 : 0.85,
    };
  }

  function areaStyle(place, current) {
    const meant = place.reading !== "literal";
    return {
      color: palette.accent,
      weight: current ? 1.5 : 0.8,
      opacity: current ? 0.9 : 0.45,
      dashArray: meant ? "4 4" : null,
      fillColor: palette.accent,
      fillOpacity: (meant ? 0.03 : 0.07) + (current ? 0.06 : 0),
    };
  }

  /* The legend is the switch: what a reader hides is gone from the map, not from the text. */
  const Legend = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd() {
      const { places, onSwitch } = this.options;
      const box = element("div", "leaflet-bar legend");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "What the map shows");
      for (const [reading, title, hint] of LEGEND) {
        const count = places.filter((place) => place.reading === reading).length;
        if (!count) continue;
        const button = element("button", reading);
        button.type = "button";
        button.title = hint;
        button.append(element("span", "sign"), element("span", "", title), element("span", "count", String(count)));
        button.setAttribute("aria-pressed", String(state.shown[reading]));
        button.addEventListener("click", () => {
          state.shown[reading] = !state.shown[reading];
          button.setAttribute("aria-pressed", String(state.shown[reading]));
          onSwitch();
        });
        box.append(button);
      }
      if (places.some((place) => place.sure === "doubtful")) {
        const row = element("p", "doubtful");
        row.append(element("span", "sign"), element("span", "", "Doubtful"));
        box.append(row);
      }
      L.DomEvent.disableClickPropagation(box);
      return box;
    },
  });

  const Places = L.FeatureGroup.extend({
    initialize(data) {
      L.FeatureGroup.prototype.initialize.call(this);
      if (data.places.rows) {
        const { names, rows } = data.places; // thousands of places come as a table
        data.places = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));
      }
      this.data = data;
      this.byId = new Map(data.places.map((place) => [place.id, place]));
      this.markers = new Map();
      this.areas = new Map();
    },

    visible() {
      return this.data.places.filter((place) => state.shown[place.reading] || place.id === state.current);
    },

    onAdd(map) {
      L.FeatureGroup.prototype.onAdd.call(this, map);
      this.map = map;
      this.few = this.data.places.length <= SPREAD_LIMIT;
      this.renderer = this.few ? L.svg({ padding: 0.5 }) : L.canvas({ padding: 0.3 });
      this.bus = dateline.bus(this.data.channel);
      this.bus.listen((message) => this.hear(message));
      this.restyle = () => this.arrange();
      window.addEventListener("dateline-theme", this.restyle);
      map.on("zoomend", this.arrange, this);
      if (!this.few) map.on("moveend", this.arrange, this);
      map.on("dateline:countries", this.drawAreas, this);
      this.areaLayer = L.layerGroup().addTo(map);
      this.ghosts = L.layerGroup().addTo(map);
      this.legend = new Legend({
        places: this.data.places,
        onSwitch: () => {
          this.drawAreas();
          this.arrange();
        },
      }).addTo(map);
      if (!this.byId.has(state.current)) state.current = null;
      this.frame();
      this.drawAreas();
      this.arrange();
      if (this.byId.has(state.opened)) this.open(state.opened);
      else if (state.opened) map.closePopup();
      this.bus.send({ type: "ready" });
      map.getContainer().dataset.places = String(this.data.places.length);
    },

    onRemove(map) {
      map.off("zoomend moveend", this.arrange, this);
      map.off("dateline:countries", this.drawAreas, this);
      this.areaLayer.remove();
      this.ghosts.remove();
      this.legend.remove();
      this.stopPicking?.();
      window.removeEventListener("dateline-theme", this.restyle);
      this.bus.close();
      L.FeatureGroup.prototype.onRemove.call(this, map);
    },

    /* Show all places, once for each choice of documents: a reader's own view is kept otherwise. */
    frame() {
      if (state.framed === this.data.frame || !this.data.places.length) return;
      state.framed = this.data.frame;
      const shown = this.visible();
      const bounds = L.latLngBounds((shown.length ? shown : this.data.places).map(at));
      this.map.fitBounds(bounds, { padding: [48, 48], maxZoom: 7, animate: false });
    },

    arrange() {
      this.clearLayers();
      this.markers.clear();
      const taken = (this.few && this.spread()) || this.gather();
      const names = this.map.datelineNames; // no country's name under a marker
      if (!names) return;
      names.obstacles = () => taken.map(([spot, r]) => [spot.x - r, spot.y - r, spot.x + r, spot.y + r]);
      names.arrange();
    },

    /* Countries, and whatever else came with an outline, as quiet areas beneath the markers. */
    drawAreas() {
      this.areaLayer.clearLayers();
      this.areas.clear();
      const places = this.visible().filter((place) => this.few || place.id === state.current);
      for (const place of places) {
        const country = place.kind === "country" && this.map.datelineCountries?.get(place.country);
        const outline = place.shape || (country && country.geometry);
        if (!outline) continue;
        const area = L.geoJSON(outline, {
          pane: "areas",
          renderer: (this.areaRenderer ??= L.svg({ pane: "areas", padding: 0.3 })),
          className: `area ${place.reading}`,
          style: areaStyle(place, place.id === state.current),
        });
        area.on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          this.choose(place.id, { latlng: event.latlng });
        });
        this.areas.set(place.id, area.addTo(this.areaLayer));
      }
    },

    /* Each place on its own: those that would hide another step aside, tied to their point by a line.
     * Where too many would have to, none does: the answer is null, and they are gathered instead. */
    spread() {
      const map = this.map;
      const taken = [];
      const spots = [];
      let aside = 0;
      for (const place of this.visible()) {
        const home = map.project(at(place));
        const r = radius(place);
        const free = (point) => taken.every(([other, size]) => point.distanceTo(other) > size + r + 1);
        let spot = home;
        search: for (let ring = 0; ring <= 48; ring += 4) {
          for (let step = 0; step < (ring ? 16 : 1); step++) {
            const angle = (step * Math.PI) / 8 - Math.PI / 2;
            spot = home.add([ring * Math.cos(angle), ring * Math.sin(angle)]);
            if (free(spot)) break search;
          }
        }
        if (spot.distanceTo(home) > 12 && ++aside > CROWD) return null;
        taken.push([spot, r]);
        spots.push([place, home, spot]);
      }
      for (const [place, home, spot] of spots) {
        const latlng = map.unproject(spot);
        if (spot.distanceTo(home) > 3)
          L.polyline([at(place), latlng], {
            renderer: this.renderer,
            interactive: false,
            color: palette.accent,
            weight: 1,
            opacity: 0.7,
          }).addTo(this);
        this.draw(place, latlng);
      }
      for (const marker of this.markers.values()) marker.bringToFront();
      return taken;
    },

    /* Very many places: those that share a cell of the screen become one bubble. */
    gather() {
      const map = this.map;
      const view = this.few ? null : map.getBounds().pad(0.3);
      const cells = new Map();
      for (const place of this.visible()) {
        const latlng = at(place);
        if (view && !view.contains(latlng)) continue;
        const point = map.project(latlng);
        const chosen = place.id === state.current; // is never lost in a crowd
        const key = chosen || `${Math.floor(point.x / CELL)}:${Math.floor(point.y / CELL)}`;
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(place);
      }
      const taken = [];
      for (const places of cells.values()) {
        const alone = places.length === 1;
        const centre = alone ? at(places[0]) : L.latLngBounds(places.map(at)).getCenter();
        if (alone) this.draw(places[0], centre);
        else this.drawBubble(places, centre);
        taken.push([map.project(centre), alone ? radius(places[0]) : 16]);
      }
      return taken;
    },

    draw(place, latlng) {
      const marker = L.circleMarker(latlng, {
        ...markerStyle(place, place.id === state.current),
        renderer: this.renderer,
        className: `place ${place.reading} ${place.sure}`,
        bubblingMouseEvents: false,
      });
      marker.bindTooltip(() => element("span", "", place.name), { direction: "top", offset: [0, -radius(place)] });
      marker.on("click", () => this.choose(place.id));
      this.addLayer(marker);
      this.markers.set(place.id, marker);
      const path = marker.getElement?.();
      if (!path) return;
      path.dataset.place = place.id;
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", `${place.name}, ${place.what}, named ${place.count}`);
      path.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.choose(place.id, { focus: true });
      });
    },

    drawBubble(places, centre) {
      const size = Math.min(26 + 4 * Math.log2(places.length), 60);
      const face = element("button", "", String(places.length));
      face.type = "button";
      face.setAttribute("aria-label", `${places.length} places: look closer`);
      const bubble = L.marker(centre, {
        icon: L.divIcon({ className: "bubble", html: face, iconSize: [size, size] }),
        keyboard: false,
      });
      bubble.on("click", () => {
        const bounds = L.latLngBounds(places.map(at));
        if (this.map.getZoom() >= this.map.getMaxZoom() || bounds.getNorthEast().equals(bounds.getSouthWest()))
          this.openChoice(places, centre);
        else this.map.fitBounds(bounds, { padding: [48, 48], maxZoom: this.map.getZoom() + 4 });
      });
      this.addLayer(bubble);
    },

    openChoice(places, latlng) {
      const list = element("ul", "choice");
      for (const place of places) {
        const button = element("button", "", `${place.name} (${place.what})`);
        button.type = "button";
        button.addEventListener("click", () => this.choose(place.id, { focus: true }));
        const item = element("li");
        item.append(button);
        list.append(item);
      }
      L.popup({ maxHeight: 280 }).setLatLng(latlng).setContent(list).openOn(this.map);
    },

    choose(id, options = {}) {
      this.select(id);
      this.open(id, options);
      this.bus.send({ type: "select", place: id, from: "map" });
    },

    select(id) {
      const before = state.current;
      state.current = id;
      const hidden = [before, id].some((each) => this.byId.has(each) && !state.shown[this.byId.get(each).reading]);
      const gathered = this.byId.has(id) && !this.markers.has(id);
      if (hidden || gathered) {
        this.drawAreas(); // a place that is switched off or in a crowd comes and goes with the choice
        this.arrange();
        return;
      }
      for (const each of [before, id]) {
        const marker = this.markers.get(each);
        if (marker) marker.setStyle(markerStyle(this.byId.get(each), each === id)).bringToFront();
        this.areas.get(each)?.setStyle(areaStyle(this.byId.get(each), each === id));
      }
    },

    open(id, { focus = false, latlng } = {}) {
      const place = this.byId.get(id);
      const node = popupNode(
        this.data,
        place,
        (mention) => this.bus.send({ type: "select", place: id, mention, from: "map" }),
        this.data.asks && (() => this.bus.send({ type: "why", place: id })),
      );
      const marker = this.markers.get(id);
      const width = Math.min(340, this.map.getSize().x - 60);
      state.opened = id;
      this.popup = L.popup({ maxWidth: width, minWidth: width, offset: [0, -4], autoPanPaddingBottomRight: [16, 16], autoPanPaddingTopLeft: [16, this.map.getSize().x < 500 ? 60 : 16] })
        .setLatLng(latlng || (marker ? marker.getLatLng() : at(place)))
        .setContent(node);
      this.popup.on("remove", () => {
        if (state.opened === id) state.opened = null;
      });
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        this.map.closePopup();
        this.markers.get(id)?.getElement?.()?.focus();
      });
      this.popup.openOn(this.map);
      node.fill();
      if (focus) node.querySelector(".quotes").focus();
    },

    /* A place chosen elsewhere: shown at the reader's own zoom; the map only moves when it must. */
    hear(message) {
      if (message.type === "ghosts") this.showGhosts(message.places);
      if (message.type === "pick") this.pick();
      if (message.type !== "select" || message.from === "map") return;
      const place = this.byId.get(message.place);
      if (!place) {
        this.select(null);
        this.map.closePopup();
        return;
      }
      const target = at(place);
      const inView = this.map.getBounds().pad(-0.08).contains(target);
      const show = () => {
        this.select(place.id);
        this.open(place.id);
      };
      if (inView) show();
      else {
        this.map.setView(target, this.map.getZoom(), { animate: false });
        show();
      }
    },
  });

  Object.assign(Places.prototype, {
    /* The runners-up of a mention, where they would be. */
    showGhosts(places) {
      this.ghosts.clearLayers();
      for (const place of places) {
        const ghost = L.circleMarker([place.lat, drawnLon(place.lon)], {
          radius: 8,
          color: palette.inkSoft,
          weight: 2,
          dashArray: "2 4",
          fillColor: palette.paper,
          fillOpacity: 0.6,
          className: "ghost",
          bubblingMouseEvents: false,
        });
        ghost.bindTooltip(() => element("span", "", `${place.name}, ${place.what}`), { direction: "top" });
        ghost.on("click", () => this.bus.send({ type: "ghost", place: place.id }));
        ghost.addTo(this.ghosts);
      }
      if (!places.length) return;
      const here = this.byId.get(state.current);
      const bounds = L.latLngBounds(places.map(at));
      if (here) bounds.extend(at(here));
      if (!this.map.getBounds().contains(bounds))
        this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: this.map.getZoom(), animate: false });
    },

    /* The next click on the map is a point set by hand. */
    pick() {
      this.stopPicking?.();
      const map = this.map;
      const container = map.getContainer();
      const banner = element("p", "pick-banner", "Click where it is. Escape leaves everything as it was.");
      container.append(banner);
      container.classList.add("picking");
      map.closePopup();
      const done = (event) => {
        const { lat, lng } = map.containerPointToLatLng(map.mouseEventToContainerPoint(event)).wrap();
        event.stopPropagation();
        event.preventDefault();
        this.stopPicking();
        this.bus.send({ type: "picked", lat, lon: lng });
      };
      const leave = (event) => {
        if (event.key !== "Escape") return;
        this.stopPicking();
        this.bus.send({ type: "picked", lat: null, lon: null });
      };
      container.addEventListener("click", done, true);
      window.addEventListener("keydown", leave);
      this.stopPicking = () => {
        container.removeEventListener("click", done, true);
        window.removeEventListener("keydown", leave);
        banner.remove();
        container.classList.remove("picking");
        this.stopPicking = null;
      };
    },
  });

  dateline.places = (data) => new Places(data);
})();
