/* A name that was missed: selected in the text, added by the reader. */
import { spanOf } from "./documents.js";

const LONGEST = 80; // characters of a name
const SHOWN = 24; // of them on the button
const SETTLED_MS = 150; // a finger still drags the selection's ends

/**
 * The selected words as a span of their document, or null where they cannot be a name.
 * @param {HTMLElement} root
 * @returns {(Span & { toponym: string }) | null}
 */
function selectedSpan(root) {
  const tree = /** @type {Document | (ShadowRoot & { getSelection?: () => Selection | null })} */ (root.getRootNode());
  const selection = tree.getSelection ? tree.getSelection() : document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const block = (/** @type {Node} */ node) =>
    (node instanceof HTMLElement ? node : node.parentElement)?.closest("p") ?? null;
  const node = block(range.startContainer);
  const of = node && spanOf(node);
  if (!of || node !== block(range.endContainer)) return null;
  if ([...node.querySelectorAll("[role=button]")].some((mark) => range.intersectsNode(mark))) return null;
  const before = document.createRange();
  before.setStart(node, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const start = of.from + before.toString().length + (words.length - words.trimStart().length);
  const toponym = words.trim();
  if (!toponym || toponym.length > LONGEST) return null;
  return { document: of.document, start, end: start + toponym.length, toponym };
}

/**
 * Offers `face`, a button, while a name is selected by mouse, keyboard or finger; `onAdd` is given its span.
 * `onOffer` hears whether it is offered. Gives a function that ends this.
 * @param {HTMLElement} root
 * @param {HTMLButtonElement} face
 * @param {(span: Span) => void} onAdd
 * @param {(offered: boolean) => void} onOffer
 */
export function offerAdding(root, face, onAdd, onOffer) {
  let timer = 0;
  /** @type {ReturnType<typeof selectedSpan>} */
  let span = null;
  const offer = () => {
    span = selectedSpan(root);
    face.hidden = !span;
    onOffer(Boolean(span));
    if (span) face.textContent = `Add “${span.toponym.length > SHOWN ? `${span.toponym.slice(0, SHOWN)}…` : span.toponym}”`;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(offer, SETTLED_MS);
  };
  // A press on the button would end the selection, and with it the offer, before it is a click.
  face.addEventListener("pointerdown", (event) => event.preventDefault());
  face.addEventListener("click", () => {
    if (!span) return;
    const { document, start, end } = span;
    face.hidden = true;
    onOffer(false);
    onAdd({ document, start, end });
  });
  document.addEventListener("selectionchange", soon);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("selectionchange", soon);
  };
}
