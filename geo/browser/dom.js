/* Making elements. Text becomes a text node and is never read as HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [className]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/**
 * @param {string} [className]
 * @param {string} [text]
 * @param {(event: MouseEvent) => void} [onClick]
 */
export function button(className, text, onClick) {
  const node = element("button", className, text);
  node.type = "button";
  if (onClick) node.addEventListener("click", onClick);
  return node;
}

/**
 * Says in which language and direction a text is written.
 * @template {HTMLElement} N
 * @param {N} node
 * @param {{ lang: string, dir: Direction }} of
 * @returns {N}
 */
export function written(node, { lang, dir }) {
  if (lang) node.lang = lang;
  node.dir = dir;
  return node;
}
