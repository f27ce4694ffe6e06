/* Puts the exported file together: its data are `window.datelineExport`. */
"use strict";
(() => {
  const { map, article, world, attribution, css } = window.datelineExport;
  const drawn = L.map("map_div", {
    minZoom: 1,
    maxZoom: 12,
    zoomSnap: 0.25,
    fadeAnimation: false,
    zoomControl: false,
  }).setView([30, 10], 2);
  L.control.zoom({ position: "bottomright" }).addTo(drawn);
  dateline.basemap(drawn, { world, attribution });
  dateline.places(map).addTo(drawn);
  const host = document.getElementById("article");
  const shadow = host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = css;
  const root = document.createElement("div");
  root.className = "dateline-article";
  shadow.append(style, root);
  datelineArticle(root, article, dateline.bus(null), {});
})();
