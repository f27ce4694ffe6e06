/* What map, text and list tell one another, message by message. One that does not fit is dropped and
 * logged, never unpacked: any script of the page can send on a channel. */

const GHOST = /** @type {const} */ ({
  id: "text", name: "text", what: "text", where: "text", lat: "number", lon: "number",
});

/* Kinds of fields; what may be missing ends in a question mark and is read as null. */
/** @type {Record<string, (value: unknown) => boolean>} */
const KINDS = {
  text: (value) => typeof value === "string",
  number: (value) => Number.isFinite(value),
  flag: (value) => typeof value === "boolean",
  side: (value) => value === "map" || value === "text" || value === "list",
  numbers: (value) => Array.isArray(value) && value.every(Number.isFinite),
  ghosts: (value) => Array.isArray(value) && value.every((each) => fits(each, GHOST)),
};

/* `select`: a place is chosen, or none, and where the sender knows it the very mention. `listed`, `ready`:
 * list and map were drawn and ask what is chosen, which `chosen` answers. `ghosts`: the runners-up to draw;
 * `ghost`: one was clicked. `why`: "Why here?" was asked on the map. `pick`: the next click on the map is a
 * point for `name`, `picked` that point; `unpick` ends it from either side. `span`: only these documents are
 * on show, or all; `written`: the text was drawn. */
export const SHAPES = /** @type {const} */ ({
  select: { place: "text?", document: "number?", mention: "number?", from: "side" },
  listed: {},
  ready: {},
  chosen: { place: "text?" },
  ghosts: { places: "ghosts" },
  ghost: { place: "text" },
  why: { place: "text" },
  pick: { name: "text" },
  picked: { lat: "number", lon: "number" },
  unpick: {},
  span: { documents: "numbers?" },
  written: {},
});

/**
 * @typedef {{ [K in keyof typeof GHOST]: (typeof GHOST)[K] extends "number" ? number : string }} Ghost
 * @typedef {{ text: string, number: number, flag: boolean, numbers: number[], side: "map" | "text" | "list", ghosts: Ghost[] }} Kinds
 * @typedef {keyof typeof SHAPES} MessageType
 */
/**
 * @template {string} F
 * @typedef {F extends `${infer K extends keyof Kinds}?` ? Kinds[K] | null : F extends keyof Kinds ? Kinds[F] : never} Field
 */
/**
 * @template {Record<string, string>} S
 * @typedef {{ [N in keyof S as S[N] extends `${string}?` ? never : N]: Field<S[N]> }
 *   & { [N in keyof S as S[N] extends `${string}?` ? N : never]?: Field<S[N]> }} Fields
 */
/** What is sent: one of the shapes. @typedef {{ [T in MessageType]: { type: T } & Fields<(typeof SHAPES)[T]> }[MessageType]} Message */

/**
 * @param {unknown} value
 * @param {Record<string, string>} shape
 * @returns {boolean}
 */
function fits(value, shape) {
  if (typeof value !== "object" || value === null) return false;
  const record = /** @type {Record<string, unknown>} */ (value);
  return Object.entries(shape).every(([name, kind]) => {
    const given = record[name] ?? null;
    if (kind.endsWith("?") && given === null) return true;
    return KINDS[kind.replace("?", "")](given);
  });
}

/**
 * The message, or null for one that does not fit.
 * @param {unknown} value
 * @returns {Message | null}
 */
export function readMessage(value) {
  const type = /** @type {{ type?: unknown } | null} */ (value)?.type;
  if (typeof type === "string" && Object.hasOwn(SHAPES, type) && fits(value, SHAPES[/** @type {MessageType} */ (type)]))
    return /** @type {Message} */ (value);
  console.warn("A message between map, text and list was dropped, because it does not fit:", value);
  return null;
}
