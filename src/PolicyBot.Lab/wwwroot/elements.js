// Small things for building the page.
export function make(name, attributes = {}, text) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Puts these in order and leaves alone what stands right: taken out and put back, it loses its focus and how far it was scrolled. */
export function place(container, elements) {
  const wanted = new Set(elements);
  for (const child of [...container.children]) if (!wanted.has(child)) child.remove();
  elements.forEach((element, index) => { if (container.children[index] !== element) container.insertBefore(element, container.children[index] ?? null); });
}

/** The newest message: its end, or its beginning when it is longer than what can be seen. */
export function showLatest(container) {
  const last = container.lastElementChild;
  if (!last) return;
  container.scrollTop = last.offsetHeight > container.clientHeight ? last.offsetTop - container.offsetTop - 8 : container.scrollHeight;
}
