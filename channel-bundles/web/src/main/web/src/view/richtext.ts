import type { Texts } from '../i18n/texts';
import { el, safeUrl } from './dom';

const TOKEN = /\*\*(?<bold>[^*\n]+)\*\*|`(?<code>[^`\n]+)`|\[(?<label>[^\]\n]+)\]\((?<target>[^)\s]+)\)|(?<url>https?:\/\/[^\s<>"'`，。；、（）【】《》]+)/gu;
const TRAILING = /[.,;:!?)\]}]+$/;

/**
 * Renders a message's text with a little markup: **bold**, `code`, [links](https://…), bare addresses and line breaks.
 * Builds nodes only, so text stays text; a link that is not http(s) is shown as written.
 */
export function richText(text: string, texts: Texts): DocumentFragment {
  const result = document.createDocumentFragment();
  text.split('\n').forEach((line, index) => {
    if (index > 0) result.append(el('br'));
    appendLine(result, line, texts);
  });
  return result;
}

/** The same text as one plain line, for previews. */
export function plainText(text: string): string {
  return text.replace(TOKEN, (whole, ...rest) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    return groups.bold ?? groups.code ?? groups.label ?? whole;
  }).replace(/\s+/g, ' ').trim();
}

export function link(url: string, label: string, texts: Texts): HTMLAnchorElement {
  return el(
    'a',
    { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' },
    label,
    el('span', { class: 'hidden' }, ` (${texts.get('link.newWindow')})`),
  );
}

function appendLine(into: DocumentFragment, line: string, texts: Texts): void {
  let from = 0;
  for (const match of line.matchAll(TOKEN)) {
    into.append(line.slice(from, match.index));
    from = match.index + match[0].length;
    const { bold, code, label, target, url } = match.groups ?? {};
    if (bold !== undefined) into.append(el('strong', {}, bold));
    else if (code !== undefined) into.append(el('code', {}, code));
    else if (label !== undefined && target !== undefined) into.append(named(match[0], label, target, texts));
    else if (url !== undefined) appendBare(into, url, texts);
  }
  into.append(line.slice(from));
}

function named(written: string, label: string, target: string, texts: Texts): Node {
  const safe = /^https?:\/\//i.test(target) ? safeUrl(target) : undefined;
  return safe === undefined ? document.createTextNode(written) : link(safe, label, texts);
}

function appendBare(into: DocumentFragment, url: string, texts: Texts): void {
  const tail = TRAILING.exec(url)?.[0] ?? '';
  const address = url.slice(0, url.length - tail.length);
  const safe = safeUrl(address);
  into.append(safe === undefined ? address : link(safe, address, texts), tail);
}
