/* A line over the map for a moment, which a screen reader says too: that the map has jumped, and where to. */
import { element } from "../dom.js";

const SHOWN_MS = 4000;

/**
 * @param {L.Map} map
 * @returns {(text: string) => void}
 */
export function makeSaying(map) {
  const line = map.getContainer().querySelector(".saying") ?? element("p", "saying");
  line.setAttribute("role", "status");
  map.getContainer().append(line);
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    line.textContent = text;
    if (text) timer = window.setTimeout(() => (line.textContent = ""), SHOWN_MS);
  };
}
