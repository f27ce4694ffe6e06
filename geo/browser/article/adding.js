/* A name that was missed: selected in the text, added by the reader. */

const LONGEST = 80; // characters of a name
const SHOWN = 24; // of them on the button

/* The selected words as a span of their document, or null where they cannot be a name. */
function selectedSpan(root) {
  const tree = root.getRootNode();
  const selection = tree.getSelection ? tree.getSelection() : document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const block = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("p");
  const node = block(range.startContainer);
  if (!node?.span || node !== block(range.endContainer)) return null;
  if ([...node.querySelectorAll("[role=button]")].some((mark) => range.intersectsNode(mark))) return null;
  const before = document.createRange();
  before.setStart(node, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const start = node.span.from + before.toString().length + (words.length - words.trimStart().length);
  const toponym = words.trim();
  if (!toponym || toponym.length > LONGEST) return null;
  return { document: node.span.document, start, end: start + toponym.length, toponym };
}

/* Offers `face`, a button, while a name is selected in `scroller`; `onAdd` is given its span. */
export function offerAdding(root, scroller, face, onAdd) {
  const offer = () => {
    const span = selectedSpan(root);
    face.hidden = !span;
    if (!span) return;
    const { toponym } = span;
    face.textContent = `Add “${toponym.length > SHOWN ? `${toponym.slice(0, SHOWN)}…` : toponym}”`;
    face.onclick = () => {
      face.hidden = true;
      onAdd(span);
    };
  };
  scroller.addEventListener("mouseup", () => setTimeout(offer, 0));
  scroller.addEventListener("keyup", offer);
}
