/* Light or dark, and the colours of each. `dateline-theme` is dispatched on the window when they change. */

/* Colours live here and not in map.css: the page does not wait for a style sheet before it draws. */
const PALETTES = {
  light: {
    accent: "#b5341c", onAccent: "#ffffff", ink: "#1f1d1a", inkSoft: "#6a645b", paper: "#fffdf9",
    sea: "#dde6e9", land: "#f6f2e9", border: "#cfc7b8", name: "#7d7466", mark: "#fbe3d9", rule: "#e4ddd0",
  },
  dark: {
    accent: "#ff8f66", onAccent: "#1b1411", ink: "#ece8e1", inkSoft: "#a9a399", paper: "#1d2023",
    sea: "#14171a", land: "#2a2e33", border: "#464c53", name: "#959ca3", mark: "#5f3522", rule: "#363b40",
  },
};

export let palette = PALETTES.light;

/* Streamlit hands its theme to a frame as CSS variables; elsewhere the browser's wish counts. */
function readTheme() {
  const root = document.documentElement;
  const paper = getComputedStyle(root).getPropertyValue("--background-color").trim();
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(paper);
  const dark = channels
    ? channels.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) < 384
    : window.matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = dark ? "dark" : "light";
  if (root.dataset.theme === theme) return;
  root.dataset.theme = theme;
  palette = PALETTES[theme];
  for (const [name, value] of Object.entries(palette)) root.style.setProperty(`--${name}`, value);
  window.dispatchEvent(new Event("dateline-theme"));
}

readTheme();
window.addEventListener("message", () => setTimeout(readTheme, 0));
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", readTheme);
