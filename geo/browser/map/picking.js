/* The next click on the map is a point set by hand. */
import { element } from "../dom.js";

/**
 * Asks for the point of what is called `name`. Calls `onDone` with it, or with null where the reader leaves;
 * gives a function that stops without calling.
 * @param {L.Map} map
 * @param {string} name
 * @param {(point: { lat: number, lon: number } | null) => void} onDone
 */
export function pick(map, name, onDone) {
  const container = map.getContainer();
  const banner = element("p", "pick-banner", `Click where “${name}” is. Escape leaves everything as it was.`);
  banner.setAttribute("role", "status");
  container.append(banner);
  container.classList.add("picking");
  const stop = () => {
    container.removeEventListener("click", onClick, true);
    window.removeEventListener("keydown", onKey, true);
    banner.remove();
    container.classList.remove("picking");
  };
  const onClick = (/** @type {MouseEvent} */ event) => {
    event.stopPropagation();
    event.preventDefault();
    const { lat, lng } = map.containerPointToLatLng(map.mouseEventToContainerPoint(event)).wrap();
    stop();
    onDone({ lat, lon: lng });
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    stop();
    onDone(null);
  };
  container.addEventListener("click", onClick, true);
  window.addEventListener("keydown", onKey, true);
  return stop;
}
