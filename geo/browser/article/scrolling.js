/* Bringing a mention into view: in the panel's own scroll or, where the window is narrow, in the page's. */

const EDGE = 24; // pixels: a mention nearer to the edge is scrolled away from it
const TRIES = 3; // what lies between is as high as it was guessed until it is on the screen

/** The nearest ancestor that scrolls, also outside of a shadow root. @param {HTMLElement} node */
function scrollerOf(node) {
  /** @type {Node | null} */
  let each = node;
  while (each) {
    if (each instanceof HTMLElement && each.scrollHeight > each.clientHeight) {
      const { overflowY } = getComputedStyle(each);
      if (overflowY === "auto" || overflowY === "scroll") return each;
    }
    each = each instanceof ShadowRoot ? each.host : each.parentNode;
  }
  return /** @type {HTMLElement} */ (document.scrollingElement ?? document.documentElement);
}

/**
 * Top and bottom of what can be seen of a scroller, in pixels of the window: what is fixed over it, where the
 * node is, does not count.
 * @param {HTMLElement} scroller
 * @param {HTMLElement[]} covers
 * @param {DOMRect} node
 */
function viewOf(scroller, covers, node) {
  let { top, bottom } = scroller.getBoundingClientRect();
  top = Math.max(top, 0);
  bottom = Math.min(bottom, window.innerHeight);
  for (const cover of covers) {
    const box = cover.getBoundingClientRect();
    if (!box.height || box.left >= node.right || box.right <= node.left) continue;
    if (box.top <= top + 1) top = Math.max(top, box.bottom);
    else if (box.bottom >= bottom - 1) bottom = Math.min(bottom, box.top);
  }
  return { top, bottom };
}

/**
 * @param {HTMLElement} node
 * @param {{ covers: () => HTMLElement[], wanted: () => boolean }} options what lies over the text, and whether the node is still to be shown
 */
export function bringIntoView(node, { covers, wanted }, tries = TRIES) {
  const scroller = scrollerOf(node);
  const box = node.getBoundingClientRect();
  const view = viewOf(scroller, covers(), box);
  if (box.top >= view.top + EDGE && box.bottom <= view.bottom - EDGE) return;
  scroller.scrollTop += box.top - view.top - (view.bottom - view.top) / 3;
  if (tries) requestAnimationFrame(() => wanted() && bringIntoView(node, { covers, wanted }, tries - 1));
}

/* The map, which stays over the text where the window is narrow: on the page in its frame, or beside the text. */
export function mapsOf(/** @type {HTMLElement} */ root) {
  const maps = /** @type {NodeListOf<HTMLElement>} */ (root.ownerDocument.querySelectorAll(".st-key-map iframe, #map_div"));
  return [...maps];
}
