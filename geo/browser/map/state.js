/* What outlives a layer: the places are drawn anew whenever a text or a correction changes them. */

export const state = {
  framed: null, // for which choice of documents the map was framed
  stopFraming: null, // ends what fits that frame again when the window changes
  opened: null, // the place whose popup is open
  current: null, // the chosen place
  shown: { literal: true, metonymic: true, demonym: false }, // the legend's switches
};
