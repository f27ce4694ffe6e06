/* Light or dark, and the colours of each. `dateline-theme` is dispatched on the window when they change. */

import tokens from "../tokens.json" with { type: "json" };

/* Set here and not in a style sheet: the page does not wait for one before it draws. */
const FIXED = { ...tokens.sizes, ...tokens.fonts };

const PRINTED = window.matchMedia("print"); // paper is light

/** @type {Record<keyof typeof tokens.light, string>} */
export let palette = tokens.light;

/* Streamlit hands its theme to a frame as CSS variables; elsewhere the browser's wish counts. */
function readTheme() {
  const root = document.documentElement;
  const paper = getComputedStyle(root).getPropertyValue("--background-color").trim();
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(paper);
  const dark = channels
    ? channels.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 384
    : window.matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = dark && !PRINTED.matches ? "dark" : "light";
  if (root.dataset.theme === theme) return;
  root.dataset.theme = theme;
  root.style.colorScheme = theme;
  palette = tokens[theme];
  for (const [name, value] of Object.entries({ ...FIXED, ...palette })) root.style.setProperty(`--${name}`, value);
  window.dispatchEvent(new Event("dateline-theme"));
}

PRINTED.addEventListener("change", readTheme);
readTheme();
window.addEventListener("message", () => setTimeout(readTheme, 0));
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", readTheme);
