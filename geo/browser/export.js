/* Puts the exported file together: its data are `window.datelineExport`. */
import { datelineArticle } from "./article.js";
import { openBus } from "./bus.js";
import { basemap } from "./map/basemap.js";
import { Places } from "./map/places.js";

const { map, article, attribution, css, ...data } = window.datelineExport;
const drawn = L.map("map_div", {
  minZoom: 1,
  maxZoom: 12,
  zoomSnap: 0.25,
  fadeAnimation: false,
  zoomControl: false,
}).setView([30, 10], 2);
L.control.zoom({ position: "bottomright" }).addTo(drawn);
basemap(drawn, { world: data.world, attribution });
new Places(map, { frame: "all" }).addTo(drawn);
const host = /** @type {HTMLElement} */ (document.getElementById("article")).attachShadow({ mode: "open" });
const style = document.createElement("style");
style.textContent = css;
const root = document.createElement("div");
root.className = "dateline-article";
host.append(style, root);
datelineArticle(root, article, openBus(null));
