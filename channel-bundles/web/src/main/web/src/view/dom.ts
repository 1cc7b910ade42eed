type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Builds an element. Attributes are set as such and children as nodes or text, so nothing a server sends is ever
 * read as markup. `false` and undefined leave an attribute or a child out.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...present(children));
  return element;
}

export function button(
  attributes: Attributes,
  onClick: (event: MouseEvent) => void,
  ...children: readonly Child[]
): HTMLButtonElement {
  const element = el('button', { type: 'button', ...attributes }, ...children);
  element.addEventListener('click', onClick);
  return element;
}

export function fragment(...children: readonly Child[]): DocumentFragment {
  const result = document.createDocumentFragment();
  result.append(...present(children));
  return result;
}

/** Sets a text only when it differs, so that screen readers do not hear it twice. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function present(children: readonly Child[]): readonly (Node | string)[] {
  return children.filter((child): child is Node | string => child !== undefined && child !== false);
}

/** The address if it is one a click may safely follow (http, https, or on this site), otherwise undefined. */
export function safeUrl(value: string): string | undefined {
  try {
    const url = new URL(value, document.baseURI);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps the page's rules off an element. The shadow keeps them off what is inside; the element itself is the page's,
 * and a rule for every `div` or `*` would hide the chat or make it huge. Nothing comes before an important style of
 * the element's own.
 */
export function standOnItsOwn(element: HTMLElement): void {
  element.style.setProperty('all', 'initial', 'important');
  element.style.setProperty('display', 'block', 'important');
}
