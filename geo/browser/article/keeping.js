/* What stays when the panel is drawn anew for the same texts: choice, scroll and focus. */

/**
 * What a panel hands on to the one that takes its place.
 * @typedef {{
 *   texts: string[], selected: string | null, place: string | null, document: number, start: number,
 *   focused: boolean, top: number,
 * }} Kept
 */

/**
 * What the panel before this one handed on, where it showed the same texts.
 * @param {Kept | undefined} kept
 * @param {string[]} texts
 */
export function sameTexts(kept, texts) {
  return kept?.texts.length === texts.length && kept.texts.every((text, index) => text === texts[index]) ? kept : null;
}
