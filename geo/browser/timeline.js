/* Where things were when: two ends of a span of days, and play. Map, text and list are told which documents
 * lie in it and narrow themselves; nothing is asked of the server until the span stands. */
import { button, element } from "./dom.js";

const STEP = 1000; // milliseconds that each day is shown while the timeline plays

/**
 * `days` are those of the documents, in order, `labels` what they are called, `documents` the day of each
 * document as a number of `days`, or null.
 * @typedef {{ days: string[], labels: string[], documents: (number | null)[] }} TimelinePayload
 * @typedef {{ days: string, since: string, until: string, playing: boolean }} KeptSpan
 */

/**
 * @param {HTMLElement} root
 * @param {TimelinePayload} data
 * @param {import("./bus.js").Bus} bus
 * @param {import("./mount.js").PanelOptions} options
 */
export function datelineTimeline(root, { days, labels, documents }, bus, { onSpan, kept } = {}) {
  const last = days.length - 1;
  const before = /** @type {KeptSpan | undefined} */ (kept);
  const same = before?.days === days.join();
  let since = Math.max(0, days.indexOf((same && before?.since) || days[0]));
  let until = same && before ? Math.max(since, days.indexOf(before.until)) : last;
  /** @type {ReturnType<typeof setInterval> | null} */
  let playing = null;

  const play = button("play", "", () => (playing ? stop() : start()));
  const first = end("First day", (to) => (since = Math.min(to, until)));
  const second = end("Last day", (to) => (until = Math.max(to, since)));
  const said = element("output", "span");
  said.setAttribute("aria-live", "off");
  const rail = element("div", "rail");
  rail.append(first, second);
  root.replaceChildren(play, rail, said);

  /**
   * @param {string} label
   * @param {(to: number) => void} move
   */
  function end(label, move) {
    const input = element("input");
    input.type = "range";
    input.max = String(last);
    input.setAttribute("aria-label", label);
    input.addEventListener("input", () => {
      if (playing) stop(false);
      move(Number(input.value));
      show();
    });
    input.addEventListener("change", settle);
    return input;
  }

  const isWhole = () => since === 0 && until === last;
  const isIn = (/** @type {number | null} */ day) => day !== null && since <= day && day <= until;

  function tell() {
    const shown = documents.flatMap((day, index) => (isIn(day) ? [index] : []));
    bus.send({ type: "span", documents: isWhole() ? null : shown }); // the whole leaves out no document without a date
  }

  function show() {
    draw();
    tell();
  }

  function draw() {
    first.value = String(since);
    second.value = String(until);
    first.setAttribute("aria-valuetext", labels[since]);
    second.setAttribute("aria-valuetext", labels[until]);
    first.classList.toggle("above", since === last); // both at the end: the one that can still move
    rail.style.setProperty("--from", `${(since / last) * 100}%`);
    rail.style.setProperty("--to", `${(until / last) * 100}%`);
    said.textContent = since === until ? labels[since] : `${labels[since]} – ${labels[until]}`;
    play.textContent = playing ? "Stop" : "Play";
    play.setAttribute("aria-pressed", String(Boolean(playing)));
  }

  /* The server hears of it once it stands: what is taken away is of this span. */
  function settle() {
    onSpan?.(isWhole() ? null : [days[since], days[until]]);
  }

  function run() {
    playing = setInterval(step, STEP);
  }

  function start() {
    if (until === last) {
      if (since === last) since = 0;
      until = since;
    }
    run();
    show();
  }

  function stop(settled = true) {
    if (playing) clearInterval(playing);
    playing = null;
    draw();
    if (settled) settle();
  }

  function step() {
    until += 1;
    show();
    if (until === last) stop();
  }

  if (same && before?.playing && until < last) run();
  draw();
  if (!isWhole()) tell();
  bus.listen(({ type }) => {
    if ((type === "ready" || type === "listed" || type === "written") && !isWhole()) tell();
  });
  return {
    /** @returns {KeptSpan} */
    kept: () => ({ days: days.join(), since: days[since], until: days[until], playing: Boolean(playing) }),
    close: () => {
      if (playing) clearInterval(playing);
      bus.close();
    },
  };
}
