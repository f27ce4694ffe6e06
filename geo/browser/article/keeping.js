/* What stays when the panel is drawn anew for texts that it showed already: choice, scroll and focus. */

/** @typedef {import("./documents.js").Entry} Entry */
/**
 * What a panel hands on to the one that takes its place. `selected` is what the server had chosen, `place` what
 * was chosen here; `text` and `start` tell the mention.
 * @typedef {{
 *   texts: string[], selected: string | null, place: string | null, text: string | null, start: number,
 *   focused: boolean, top: number,
 * }} Kept
 */

/**
 * What the panel before this one handed on, where some of its texts are shown again.
 * @param {Kept | undefined} kept
 * @param {string[]} texts
 */
export function sameTexts(kept, texts) {
  return kept?.texts.some((text) => texts.includes(text)) ? kept : null;
}

/**
 * The mention that was the current one, among those of a place.
 * @param {Kept | null} kept
 * @param {Entry[]} entries
 * @param {string[]} texts
 */
export function again(kept, entries, texts) {
  return kept ? entries.find(({ document, start }) => start === kept.start && texts[document] === kept.text) : undefined;
}
