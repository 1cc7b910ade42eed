import type { Plugin, PluginError, PluginField } from '@/api/types'

/** States that somebody should look at. */
const TROUBLED = new Set<Plugin['state']>(['FAILED', 'REFUSED', 'ROLLED_BACK', 'QUARANTINED'])

export function troubled(plugin: Plugin): boolean {
  return TROUBLED.has(plugin.state)
}

export interface Totals {
  calls: number
  errors: number
  p50: number
  p95: number
}

/** A plug-in may provide several things; of their latencies the slowest counts. */
export function totals(plugin: Plugin): Totals | undefined {
  if (plugin.usage.length === 0) return undefined
  return plugin.usage.reduce<Totals>(
    (sum, one) => ({
      calls: sum.calls + one.calls,
      errors: sum.errors + one.errors,
      p50: Math.max(sum.p50, one.p50Millis),
      p95: Math.max(sum.p95, one.p95Millis),
    }),
    { calls: 0, errors: 0, p50: 0, p95: 0 },
  )
}

/** What went wrong lately, at start and in calls, newest first. */
export function troubles(plugin: Plugin): PluginError[] {
  return [...plugin.errors, ...plugin.usage.flatMap((one) => one.failures)].sort((a, b) => b.at.localeCompare(a.at))
}

export type Draft = Record<string, string>

/** The form's texts as they stand in the file; secrets are empty and stay as they are unless something is typed. */
export function draftOf(fields: readonly PluginField[]): Draft {
  return Object.fromEntries(fields.map((field) => [field.name, field.value ?? '']))
}

/** What differs from the file, so that nobody overwrites what somebody else has changed meanwhile. */
export function changesOf(fields: readonly PluginField[], draft: Draft): Draft {
  return Object.fromEntries(
    fields
      .filter((field) => !field.many && (draft[field.name] ?? '').trim() !== (field.value ?? ''))
      .map((field) => [field.name, (draft[field.name] ?? '').trim()]),
  )
}
