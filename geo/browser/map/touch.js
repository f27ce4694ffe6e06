/* A finger is broad: a touch beside a marker is meant for the nearest one within its reach. */

const REACH = 24; // pixels from the middle of a marker: 48 across

/**
 * @param {L.Map} map
 * @param {() => Iterable<[string, L.CircleMarker]>} markers by place
 * @param {(id: string) => void} onChoose
 * @returns {() => void} ends it
 */
export function reachByTouch(map, markers, onChoose) {
  const container = map.getContainer();
  const onClick = (/** @type {MouseEvent} */ event) => {
    if (!(event instanceof PointerEvent) || event.pointerType !== "touch") return;
    const target = /** @type {Element} */ (event.target);
    if (target.closest(".leaflet-control, .leaflet-popup, .bubble")) return;
    const point = map.mouseEventToContainerPoint(event);
    /** @type {string | null} */
    let nearest = null;
    let distance = Infinity;
    for (const [id, marker] of markers()) {
      const away = map.latLngToContainerPoint(marker.getLatLng()).distanceTo(point);
      if (away < distance && away <= Math.max(REACH, marker.getRadius())) [nearest, distance] = [id, away];
    }
    if (nearest === null) return;
    event.stopPropagation();
    onChoose(nearest);
  };
  container.addEventListener("click", onClick, true);
  return () => container.removeEventListener("click", onClick, true);
}
