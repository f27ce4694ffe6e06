/* The list of places: a plain table that sorts, and chooses a place for map and text. */

import { counted, number } from "./counting.js";
import { element } from "./dom.js";

export function datelineList(root, data, bus) {
  const rows = data.rows.map((row) => Object.fromEntries(data.names.map((name, index) => [name, row[index]])));
  const COLUMNS = [
    { key: "name", title: "Place" },
    { key: "what", title: "Kind" },
    { key: "country", title: "Country" },
    { key: "count", title: "Mentions", numeric: true },
    { key: "score", title: "Confidence", numeric: true },
  ];
  const AT_ONCE = 200;
  const collate = new Intl.Collator();
  let order = { key: "count", down: true };
  let current = null;
  let shown = AT_ONCE;
  const lines = new Map();

  const table = element("table");
  const head = element("tr");
  const titles = COLUMNS.map((column) => {
    const cell = element("th", column.numeric ? "number" : "");
    cell.scope = "col";
    const button = element("button", "", column.title);
    button.type = "button";
    button.addEventListener("click", () => {
      order = { key: column.key, down: order.key === column.key ? !order.down : Boolean(column.numeric) };
      sort();
    });
    cell.append(button);
    head.append(cell);
    return cell;
  });
  const top = element("thead");
  top.append(head);
  const body = element("tbody");
  /* A row is made when it is first shown: thousands of places are listed a part at a time. */
  function lineOf(row) {
    if (lines.has(row.id)) return lines.get(row.id);
    const line = element("tr", row.sure);
    const name = element("th");
    name.scope = "row";
    const button = element("button", `name ${row.reading}`, row.name);
    button.type = "button";
    name.append(button);
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
  const more = element("button", "more");
  more.type = "button";
  more.addEventListener("click", () => {
    shown = rows.length;
    sort();
  });
  table.append(top, body);

  function sort() {
    const sign = order.down ? -1 : 1;
    const sorted = [...rows].sort((a, b) => {
      const [left, right] = [a[order.key], b[order.key]];
      return sign * (typeof left === "number" ? left - right : collate.compare(left, right)) || collate.compare(a.name, b.name);
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

  function show(id) {
    lines.get(current)?.removeAttribute("aria-selected");
    current = id;
    lines.get(id)?.setAttribute("aria-selected", "true");
  }

  function choose(id) {
    show(id);
    bus.send({ type: "select", place: id, from: "list" });
  }

  bus.listen((message) => {
    if (message.type === "chosen" || (message.type === "select" && message.from !== "list")) show(message.place);
  });
  root.replaceChildren(table, more);
  sort();
  bus.send({ type: "listed" }); // the text may have said before which place is chosen
  return { close: () => bus.close() };
}
