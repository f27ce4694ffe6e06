/* The one popup that is open: opened at its marker, kept where there is room, pointed at a quote. */
import { narrow } from "../narrow.js";
import { openBeside, settleBeside } from "./beside.js";
import { at } from "./coordinates.js";
import { radius } from "./looks.js";
import { placePopup } from "./popup.js";
import { state } from "./state.js";

export class Opening {
  /** @type {{ id: string, place: Place, popup: L.Popup, r: number, point: (document: number, mention: number) => void } | null} */
  open = null;

  /**
   * @param {L.Map} map
   * @param {MapData} data
   * @param {{ onQuote: (id: string, document: number, mention: number) => void, onWhy: ((id: string) => void) | false }} hear
   */
  constructor(map, data, hear) {
    this.map = map;
    this.data = data;
    this.hear = hear;
  }

  /**
   * Opens a place's popup, or leaves it as it is where it is open already.
   * @param {Place} place
   * @param {{ marker?: L.CircleMarker, latlng?: L.LatLng, focus?: boolean }} where
   */
  show(place, { marker, latlng, focus = false } = {}) {
    if (narrow.matches) return; // the text panel's sheet says it
    if (this.open?.id === place.id && !latlng && this.open.popup.isOpen()) {
      settleBeside(this.map, this.open.popup, this.open.r);
      return;
    }
    const { onQuote, onWhy } = this.hear;
    const { node, fill, point } = placePopup(this.data, place, {
      onQuote: (document, mention) => onQuote(place.id, document, mention),
      onWhy: onWhy && (() => onWhy(place.id)),
    });
    const r = marker && !latlng ? radius(place) : 0;
    state.opened = place.id;
    const popup = openBeside(this.map, latlng ?? marker?.getLatLng() ?? at(place), node, r, fill);
    this.open = { id: place.id, place, popup, r, point };
    popup.on("remove", () => {
      if (this.open?.popup !== popup) return;
      this.open = null;
      if (state.opened === place.id) state.opened = null;
    });
    if (focus) /** @type {HTMLElement} */ (node.querySelector(".quotes")).focus();
  }

  /**
   * Marks the quote of a mention in the open popup.
   * @param {number | null | undefined} document
   * @param {number | null | undefined} mention
   */
  point(document, mention) {
    if (typeof document === "number" && typeof mention === "number") this.open?.point(document, mention);
  }

  /** Puts the popup where there is room, after the map has moved. */
  settle() {
    if (this.open) settleBeside(this.map, this.open.popup, this.open.r);
  }
}
