/* The places of some of the documents: what a span of days leaves of a map. */

/** Strongest first; the same order as `READING_ORDER` in geo/mapping/payload.py. @type {Reading[]} */
const READINGS = ["literal", "metonymic", "demonym"];

/**
 * The place as those documents name it, or null where they do not.
 * @param {Place} place
 * @param {Set<number>} documents
 * @returns {Place | null}
 */
export function within(place, documents) {
  const quotes = place.quotes.filter(({ document }) => documents.has(document));
  if (quotes.length === place.quotes.length) return place;
  const found = new Set(quotes.flatMap(({ marks }) => marks.map(({ reading }) => reading)));
  const count = quotes.reduce((sum, { marks }) => sum + marks.length, 0);
  const reading = READINGS.find((each) => found.has(each));
  return reading ? { ...place, quotes, count, reading } : null;
}
