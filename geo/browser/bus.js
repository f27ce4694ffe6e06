/* Messages between map, text and list. On the page they live in different documents and a
 * BroadcastChannel joins them; in the exported file everything is in one window. */

export function openBus(name) {
  const channel = name ? new BroadcastChannel(name) : null;
  const listeners = new Set();
  const hear = (event) => listeners.forEach((listener) => listener(event.data ?? event.detail));
  if (channel) channel.onmessage = hear;
  else window.addEventListener("dateline", hear);
  return {
    send: (message) =>
      channel
        ? channel.postMessage(message)
        : window.dispatchEvent(new CustomEvent("dateline", { detail: message })),
    listen: (listener) => listeners.add(listener),
    close: () => (channel ? channel.close() : window.removeEventListener("dateline", hear)),
  };
}
