// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { parseColor, readConfig, type Rgb } from '../src/config';
import { brandVariables, contrast } from '../src/view/theme';

const PAGE = { search: '', language: 'fr' };
const SCRIPT = 'https://desk.example/widget.js';

describe('attributes of the script tag', () => {
  it('have sensible defaults', () => {
    expect(readConfig({}, SCRIPT, PAGE)).toMatchObject({
      mode: 'widget',
      site: '',
      endpoint: 'wss://desk.example/ws/visitor',
      locale: 'en',
      position: 'right',
      theme: 'light',
      lasting: true,
      open: false,
    });
  });

  it('say where the server is, without TLS when the script came without', () => {
    expect(readConfig({}, 'http://localhost:8181/widget.js', PAGE).endpoint).toBe('ws://localhost:8181/ws/visitor');
    expect(readConfig({ endpoint: 'https://other.example/ws/visitor' }, SCRIPT, PAGE).endpoint).toBe(
      'wss://other.example/ws/visitor',
    );
  });

  it('can be given per language', () => {
    const config = readConfig({ title: 'Help', titleZh: '客服', suggestionsZh: '订单| 物流 |' }, SCRIPT, PAGE);
    expect(config.title).toEqual({ 'zh-CN': '客服', en: 'Help' });
    expect(config.suggestions).toEqual({ 'zh-CN': ['订单', '物流'], en: [] });
  });

  it('fall back when they make no sense', () => {
    const config = readConfig({ site: '../etc', color: 'red;}', position: 'top', theme: 'pink' }, SCRIPT, PAGE);
    expect(config).toMatchObject({ site: '', position: 'right', theme: 'light', color: [43, 92, 217] });
  });

  it('are overridden by the query of the full page only', () => {
    const page = { search: '?site=tea&locale=zh&color=%23c00', language: 'en' };
    expect(readConfig({ mode: 'page' }, SCRIPT, page)).toMatchObject({ site: 'tea', locale: 'zh-CN', color: [204, 0, 0] });
    expect(readConfig({}, SCRIPT, page)).toMatchObject({ site: '', locale: 'en' });
  });
});

describe('the brand colour', () => {
  it('is read as three or six digits', () => {
    expect(parseColor('#0f6b5c')).toEqual([15, 107, 92]);
    expect(parseColor('fa0')).toEqual([255, 170, 0]);
    expect(parseColor('#12345')).toBeUndefined();
  });

  it.each(['#ffffff', '#ffe600', '#7fd4ff', '#808080', '#e53935', '#2b5cd9', '#000000'])(
    'keeps texts readable, even for %s',
    (color) => {
      const variables = brandVariables(parseColor(color) as Rgb);
      const rgb = (name: string) => (variables[name]?.match(/\d+/g) ?? []).map(Number) as unknown as Rgb;
      expect(contrast(rgb('--brand'), rgb('--on-brand'))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb('--brand-text'), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb('--brand-text-dark'), [24, 27, 34])).toBeGreaterThanOrEqual(4.5);
    },
  );
});
