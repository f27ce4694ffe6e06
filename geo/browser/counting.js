/* Numbers in words: "1 place", "8,979 places". */

export const number = (count) => count.toLocaleString("en");

export const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

/* How often something is named; the same words as `times` in geo/mapping/wording.py. */
export const times = (count) => (count === 1 ? "once" : count === 2 ? "twice" : `${number(count)} times`);
