import type { Rgb } from '../config';

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [17, 24, 39];
const DARK_SURFACE: Rgb = [24, 27, 34];

/** WCAG contrast ratio, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The CSS variables of a brand colour: whatever the colour, text on it and in it stays readable. */
export function brandVariables(color: Rgb): Readonly<Record<string, string>> {
  const onBrand = contrast(color, WHITE) >= 4.5 || contrast(color, WHITE) > contrast(color, INK) ? WHITE : INK;
  const fill = onBrand === WHITE ? readable(color, WHITE, -1) : readable(color, INK, 1);
  return {
    '--brand': css(fill),
    '--brand-deep': css(mix(fill, onBrand === WHITE ? INK : WHITE, 0.18)),
    '--on-brand': css(onBrand),
    '--brand-text': css(readable(color, WHITE, -1)),
    '--brand-text-dark': css(readable(color, DARK_SURFACE, 1)),
    '--brand-soft': css(mix(color, WHITE, 0.9)),
    '--brand-soft-dark': css(mix(color, DARK_SURFACE, 0.78)),
  };
}

/** The colour, made darker (-1) or lighter (1) until it reads well on the background. */
function readable(color: Rgb, background: Rgb, direction: 1 | -1): Rgb {
  const goal = direction === 1 ? WHITE : INK;
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(color, goal, share);
    if (contrast(candidate, background) >= 4.6) return candidate;
  }
  return goal;
}

function mix(color: Rgb, other: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => Math.round(color[index] * (1 - share) + other[index] * share);
  return [channel(0), channel(1), channel(2)];
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function css(color: Rgb): string {
  return `rgb(${color.join(' ')})`;
}
