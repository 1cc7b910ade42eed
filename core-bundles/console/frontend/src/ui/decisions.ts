import type { RuleDecision } from '@/api/types'

type Raw = Record<string, unknown>

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A decision as the console shows it. Traces are kept as they were written, so the short form - the rule by its name,
 * the kind as `type`, the values beside it - is read as well.
 */
export function decisionOf(raw: unknown): RuleDecision {
  const given = isObject(raw) ? raw : {}
  const rule = isObject(given.rule) ? given.rule : { name: given.rule }
  const { rule: _rule, kind, type, params, ...rest } = given
  return {
    kind: text(kind) ?? text(type) ?? '',
    rule: {
      name: text(rule.name) ?? '',
      file: text(rule.file),
      line: typeof rule.line === 'number' && rule.line > 0 ? rule.line : undefined,
    },
    params: isObject(params) ? params : rest,
  }
}

/** The value of a decision in one line. */
export function valueOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueOf).join(' / ')
  if (isObject(value)) {
    return (
      text(value.label) ??
      Object.entries(value)
        .map(([name, inner]) => `${name} ${valueOf(inner)}`)
        .join(', ')
    )
  }
  return String(value)
}
