/** The element of the page that has this id, and is of this class. */
export function byId<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new TypeError(`byId: id must be that of a ${type.name}; received ${id}`);
  return found;
}

/** A new element with attributes and children; text stays text. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: Array<Node | string>
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

/** A new element of SVG. */
export function createSvg(name: string, attributes: Record<string, string | number> = {}, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  if (text) element.textContent = text;
  return element;
}

/** Fills a description list. */
export function showFacts(list: HTMLElement, facts: Array<[string, string]>): void {
  list.replaceChildren(...facts.flatMap(([term, text]) => [create('dt', {}, term), create('dd', {}, text)]));
}

/** A share as a percentage with one digit, its exact value beside it for programs. */
export function share(value: number): HTMLDataElement {
  return create('data', { value: String(value) }, `${(100 * value).toFixed(1)} %`);
}
