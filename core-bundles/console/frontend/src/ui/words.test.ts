import { afterEach, describe, expect, it } from 'vitest'
import { i18n } from '@/i18n'
import { because } from './words'

afterEach(() => {
  i18n.global.locale.value = 'zh-CN'
})

describe('why something is so', () => {
  it('is told in the reader’s language by the key that the server gives', () => {
    const why = { key: 'java', params: { wanted: '26', here: '25' } }
    expect(because('it needs Java 26, this is Java 25', why)).toBe('需要 Java 26，这里是 Java 25')
  })

  it('takes values with braces and signs as they are', () => {
    const why = { key: 'no-version', params: { version: '${v} @ {0} | x' } }
    expect(because('', why)).toContain('“${v} @ {0} | x”')
  })

  it('stays in English where this console has no words for it, or the words are somebody else’s', () => {
    expect(because('something new', { key: 'of-a-newer-server' })).toBe('something new')
    expect(because('java.io.IOException: reset', undefined)).toBe('java.io.IOException: reset')
    expect(because(undefined, undefined)).toBe('')
  })
})
