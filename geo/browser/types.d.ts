/* The shapes of what Python sends, for the type checker alone: `make types`. Python's side of them is in
 * geo/mapping/payload.py and geo/page/inspector.py; the runtime's is in payload.js and messages.js. */

type Reading = "literal" | "metonymic" | "demonym";
type Sureness = "sure" | "likely" | "doubtful" | "unknown";
type Direction = "ltr" | "rtl";
/** West, south, east, north. */
type Box = [number, number, number, number];

/** Records as rows under one line of names. */
interface Table {
  names: string[];
  rows: unknown[][];
}

interface Heading {
  title: string;
  dateline: string;
  lang: string;
  dir: Direction;
}

interface Mark {
  quote: number;
  start: number;
  end: number;
  reading: Reading;
  mention: number;
}

interface Quote {
  place: number;
  sentence: number;
  document: number;
  marks: Mark[];
}

interface Place {
  id: string;
  name: string;
  what: string;
  note: string;
  kind: string;
  country: string | null;
  lat: number;
  lon: number;
  count: number;
  reading: Reading;
  sure: Sureness;
  own: boolean;
  approximate: number | null;
  shape: GeoJSON.Geometry | null;
  quotes: Quote[];
  /** Where it is at zoom 0, kept by arranging.js. */
  unit?: L.Point;
}

interface MapPayload {
  documents: Heading[];
  sentences: string[];
  places: Table;
  quotes: Table;
  marks: Table;
  view: Box | null;
}

interface MapData {
  documents: Heading[];
  sentences: string[];
  places: Place[];
  view: Box | null;
}

interface Mention {
  start: number;
  end: number;
  reading: Reading;
  place: string | null;
  sure: Sureness;
  /** Where its sentence begins and ends. */
  from: number;
  to: number;
}

/** What the text panel says of a place. */
interface PlaceInText {
  name: string;
  what: string;
  note: string;
}

interface ArticleDocument extends Heading {
  text: string;
  from: number;
  mentions: Table;
}

interface ArticlePayload {
  documents: ArticleDocument[];
  places: Record<string, PlaceInText>;
  /** Whether a filter leaves out mentions, and paragraphs with none are folded. */
  narrowed: boolean;
}

interface ListRow {
  id: string;
  name: string;
  what: string;
  country: string;
  count: number;
  /** Document and mentions in it, one pair after another; empty where there is one document. */
  counts: number[];
  score: number;
  sure: Sureness;
  reading: Reading;
}

/** A runner-up of a mention. */
interface Candidate {
  id: string;
  name: string;
  what: string;
  where: string;
  lat: number;
  lon: number;
  score: number | null;
  reasons: string[];
}

/** A stretch of a document's text, in UTF-16 units. */
interface Span {
  document: number;
  start: number;
  end: number;
}

/** What geo/page/inspector.py answers to "Why here?". */
interface Asked {
  about: Span;
  toponym: string;
  place: Candidate | null;
  own: boolean;
  correction: number | null;
  others: Candidate[];
  query: string | null;
  results: Candidate[] | null;
}

/** What the text panel tells geo/page/inspector.py that the reader chose. */
interface Chosen {
  place: string | null;
  document: number | null;
  mention: number | null;
  why: boolean;
}

type Scope = "mention" | "document" | "always";

/** What the reader decides; geo/page/messages.py reads it. */
type Act =
  | ({ type: "correct"; place: string | null; scope: Scope } & Span)
  | ({ type: "set"; lat: number; lon: number; scope: Scope } & Span)
  | ({ type: "add" } & Span)
  | { type: "search"; text: string }
  | { type: "undo"; correction: number };

/** A country of the world map. */
interface Country {
  code: string;
  name: string;
  area: number;
  room: number;
  at: [number, number];
}
type CountryFeature = GeoJSON.Feature<GeoJSON.Geometry, Country>;
type World = GeoJSON.FeatureCollection<GeoJSON.Geometry, Country>;

interface BasemapOptions {
  attribution: string;
  world?: World;
  url?: string;
  /** The vector tiles of nearer views. */
  detail?: string;
  fonts?: { family: string; url: string }[];
  tiles?: { url: string; attribution: string };
}

interface PlacesOptions {
  /** The bus's name. */
  channel?: string | null;
  /** The choice of documents and filters, for which the map is framed once. */
  frame?: string;
  /** The choice of documents alone: others open on themselves. */
  documents?: string;
  /** Whether there is more to come of the same documents. */
  grows?: boolean;
  /** Whether popups lead to "Why here?". */
  asks?: boolean;
}

/** Drawn by vendor/protomaps-leaflet.js. */
declare const protomapsL: any;

interface Window {
  dateline: {
    basemap(map: L.Map, options: BasemapOptions): void;
    places(payload: MapPayload, options?: PlacesOptions): L.Layer;
  };
  datelineExport: {
    map: MapPayload;
    article: ArticlePayload;
    world: World;
    attribution: string;
    css: string;
  };
}
