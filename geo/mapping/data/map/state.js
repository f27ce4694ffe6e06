/* What outlives a layer: the places are drawn anew whenever a text or a correction changes them. */

export const state = {
  framed: null, // for which choice of documents the map was framed
  opened: null, // the place whose popup is open
  current: null, // the chosen place
  shown: { literal: true, metonymic: true, demonym: false }, // the legend's switches
};
