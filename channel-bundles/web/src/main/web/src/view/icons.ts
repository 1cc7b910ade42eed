const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Own line drawings on a 24 × 24 grid. */
const PATHS = {
  chat: 'M12 3.5c5 0 9 3.4 9 7.7s-4 7.7-9 7.7c-1 0-2-.1-2.9-.4L4.6 20.5l.9-3.6C3.9 15.5 3 13.5 3 11.2 3 6.9 7 3.5 12 3.5Z M8.2 11.2h.01 M12 11.2h.01 M15.8 11.2h.01',
  close: 'M6 6l12 12 M18 6L6 18',
  chevron: 'M6 9.5l6 6 6-6',
  send: 'M5 12h13 M12.5 6l6 6-6 6',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M3 12h18 M12 3c2.5 2.5 3.8 5.5 3.8 9s-1.3 6.5-3.8 9c-2.5-2.5-3.8-5.5-3.8-9s1.3-6.5 3.8-9Z',
  person: 'M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z M4.5 20c1-3.3 3.9-5 7.5-5s6.5 1.7 7.5 5',
  headset: 'M4.5 14v-2a7.5 7.5 0 0 1 15 0v2 M4.5 13.5h2.3v5H5.5a1 1 0 0 1-1-1v-4Z M19.5 13.5h-2.3v5h1.3a1 1 0 0 0 1-1v-4Z M18 18.5c-.5 1.5-2 2-4 2',
  bot: 'M12 4v3 M6.5 7h11A2.5 2.5 0 0 1 20 9.5v6a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 4 15.5v-6A2.5 2.5 0 0 1 6.5 7Z M9 11.5v1.5 M15 11.5v1.5 M12 3.5h.01',
  refresh: 'M19.5 8.5A8 8 0 1 0 20 13 M20 4v5h-5',
  star: 'M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8Z',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z M12 8v4.3l2.7 1.7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checks: 'M2.5 12.5L7 17l9-9 M11 16l1 1 9.5-9.5',
  alert: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z M12 8v4.5 M12 15.8h.01',
  clip: 'M19 11.5l-7.2 7.2a4.3 4.3 0 0 1-6.1-6.1l7.5-7.5a2.9 2.9 0 0 1 4.1 4.1l-7.4 7.4a1.4 1.4 0 0 1-2-2l6.6-6.6',
  file: 'M7 3.5h7l4 4V20a.5.5 0 0 1-.5.5h-11A.5.5 0 0 1 6 20V4.5a1 1 0 0 1 1-1Z M14 3.5V8h4',
  pin: 'M12 21c4.5-4.6 6.8-8 6.8-11A6.8 6.8 0 0 0 5.2 10c0 3 2.3 6.4 6.8 11Z M12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  external: 'M13.5 5H19v5.5 M19 5l-8 8 M17 14v4.5a.5.5 0 0 1-.5.5h-11a.5.5 0 0 1-.5-.5v-11a.5.5 0 0 1 .5-.5H10',
  down: 'M12 5v13 M6 12.5l6 6 6-6',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon in the colour of the text around it. */
export function icon(name: IconName, filled = false): SVGSVGElement {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}${filled ? ' filled' : ''}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const d of PATHS[name].split(/(?= M)/)) {
    const path = document.createElementNS(NAMESPACE, 'path');
    path.setAttribute('d', d.trim());
    svg.append(path);
  }
  return svg;
}
