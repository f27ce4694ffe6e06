/* Numbers in words: "1 place", "8,979 places". */

export const number = (/** @type {number} */ count) => count.toLocaleString("en");

export const counted = (/** @type {number} */ count, /** @type {string} */ noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

/* How often something is named; the same words as `times` in geo/mapping/wording.py. */
export const times = (/** @type {number} */ count) => (count === 1 ? "once" : count === 2 ? "twice" : `${number(count)} times`);
