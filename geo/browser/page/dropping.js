/* Files dropped anywhere on the page land in the panel for texts of one's own. While files are dragged a
 * sheet lies over all, the map's frame too, which would otherwise swallow them. */
import { element } from "../dom.js";

const PANEL = '[class*="st-key-own-"] button';
const INPUT = '[data-testid="stPopoverBody"] [data-testid="stFileUploader"] input[type=file]:not([webkitdirectory])';
const READ = '[data-testid="stFormSubmitButton"] button';
const PATIENCE = 15000; // milliseconds until the panel is there

const bringsFiles = (/** @type {DragEvent} */ event) => Boolean(event.dataTransfer?.types.includes("Files"));

/** The panel's file input, once the panel is open. @returns {Promise<HTMLInputElement | null>} */
async function openInput() {
  const find = () => /** @type {HTMLInputElement | null} */ (document.querySelector(INPUT));
  if (!find()) /** @type {HTMLElement | null} */ (document.querySelector(PANEL))?.click();
  for (const until = performance.now() + PATIENCE; !find() && performance.now() < until; )
    await new Promise(requestAnimationFrame);
  return find();
}

async function take(/** @type {FileList} */ files) {
  const input = await openInput();
  if (!input) return;
  input.files = files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  /** @type {HTMLElement | null | undefined} */ (input.closest("form, [data-testid=stForm]")?.querySelector(READ))?.focus();
}

/** Gives a function that ends it. */
export function takeDrops() {
  const sheet = element("div", "dateline-drop", "Drop the file to read it");
  const show = (/** @type {DragEvent} */ event) => {
    if (bringsFiles(event)) document.body.append(sheet);
  };
  const allow = (/** @type {DragEvent} */ event) => {
    if (bringsFiles(event)) event.preventDefault();
  };
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    event.stopPropagation();
    sheet.remove();
    const held = new DataTransfer(); // the event's own is empty once the event is over
    for (const file of event.dataTransfer?.files ?? []) held.items.add(file);
    if (held.files.length) void take(held.files);
  };
  window.addEventListener("dragenter", show);
  sheet.addEventListener("dragover", allow);
  sheet.addEventListener("dragleave", () => sheet.remove());
  sheet.addEventListener("drop", drop);
  return () => {
    window.removeEventListener("dragenter", show);
    sheet.remove();
  };
}
