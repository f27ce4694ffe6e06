/* What belongs to the page as a whole. */
import { takeDrops } from "./page/dropping.js";
import { keepSteps } from "./page/history.js";

export function datelinePage() {
  keepSteps(window.history);
  return { close: takeDrops() };
}
