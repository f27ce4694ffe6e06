/* The list of places: a plain table that sorts, and chooses a place for map and text. */

import { counted, number } from "./counting.js";
import { button, element } from "./dom.js";
import { readTable } from "./payload.js";

/** @typedef {{ key: "name" | "what" | "country" | "count" | "score", title: string, numeric?: boolean }} Column */

/**
 * The row as those documents name its place, or nothing.
 * @param {ListRow} row
 * @param {Set<number>} documents
 */
function countedIn(row, documents) {
  let count = 0;
  for (let at = 0; at < row.counts.length; at += 2) if (documents.has(row.counts[at])) count += row.counts[at + 1];
  return count ? [{ ...row, count }] : [];
}

/**
 * @param {HTMLElement} root
 * @param {Table} data
 * @param {import("./bus.js").Bus} bus
 */
export function datelineList(root, data, bus) {
  const everything = /** @type {ListRow[]} */ (readTable(data, "list"));
  let rows = everything;
  /** @type {Column[]} */
  const COLUMNS = [
    { key: "name", title: "Place" },
    { key: "what", title: "Kind" },
    { key: "country", title: "Country" },
    { key: "count", title: "Mentions", numeric: true },
    { key: "score", title: "Confidence", numeric: true },
  ];
  const AT_ONCE = 200;
  const collate = new Intl.Collator();
  /** @type {{ key: Column["key"], down: boolean }} */
  let order = { key: "count", down: true };
  /** @type {string | null} */
  let current = null;
  let shown = AT_ONCE;
  /** @type {Map<string, HTMLTableRowElement>} */
  const lines = new Map();

  const table = element("table");
  const head = element("tr");
  const titles = COLUMNS.map((column) => {
    const cell = element("th", column.numeric ? "number" : "");
    cell.scope = "col";
    const onSort = () => {
      order = { key: column.key, down: order.key === column.key ? !order.down : Boolean(column.numeric) };
      sort();
    };
    cell.append(button("", column.title, onSort));
    head.append(cell);
    return cell;
  });
  const top = element("thead");
  top.append(head);
  const body = element("tbody");
  /* A row is made when it is first shown: thousands of places are listed a part at a time. */
  function lineOf(/** @type {ListRow} */ row) {
    const made = lines.get(row.id);
    if (made) return made;
    const line = element("tr", row.sure);
    const name = element("th");
    name.scope = "row";
    name.append(button(`name ${row.reading}`, row.name));
    const kind = element("td", "kind", row.what.replace(` of ${row.country}`, "").replace(` in ${row.country}`, ""));
    const country = element("td", "country", row.country);
    const count = element("td", "number", number(row.count));
    const score = element("td", "number score");
    const meter = element("span", "meter");
    meter.style.setProperty("--share", `${Math.round(row.score * 100)}%`);
    score.append(meter, element("span", "percent", `${Math.round(row.score * 100)} %`));
    score.title = row.sure;
    line.append(name, kind, country, count, score);
    line.addEventListener("click", () => choose(row.id));
    lines.set(row.id, line);
    if (row.id === current) line.setAttribute("aria-selected", "true");
    return line;
  }
  const more = button("more", "", () => {
    shown = rows.length;
    sort();
  });
  table.append(top, body);

  function sort() {
    const sign = order.down ? -1 : 1;
    const sorted = [...rows].sort((a, b) => {
      const [left, right] = [a[order.key], b[order.key]];
      const sorted = typeof left === "number" ? left - Number(right) : collate.compare(left, String(right));
      return sign * sorted || collate.compare(a.name, b.name);
    });
    body.replaceChildren(...sorted.slice(0, shown).map(lineOf));
    more.hidden = shown >= rows.length;
    more.textContent = `Show all ${counted(rows.length, "place")}`;
    titles.forEach((cell, index) => {
      const mine = COLUMNS[index].key === order.key;
      if (mine) cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
  }

  function show(/** @type {string | null} */ id) {
    lines.get(current ?? "")?.removeAttribute("aria-selected");
    current = id;
    lines.get(id ?? "")?.setAttribute("aria-selected", "true");
  }

  function choose(/** @type {string} */ id) {
    show(id);
    bus.send({ type: "select", place: id, from: "list" });
  }

  bus.listen((message) => {
    if (message.type === "span") {
      const on = message.documents && new Set(message.documents);
      rows = on ? everything.flatMap((row) => countedIn(row, on)) : everything;
      lines.clear();
      sort();
    } else if (message.type === "chosen" || (message.type === "select" && message.from !== "list")) show(message.place ?? null);
  });
  root.replaceChildren(table, more);
  sort();
  bus.send({ type: "listed" }); // the text may have said before which place is chosen
  return { close: () => bus.close() };
}
