/* A map that is printed: as much of it as on the screen, made as small as the paper. */

const PAPER = 700; // pixels of a sheet's width that are printed on

/** @param {L.Map} map */
export function printWhole(map) {
  const frame = window.frameElement;
  const node = frame instanceof HTMLElement ? frame : map.getContainer();
  const page = node.ownerDocument.defaultView ?? window;
  const printed = page.matchMedia("print");
  const before = () => {
    const { width } = node.getBoundingClientRect();
    if (node.style.zoom || width <= PAPER) return;
    node.style.setProperty("width", `${width}px`, "important");
    node.style.zoom = String(PAPER / width);
  };
  const after = () => {
    node.style.zoom = "";
    node.style.removeProperty("width");
  };
  page.addEventListener("beforeprint", before);
  page.addEventListener("afterprint", after);
  printed.addEventListener("change", () => (printed.matches ? before() : after()));
}
