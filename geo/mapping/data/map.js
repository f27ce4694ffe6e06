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
    map.attributionControl.setPrefix("Leaflet");
    map.createPane("basemap").style.zIndex = 150; // beneath the tiles' 200
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

  function popupNode(data, place, onQuote) {
    const box = element("article", "place-popup");
    const named = place.count === 1 ? "once" : place.count === 2 ? "twice" : `${place.count} times`;
    const head = element("header");
    head.append(element("h2", "", place.name), element("p", "", `${place.what} · named ${named}`));
    if (place.note) head.append(element("p", "note", place.note));
    if (place.sure === "doubtful") head.append(element("p", "note", "A doubtful guess: nothing near it settles which place is meant."));
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

  const Places = L.FeatureGroup.extend({
    initialize(data) {
      L.FeatureGroup.prototype.initialize.call(this);
      this.data = data;
      this.byId = new Map(data.places.map((place) => [place.id, place]));
      this.markers = new Map();
      this.current = null;
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
      map.on(this.few ? "zoomend" : "zoomend moveend", this.arrange, this);
      this.frame();
      this.arrange();
      map.getContainer().dataset.places = String(this.data.places.length);
    },

    onRemove(map) {
      map.off("zoomend moveend", this.arrange, this);
      window.removeEventListener("dateline-theme", this.restyle);
      this.bus.close();
      L.FeatureGroup.prototype.onRemove.call(this, map);
    },

    /* Show all places, once for each choice of documents: a reader's own view is kept otherwise. */
    frame() {
      if (dateline.framed === this.data.frame || !this.data.places.length) return;
      dateline.framed = this.data.frame;
      const bounds = L.latLngBounds(this.data.places.map(at));
      this.map.fitBounds(bounds, { padding: [48, 48], maxZoom: 7, animate: false });
    },

    arrange() {
      const open = this.opened;
      this.clearLayers();
      this.markers.clear();
      if (this.few) this.spread();
      else this.gather();
      if (open && this.markers.has(open) && !this.map.hasLayer(this.popup)) this.open(open);
    },

    /* Each place on its own: those that would hide another step aside, tied to their point by a line. */
    spread() {
      const map = this.map;
      const taken = [];
      for (const place of this.data.places) {
        const home = map.project(at(place));
        const r = radius(place);
        let spot = home;
        const free = (point) => taken.every(([other, size]) => point.distanceTo(other) > size + r + 1);
        search: for (let ring = 0; ring <= 60; ring += 4) {
          for (let step = 0; step < (ring ? 16 : 1); step++) {
            const angle = (step * Math.PI) / 8 - Math.PI / 2;
            const point = home.add([ring * Math.cos(angle), ring * Math.sin(angle)]);
            if (free(point)) {
              spot = point;
              break search;
            }
          }
        }
        taken.push([spot, r]);
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
      const names = map.datelineNames; // no country's name under a marker
      if (!names) return;
      names.obstacles = () => taken.map(([spot, r]) => [spot.x - r, spot.y - r, spot.x + r, spot.y + r]);
      names.arrange();
    },

    /* Very many places: those that share a cell of the screen become one bubble. */
    gather() {
      const map = this.map;
      const view = map.getBounds().pad(0.3);
      const cells = new Map();
      for (const place of this.data.places) {
        const latlng = at(place);
        if (!view.contains(latlng)) continue;
        const point = map.project(latlng);
        const key = `${Math.floor(point.x / CELL)}:${Math.floor(point.y / CELL)}`;
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(place);
      }
      for (const places of cells.values()) {
        if (places.length === 1) this.draw(places[0], at(places[0]));
        else this.drawBubble(places);
      }
    },

    draw(place, latlng) {
      const marker = L.circleMarker(latlng, {
        ...markerStyle(place, place.id === this.current),
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

    drawBubble(places) {
      const centre = L.latLngBounds(places.map(at)).getCenter();
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
      const before = this.current;
      this.current = id;
      for (const each of [before, id]) {
        const marker = this.markers.get(each);
        if (marker) marker.setStyle(markerStyle(this.byId.get(each), each === id)).bringToFront();
      }
    },

    open(id, { focus = false } = {}) {
      const place = this.byId.get(id);
      const node = popupNode(this.data, place, (mention) =>
        this.bus.send({ type: "select", place: id, mention, from: "map" }),
      );
      const marker = this.markers.get(id);
      const width = Math.min(340, this.map.getSize().x - 60);
      this.opened = id;
      this.popup = L.popup({ maxWidth: width, minWidth: width, autoPanPadding: [16, 16], offset: [0, -4] })
        .setLatLng(marker ? marker.getLatLng() : at(place))
        .setContent(node);
      this.popup.on("remove", () => {
        if (this.opened === id && this.map) this.opened = null;
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

  dateline.places = (data) => new Places(data);
})();
