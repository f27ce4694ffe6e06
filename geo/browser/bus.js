/* Messages between map, text and list. On the page they live in different documents and a
 * BroadcastChannel joins them; in the exported file everything is in one window. */
import { readMessage } from "./messages.js";

/**
 * @typedef {import("./messages.js").Message} Message
 * @typedef {{
 *   send: (message: Message) => void,
 *   listen: (listener: (message: Message) => void) => void,
 *   close: () => void,
 * }} Bus
 */

/**
 * @param {string | null | undefined} name
 * @returns {Bus}
 */
export function openBus(name) {
  const channel = name ? new BroadcastChannel(name) : null;
  /** @type {Set<(message: Message) => void>} */
  const listeners = new Set();
  const hear = (/** @type {Event} */ event) => {
    const message = readMessage(event instanceof MessageEvent ? event.data : /** @type {CustomEvent} */ (event).detail);
    if (message) listeners.forEach((listener) => listener(message));
  };
  if (channel) channel.onmessage = hear;
  else window.addEventListener("dateline", hear);
  return {
    send: (message) => {
      if (channel) channel.postMessage(message);
      else window.dispatchEvent(new CustomEvent("dateline", { detail: message }));
    },
    listen: (listener) => listeners.add(listener),
    close: () => (channel ? channel.close() : window.removeEventListener("dateline", hear)),
  };
}
