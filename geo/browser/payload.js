/* Reading what geo/mapping/payload.py sends: tables of rows under one line of names. A table that lacks a
 * column is not drawn, and the console says which. */

/* The columns that each table must have; Python's side is compared with them by a test. */
export const COLUMNS = {
  places: [
    "id", "name", "what", "note", "kind", "country", "lat", "lon", "count", "reading", "sure", "own",
    "approximate", "shape",
  ],
  quotes: ["place", "sentence", "document"],
  marks: ["quote", "start", "end", "reading", "mention"],
  mentions: ["start", "end", "reading", "place", "sure", "from", "to"],
  list: ["id", "name", "what", "country", "count", "score", "sure", "reading", "counts"],
};

/**
 * The rows as records; none where the table is another than this script knows.
 * @param {Table} table
 * @param {keyof typeof COLUMNS} kind
 * @returns {any[]}
 */
export function readTable(table, kind) {
  const missing = COLUMNS[kind].filter((name) => !table?.names?.includes(name));
  if (table?.rows?.length && missing.length) {
    console.error(`The table of ${kind} was not drawn: it has no ${missing.join(", ")}. Load the page again.`);
    return [];
  }
  const names = table?.names ?? [];
  return (table?.rows ?? []).map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
}

/**
 * What the map draws, each place with its quotes and each quote with its marks.
 * @param {MapPayload} payload
 * @returns {MapData}
 */
export function readMap({ documents, sentences, places, quotes, marks, view }) {
  const named = readTable(places, "places").map((place) => ({ ...place, quotes: [] }));
  const quoted = readTable(quotes, "quotes").map((quote) => ({ ...quote, marks: [] }));
  for (const mark of readTable(marks, "marks")) quoted[mark.quote]?.marks.push(mark);
  for (const quote of quoted) named[quote.place]?.quotes.push(quote);
  return { documents, sentences, places: named, view };
}
