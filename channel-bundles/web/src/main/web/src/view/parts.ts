import type { Texts } from '../i18n/texts';
import type { Action, CardPart, ChoicesPart, Field, MediaPart, Part, PlacePart } from '../protocol/frames';
import { button, el, fragment, safeUrl } from './dom';
import { icon } from './icons';
import { link, plainText, richText } from './richtext';

export interface PartContext {
  readonly texts: Texts;
  readonly press: (action: Action) => void;
  /** The address of a file, which may be told without its host. */
  readonly fileUrl: (uri: string) => string;
  /** Something changed its size after it was drawn. */
  readonly resized: () => void;
}

/** Draws one part of a message. */
export function renderPart(part: Part, context: PartContext): HTMLElement {
  switch (part.type) {
    case 'text':
      return el('div', { class: 'bubble text' }, richText(part.text, context.texts));
    case 'media':
      return renderMedia(part, context);
    case 'card':
      return renderCard(part, context);
    case 'choices':
      return renderChoices(part, context);
    case 'place':
      return renderPlace(part, context);
    case 'unknown':
      return el('div', { class: 'bubble text muted' }, context.texts.get('part.unknown'));
  }
}

/** One line that stands for a message elsewhere, such as in the preview beside the launcher. */
export function summary(parts: readonly Part[], texts: Texts): string {
  for (const part of parts) {
    if (part.type === 'text' && part.text !== '') return plainText(part.text);
    if (part.type === 'card') return part.title;
    if (part.type === 'choices' && part.prompt !== '') return part.prompt;
    if (part.type === 'media') return part.name || texts.get(isImage(part) ? 'media.image' : 'media.file');
    if (part.type === 'place') return part.label || texts.get('place.unnamed');
  }
  return texts.get('part.unknown');
}

function renderMedia(part: MediaPart, context: PartContext): HTMLElement {
  const { texts } = context;
  const url = safeUrl(context.fileUrl(part.uri));
  if (url === undefined) return el('div', { class: 'bubble text muted' }, texts.get('media.unsafe'));
  return isImage(part) ? renderImage(part, url, context) : renderFile(part, url, texts);
}

function renderImage(part: MediaPart, url: string, context: PartContext): HTMLElement {
  const name = part.name || context.texts.get('media.image');
  const image = el('img', { src: url, alt: name, loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
  image.addEventListener('load', context.resized);
  const label = context.texts.get('media.open', { name });
  const anchor = el('a', { ...newWindow(url), class: 'image', 'aria-label': label }, image);
  // A picture that cannot be fetched is still a link somebody may follow.
  image.addEventListener('error', () => anchor.replaceWith(renderFile(part, url, context.texts)));
  return anchor;
}

function renderFile(part: MediaPart, url: string, texts: Texts): HTMLElement {
  const name = part.name || texts.get('media.file');
  const size = part.size > 0 ? texts.size(part.size) : '';
  return el(
    'a',
    { ...newWindow(url), class: 'bubble file', 'aria-label': texts.get('media.open', { name }) },
    el('span', { class: 'file-icon' }, icon('file')),
    el('span', { class: 'file-text' }, el('span', { class: 'file-name' }, name), el('span', { class: 'note' }, size)),
  );
}

function renderCard(part: CardPart, context: PartContext): HTMLElement {
  const { fields } = part;
  return el(
    'div',
    { class: 'card' },
    part.title !== '' && el('div', { class: 'card-title' }, part.title),
    fields.length > 0 && (isTimeline(fields) ? renderTimeline(fields, context) : renderFields(fields, context)),
    part.actions.length > 0 && renderActions(part.actions, 'card-actions', context),
  );
}

function renderFields(fields: readonly Field[], { texts }: PartContext): HTMLElement {
  const rows = fields.map((field) =>
    el('div', { class: 'field' }, el('dt', {}, field.label), el('dd', {}, richText(field.value, texts))),
  );
  return el('dl', { class: 'fields' }, ...rows);
}

function renderTimeline(fields: readonly Field[], { texts }: PartContext): HTMLElement {
  const steps = fields.map((field) =>
    el(
      'li',
      {},
      el('span', { class: 'step-what' }, richText(field.value, texts)),
      el('span', { class: 'step-when' }, field.label),
    ),
  );
  return el('ol', { class: 'timeline' }, ...steps);
}

/** A card whose labels are points in time is a history, as of a parcel. */
function isTimeline(fields: readonly Field[]): boolean {
  return fields.length >= 2 && fields.every((field) => /\d{1,2}:\d{2}|\d{1,4}[-/.月]\d{1,2}/.test(field.label));
}

function renderChoices(part: ChoicesPart, context: PartContext): HTMLElement {
  return el(
    'div',
    { class: 'choices', role: 'group', 'aria-label': part.prompt === '' ? undefined : part.prompt },
    part.prompt !== '' && el('div', { class: 'bubble text' }, richText(part.prompt, context.texts)),
    renderActions(part.options, 'options', context),
  );
}

function renderActions(actions: readonly Action[], className: string, context: PartContext): HTMLElement {
  return el('div', { class: className }, ...actions.map((action) => renderAction(action, context)));
}

/** A payload that is an address is a link; everything else goes back to the server. */
function renderAction(action: Action, context: PartContext): HTMLElement {
  const url = /^https?:\/\//i.test(action.payload) ? safeUrl(action.payload) : undefined;
  if (url === undefined) return button({ class: 'action' }, () => context.press(action), action.label);
  const anchor = link(url, action.label, context.texts);
  anchor.className = 'action';
  return anchor;
}

function renderPlace(part: PlacePart, { texts }: PartContext): HTMLElement {
  const label = part.label || texts.get('place.unnamed');
  const position = `${part.latitude.toFixed(5)}, ${part.longitude.toFixed(5)}`;
  return el(
    'a',
    { ...newWindow(mapUrl(part, label, texts)), class: 'card place' },
    el('span', { class: 'place-map' }, icon('pin')),
    el(
      'span',
      { class: 'place-text' },
      el('span', { class: 'card-title' }, label),
      el('span', { class: 'note' }, position),
      el('span', { class: 'place-link' }, fragment(texts.get('place.open'), icon('external'))),
    ),
  );
}

/** Amap is what opens on phones in China (it converts WGS 84 itself), OpenStreetMap elsewhere. */
function mapUrl(part: PlacePart, label: string, texts: Texts): string {
  const { latitude, longitude } = part;
  if (texts.locale === 'zh-CN') {
    const name = encodeURIComponent(label);
    return `https://uri.amap.com/marker?position=${longitude},${latitude}&name=${name}&coordinate=wgs84`;
  }
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
}

function newWindow(url: string): Record<string, string> {
  return { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' };
}

function isImage(part: MediaPart): boolean {
  return part.mimeType.startsWith('image/');
}
