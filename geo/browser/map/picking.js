/* The next click on the map is a point set by hand. */
import { element } from "../dom.js";

/* Calls `onDone` with the point, or with null where the reader leaves; gives a function that stops. */
export function pick(map, onDone) {
  const container = map.getContainer();
  const banner = element("p", "pick-banner", "Click where it is. Escape leaves everything as it was.");
  banner.setAttribute("role", "status");
  container.append(banner);
  container.classList.add("picking");
  map.closePopup();
  const stop = () => {
    container.removeEventListener("click", onClick, true);
    window.removeEventListener("keydown", onKey);
    banner.remove();
    container.classList.remove("picking");
  };
  const onClick = (event) => {
    const { lat, lng } = map.containerPointToLatLng(map.mouseEventToContainerPoint(event)).wrap();
    event.stopPropagation();
    event.preventDefault();
    stop();
    onDone({ lat, lon: lng });
  };
  const onKey = (event) => {
    if (event.key !== "Escape") return;
    stop();
    onDone(null);
  };
  container.addEventListener("click", onClick, true);
  window.addEventListener("keydown", onKey);
  return stop;
}
