/* Steps of the browser's history. Streamlit makes a step of every change of the address that its server
 * asks for; here only another article is one, and everything else replaces the step where the reader is.
 * Streamlit itself answers back and forward: it runs the page again with the address of that step. */

const STEP = "article"; // the part of the address that geo/page/address.py names a document with

/** @param {History & { datelineSteps?: boolean }} history */
export function keepSteps(history) {
  if (history.datelineSteps) return;
  history.datelineSteps = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const now = new URL(window.location.href);
    const next = new URL(url ?? now, now);
    const before = now.searchParams.get(STEP);
    const isStep = before !== null && next.searchParams.get(STEP) !== before;
    if (isStep || next.pathname !== now.pathname) push(state, title, url);
    else history.replaceState(state, title, url);
  };
}
