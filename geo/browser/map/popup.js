/* The popup of a place: what it is, and the sentences that name it. Made when it is opened. */
import { times } from "../counting.js";
import { button, element } from "../dom.js";

const QUOTES_AT_ONCE = 5;
const QUOTES_PER_SCROLL = 20;

function quoteNode(data, [number, doc, marks], onQuote) {
  const text = data.sentences[number];
  const item = element("li", "quote");
  const face = button("", undefined, () => onQuote([doc, marks[0][3]]));
  face.title = "Show in the text";
  let done = 0;
  for (const [start, end, reading] of marks) {
    face.append(text.slice(done, start), element("mark", reading, text.slice(start, end)));
    done = end;
  }
  face.append(text.slice(done));
  item.append(face);
  return item;
}

function headNode(place, onWhy) {
  const head = element("header");
  head.append(element("h2", "", place.name), element("p", "", `${place.what} · named ${times(place.count)}`));
  if (place.note) head.append(element("p", "note", place.note));
  if (place.own) head.append(element("p", "note", "Your own choice."));
  else if (place.sure === "doubtful") head.append(element("p", "note", "A doubtful guess."));
  if (onWhy) head.append(button("why", "Why here?", onWhy));
  return head;
}

/* `fill` writes as many quotes as there is room for; call it once the popup is on the map. */
export function popupNode(data, place, { onQuote, onWhy }) {
  const box = element("article", "place-popup");
  const quotes = element("ol", "quotes");
  quotes.tabIndex = 0;
  quotes.setAttribute("aria-label", `Sentences that name ${place.name}`);
  let shown = 0;
  let heading = -1;
  const more = (count) => {
    for (const quote of place.quotes.slice(shown, shown + count)) {
      if (data.documents.length > 1 && quote[1] !== heading) {
        heading = quote[1];
        const [title, dateline] = data.documents[heading];
        const source = element("li", "source", title);
        if (dateline) source.append(element("span", "", dateline));
        quotes.append(source);
      }
      quotes.append(quoteNode(data, quote, onQuote));
    }
    shown += count;
  };
  more(QUOTES_AT_ONCE);
  quotes.addEventListener("scroll", () => {
    if (shown < place.quotes.length && quotes.scrollTop + quotes.clientHeight > quotes.scrollHeight - 80)
      more(QUOTES_PER_SCROLL);
  });
  box.fill = () => {
    while (shown < place.quotes.length && quotes.scrollHeight <= quotes.clientHeight) more(QUOTES_AT_ONCE);
  };
  box.append(headNode(place, onWhy), quotes);
  return box;
}

/* Places at one and the same point, to choose from. */
export function choiceNode(places, onChoose) {
  const list = element("ul", "choice");
  for (const place of places) {
    const item = element("li");
    item.append(button("", `${place.name} (${place.what})`, () => onChoose(place)));
    list.append(item);
  }
  return list;
}
