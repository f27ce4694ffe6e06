/* A panel as Streamlit mounts it: a function that is called again whenever the panel's data change. It is
 * drawn anew only when `version` does, so that a choice made meanwhile, the scroll and the focus stay. */
import { openBus } from "./bus.js";

/**
 * @typedef {{ inspect?: (asked: Asked | null) => void, kept?: () => unknown, close: () => void }} View
 * @typedef {{ version: string, channel: string, payload: string, selected?: string | null, inspected?: string }} PanelData
 * @typedef {{ data: PanelData, parentElement: HTMLElement, setTriggerValue: (name: string, value: unknown) => void }} Mounting
 * @typedef {{
 *   selected?: string | null,
 *   kept?: any,
 *   onSelect?: (chosen: Chosen) => void,
 *   onAct?: (act: Act) => void,
 *   onSpan?: (days: [string, string] | null) => void,
 * }} PanelOptions
 */

/**
 * @param {(root: HTMLElement, payload: any, bus: import("./bus.js").Bus, options: PanelOptions) => View} draw
 */
export function mounted(draw) {
  /** @type {WeakMap<HTMLElement, { version: string, view: View, inspected?: string }>} */
  const rooms = new WeakMap();
  return (/** @type {Mounting} */ { data, parentElement, setTriggerValue }) => {
    const { version, channel, payload, selected, inspected } = data;
    let room = rooms.get(parentElement);
    if (!room || room.version !== version) {
      const kept = room?.view.kept?.();
      room?.view.close();
      const root = /** @type {HTMLElement} */ (parentElement.querySelector("[data-root]"));
      const view = draw(root, JSON.parse(payload), openBus(channel), {
        selected,
        kept,
        onSelect: (chosen) => setTriggerValue("chosen", chosen),
        onAct: (act) => setTriggerValue("act", act),
        onSpan: (days) => setTriggerValue("span", { days }),
      });
      room = { version, view };
      rooms.set(parentElement, room);
    }
    if (room.inspected !== inspected) room.view.inspect?.(inspected ? JSON.parse(inspected) : null);
    room.inspected = inspected;
    return () => {
      rooms.get(parentElement)?.view.close();
      rooms.delete(parentElement);
    };
  };
}
