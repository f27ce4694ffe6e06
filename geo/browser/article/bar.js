/* The bar over the text: which place is chosen, and the ways on from there. Where the window is narrow it is
 * the head of the sheet that comes up from below. */
import { button, element } from "../dom.js";

/**
 * @param {{ onStep: (by: 1 | -1) => void, onWhy: () => void, onLeave: () => void }} hear
 */
export function makeBar({ onStep, onWhy, onLeave }) {
  const node = element("div", "bar");
  const status = element("p", "status");
  status.setAttribute("role", "status");
  const add = button("why add");
  add.hidden = true;
  const why = button("why", "Why here?", onWhy);
  why.setAttribute("aria-expanded", "false");
  const previous = button("step", "‹", () => onStep(-1));
  const next = button("step", "›", () => onStep(1));
  previous.setAttribute("aria-label", "Previous mention");
  next.setAttribute("aria-label", "Next mention");
  previous.title = "Previous mention (←)";
  next.title = "Next mention (→)";
  const leave = button("step leave", "×", onLeave);
  leave.setAttribute("aria-label", "Let go of this place");
  node.append(status, add, why, previous, next, leave);
  return {
    node,
    add,
    why,
    /** @param {{ text: string, steps: boolean, asks: boolean }} shown */
    say({ text, steps, asks }) {
      status.textContent = text;
      previous.disabled = next.disabled = !steps;
      why.hidden = !asks;
    },
  };
}
