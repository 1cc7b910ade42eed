import { describe, expect, it } from 'vitest'
import en from './en'
import zhCN from './zh-CN'

function flat(tree: object, prefix = ''): Map<string, string> {
  const result = new Map<string, string>()
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') result.set(prefix + name, value)
    else for (const [key, text] of flat(value as object, `${prefix}${name}.`)) result.set(key, text)
  }
  return result
}

const files = import.meta.glob<string>(['../**/*.{vue,ts}', '!../**/*.test.ts', '!../i18n/**', '!../api/schema.d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const sources = Object.values(files).join('\n')

// What the server writes into the audit: @Audited(value = "user.create", …) and what it notes by hand.
const resources = Object.values(
  import.meta.glob<string>('../../../../*/src/main/java/**/*.java', { query: '?raw', import: 'default', eager: true }),
)
const noted = /@Audited\(value = "([\w.-]+)"/g
const notedByHand = /"((?:session|plugin|plugin-key|tool)\.[a-z-]+)"/g
const audited = resources.flatMap((source) =>
  [noted, ...(source.includes('AuditLog') ? [notedByHand] : [])].flatMap((how) => [...source.matchAll(how)].map((m) => m[1]!)),
)

// The reasons that the server gives: Reason.of("key", "sentence with {names}", "name", value, …).
const literal = /"((?:[^"\\]|\\.)*)"/g

/** What stands between the brackets of a call, given what follows the opening one. */
function inBrackets(rest: string): string {
  let depth = 1
  let at = 0
  for (const part of rest.matchAll(/"(?:[^"\\]|\\.)*"|[()]/g)) {
    depth += part[0] === '(' ? 1 : part[0] === ')' ? -1 : 0
    at = part.index
    if (depth === 0) break
  }
  return rest.slice(0, at)
}

const reasons = resources.flatMap((source) =>
  source
    .split(/\bReason\.of\(/)
    .slice(1)
    .map((rest) => {
      const [key, sentence, ...names] = [
        ...inBrackets(rest)
          .replace(/"\s*\+\s*"/g, '')
          .matchAll(literal),
      ].map((m) => m[1]!)
      return { key: key!, sentence: sentence!, names }
    }),
)

const chinese = flat(zhCN)
const english = flat(en)
// A plural names its number in each of its forms.
const parameters = (text: string) =>
  [...new Set([...text.replaceAll(/\{'.'\}/g, '').matchAll(/\{(\w+)\}/g)].map((m) => m[1]))].sort()

describe('the texts', () => {
  it('are complete in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
    for (const texts of [chinese, english]) for (const [key, text] of texts) expect(text.trim(), key).not.toBe('')
  })

  it('take the same parameters in both languages', () => {
    for (const [key, text] of chinese) expect(parameters(english.get(key)!), key).toEqual(parameters(text))
  })

  it('hold every key that a component names', () => {
    const missing = new Set<string>()
    for (const match of sources.matchAll(/\bt\(\s*(['`])([^'`]+)\1/g)) {
      const key = match[2]!
      const fixed = key.split('${')[0]!
      const known = key.includes('${') ? [...chinese.keys()].some((other) => other.startsWith(fixed)) : chinese.has(key)
      if (!known) missing.add(key)
    }
    expect([...missing]).toEqual([])
  })

  it('have words for everything that is audited', () => {
    expect(audited).toContain('service-token.create')
    const missing = audited
      .flatMap((action) => [`audit.area.${action.split('.')[0]}`, `audit.verb.${action.split('.')[1]}`])
      .filter((key) => !chinese.has(key))
    expect([...new Set(missing)]).toEqual([])
  })

  it('have words for every reason that the server gives, with the parameters that it gives', () => {
    expect(reasons.length).toBeGreaterThan(60)
    const wrong = reasons.filter(({ key, sentence, names }) => {
      const words = [chinese, english].map((texts) => texts.get(`reason.${key}`))
      const used = [sentence, ...words].flatMap((text) => parameters(text ?? ''))
      return words.some((text) => !text) || used.some((name) => !names.includes(name!))
    })
    expect(wrong).toEqual([])
    const given = new Set(reasons.map((one) => `reason.${one.key}`))
    expect([...chinese.keys()].filter((key) => key.startsWith('reason.') && !given.has(key))).toEqual([])
  })

  it('hold no key that nobody names', () => {
    // Keys that are put together at run time, by their beginning.
    const made = [...sources.matchAll(/[`'"]([a-z][\w.]*\.)\$\{/gi)].map((m) => m[1]!)
    made.push(
      'trace.detail.',
      'handoff.',
      'problem.',
      'reason.',
      ...[...sources.matchAll(/named\(\s*'([\w.]+)'/g)].map((m) => `${m[1]}.`),
    )
    const unused = [...chinese.keys()].filter(
      (key) => !sources.includes(`'${key}'`) && !made.some((prefix) => key.startsWith(prefix)),
    )
    expect(unused).toEqual([])
  })
})
