// Make a part of the page. Words are put in as text: nothing that a person typed becomes HTML.

export function node(tag: string, about: { [name: string]: string } = {}, ...inside: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}
