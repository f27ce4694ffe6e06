/* What outlives a layer: the places are drawn anew whenever a text or a correction changes them. */

export const state = {
  /** For which choice of documents and filters the map was framed. @type {string | null | undefined} */
  framed: null,
  /** The documents that it was framed for. @type {string | undefined} */
  documents: undefined,
  /** What fits that frame again when the window changes. @type {{ stop: () => void, isUntouched: () => boolean } | null} */
  framing: null,
  /** The place whose popup is open. @type {string | null} */
  opened: null,
  /** The chosen place. @type {string | null} */
  current: null,
  /** The legend's switches. @type {Record<Reading, boolean>} */
  shown: { literal: true, metonymic: true, demonym: false },
};

/* The world beneath the places, once it is drawn. */
export const world = {
  /** @type {import("./names.js").Names | null} */
  names: null,
  /** By code. @type {Map<string, CountryFeature> | null} */
  countries: null,
};
