import { describe, expect, it } from 'vitest'
import type { Plugin, PluginField } from '@/api/types'
import { changesOf, draftOf, totals, troubled, troubles } from './plugins'

const usage = { kind: 'skill' as const, id: 'a', calls: 10, errors: 1, p50Millis: 3, p95Millis: 9, failures: [] }
const plugin: Plugin = {
  id: 'a.jar',
  name: 'a',
  version: '1.0.0',
  source: 'deploy',
  state: 'UP',
  provides: [],
  usage: [],
  errors: [],
  kept: [],
}
const field = (name: string, more: Partial<PluginField> = {}): PluginField => ({
  name,
  label: name,
  type: 'text',
  required: false,
  many: false,
  set: false,
  ...more,
})

describe('plug-ins', () => {
  it('add up what they provide and tell the slowest', () => {
    expect(totals(plugin)).toBeUndefined()
    const two = { ...plugin, usage: [usage, { ...usage, id: 'b', calls: 5, p50Millis: 1, p95Millis: 40 }] }
    expect(totals(two)).toEqual({ calls: 15, errors: 2, p50: 3, p95: 40 })
  })

  it('list troubles of start and of calls together, newest first', () => {
    const failures = [{ at: '2026-11-26T12:00:00Z', message: 'late' }]
    const errors = [{ at: '2026-11-26T11:00:00Z', message: 'early' }]
    expect(troubles({ ...plugin, errors, usage: [{ ...usage, failures }] }).map((one) => one.message)).toEqual(['late', 'early'])
  })

  it('need a look when they do not do what the folder says', () => {
    expect(troubled({ ...plugin, state: 'ROLLED_BACK' })).toBe(true)
    expect(troubled({ ...plugin, state: 'SUPERSEDED' })).toBe(false)
  })
})

describe('settings', () => {
  const fields = [field('zone', { value: 'UTC' }), field('key', { type: 'secret', set: true }), field('list', { many: true })]

  it('send only what was changed', () => {
    const draft = draftOf(fields)
    expect(changesOf(fields, draft)).toEqual({})
    expect(changesOf(fields, { ...draft, zone: ' Asia/Shanghai ' })).toEqual({ zone: 'Asia/Shanghai' })
  })

  it('give a value its default again by emptying it', () => {
    expect(changesOf(fields, { ...draftOf(fields), zone: '' })).toEqual({ zone: '' })
  })

  it('leave a secret alone that nobody typed', () => {
    expect(changesOf(fields, draftOf(fields))).not.toHaveProperty('key')
    expect(changesOf(fields, { ...draftOf(fields), key: 'new' })).toEqual({ key: 'new' })
  })
})
