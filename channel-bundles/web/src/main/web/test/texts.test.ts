import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../src/i18n/en.json';
import { localeFor, Texts, type TextKey } from '../src/i18n/texts';
import zhCN from '../src/i18n/zh-CN.json';

const KEYS = Object.keys(en) as TextKey[];

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
}

function sources(folder: string): string {
  const url = new URL(`../src/${folder}/`, import.meta.url);
  return readdirSync(url, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(new URL(entry.name, url), 'utf8'))
    .join('\n');
}

describe('both languages', () => {
  it('have the same keys', () => {
    expect(Object.keys(zhCN).sort()).toEqual([...KEYS].sort());
  });

  it('have words for each, with the same placeholders', () => {
    expect(KEYS.filter((key) => en[key].trim() === '' || zhCN[key].trim() === '')).toEqual([]);
    expect(KEYS.map((key) => [key, placeholders(zhCN[key])])).toEqual(KEYS.map((key) => [key, placeholders(en[key])]));
  });

  it('differ: nothing was left untranslated', () => {
    expect(KEYS.filter((key) => en[key] === zhCN[key])).toEqual([]);
    expect(KEYS.filter((key) => key !== 'menu.language' && /\p{Script=Han}/u.test(en[key]))).toEqual([]);
  });

  it('have no word that nobody says', () => {
    const code = sources('.') + sources('view') + sources('i18n');
    const computed = /^(rating\.[1-5]|state\.|status\.|sender\.|attach\.|composer\.(too-long|queue-full))/;
    expect(KEYS.filter((key) => !computed.test(key) && !code.includes(`'${key}'`))).toEqual([]);
  });
});

describe('texts', () => {
  it('are Chinese for any Chinese and English for the rest', () => {
    expect(['zh', 'zh-TW', 'ZH-cn', 'fr', undefined].map((wish) => localeFor(wish))).toEqual([
      'zh-CN', 'zh-CN', 'zh-CN', 'en', 'en',
    ]);
  });

  it('are filled with values', () => {
    expect(new Texts('en').get('queue.position', { position: 4 })).toContain('number 4');
  });

  it('name days and sizes as people do', () => {
    const chinese = new Texts('zh-CN');
    const now = new Date(2026, 10, 21, 9);
    expect(chinese.day(new Date(2026, 10, 21, 1), now)).toBe('今天');
    expect(chinese.day(new Date(2026, 10, 20, 23), now)).toBe('昨天');
    expect(chinese.day(new Date(2025, 0, 5), now)).toContain('2025年');
    expect([chinese.size(500), chinese.size(20_480), chinese.size(3_355_443)]).toEqual(['500 B', '20 KB', '3.2 MB']);
  });
});
