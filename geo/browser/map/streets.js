/* Street tiles. They are off until a reader asks for them: the tiles' server learns where one looks.
 * The wish is kept in a cookie so that the server can let this frame, and only it, load them. */
import { button, element } from "../dom.js";

const COOKIE = "dateline_tiles"; // read by geo/page/security.py

class Switch extends L.Control {
  /**
   * @param {boolean} wished
   * @param {string} host
   */
  constructor(wished, host) {
    super({ position: "topright" });
    this.wished = wished;
    this.host = host;
  }

  onAdd() {
    const { wished, host } = this;
    const box = element("div", "leaflet-bar street-switch");
    const toggle = button("", "Streets", () => {
      document.cookie = `${COOKIE}=${wished ? "off" : "on"}; path=/; SameSite=Strict; max-age=31536000`;
      location.reload(); // the frame alone: its new answer carries the new policy
    });
    toggle.title = wished ? "Back to the map without a network" : `Load street maps from ${host}`;
    toggle.setAttribute("aria-pressed", String(wished));
    this.note = element("p", "street-note");
    this.note.setAttribute("role", "status");
    this.note.hidden = true;
    box.append(toggle, this.note);
    L.DomEvent.disableClickPropagation(box);
    return box;
  }

  /** @param {boolean} reached */
  say(reached) {
    if (!this.note) return;
    this.note.hidden = reached;
    this.note.textContent = reached ? "" : `${this.host} cannot be reached from here. The map stays without streets.`;
  }
}

/**
 * The switch, and the tiles where they are wished; they bring their own names.
 * @param {L.Map} map
 * @param {{ url: string, attribution: string }} tiles
 * @param {L.Layer} names
 */
export function streets(map, { url, attribution }, names) {
  const wished = document.cookie.includes(`${COOKIE}=on`);
  const toggle = new Switch(wished, new URL(url.replace(/[{}]/g, "")).hostname).addTo(map);
  if (!wished) return;
  let reached = false;
  L.tileLayer(url, { attribution, maxZoom: 18, className: "streets" })
    .on("tileload", () => {
      reached = true;
      toggle.say(true);
      map.removeLayer(names);
    })
    .on("tileerror", () => toggle.say(reached)) // a single tile that is missing says nothing
    .addTo(map);
}
