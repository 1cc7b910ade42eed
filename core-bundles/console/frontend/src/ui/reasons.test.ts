import { afterEach, describe, expect, it } from 'vitest'
import { i18n } from '@/i18n'
import { REASONS, reasonWords } from './reasons'

const java = Object.values(
  import.meta.glob<string>('../../../../catalog/src/main/java/**/*.java', { query: '?raw', import: 'default', eager: true }),
)
  .join('\n')
  // A text that goes on over lines, as one.
  .replace(/"\s*\+\s*"/g, '')

/** The fixed words that a pattern begins with, or has after its first bracket. */
function fixed(pattern: RegExp): string {
  const plain = pattern.source.replace(/^\^/, '').replace(/\\\(/g, '(')
  const [start, ...rest] = plain.split(/\((?:\.\*|\\S\+|\\d\+|\?:)/)
  return (start!.length > 3 ? start! : rest.join(' ').replace(/^\)/, '').split(/[:(]/)[0]!).replace(/[;,:']$/, '').trim()
}

afterEach(() => {
  i18n.global.locale.value = 'zh-CN'
})

describe('why a plug-in is refused', () => {
  it.each([
    ['it is no readable jar (zip END header not found): copy it again', '无法读取', 'zip END header not found'],
    [
      'missing import: package io.acme.util 1.2 or later is not there in a fitting version; embed it, or build against this version of io.dragoman.api',
      '缺少依赖',
      'io.acme.util',
    ],
    ['com.acme.Skill could not be created: java.lang.IllegalStateException: no key', '无法创建', 'no key'],
    ['it needs Java 26, this is Java 25', '需要 Java 26', '25'],
    ['it is not signed; here only jars signed by a trusted key are taken (see docs/plugins.md)', '没有签名', '可信密钥'],
    ['rolled back because 4 of its first 10 calls failed (limit 20 %), the last one: boom', '10 次调用中有 4 次失败', 'boom'],
  ])('is told in Chinese: %s', (reason, ...parts) => {
    for (const part of parts) expect(reasonWords(reason)).toContain(part)
    expect(reasonWords(reason)).not.toMatch(/[{}]/)
  })

  it('stays in the words of the server where the console has none, and in English', () => {
    expect(reasonWords('something new')).toBe('something new')
    i18n.global.locale.value = 'en'
    expect(reasonWords('it needs Java 26, this is Java 25')).toBe('it needs Java 26, this is Java 25')
  })

  it.each(REASONS.map(([pattern]) => fixed(pattern)))('is still said so by the server: %s', (words) => {
    expect(words.length).toBeGreaterThan(4)
    expect(java).toContain(words)
  })
})
