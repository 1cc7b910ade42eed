import { describe, expect, it } from 'vitest'
import { argumentsOf, fieldsOf } from './schema'

const schema = {
  type: 'object',
  required: ['orderNumber', 'notify'],
  properties: {
    orderNumber: { type: 'string', description: 'Such as A-1001' },
    limit: { type: ['integer', 'null'] },
    notify: { type: 'boolean' },
    sort: { type: 'string', enum: ['new', 'old'] },
    items: { type: 'array', items: { type: 'string' } },
  },
}

describe('the form of a tool', () => {
  it('has a fitting field for each argument', () => {
    expect(fieldsOf(schema).map((field) => [field.name, field.kind, field.required])).toEqual([
      ['orderNumber', 'text', true],
      ['limit', 'integer', false],
      ['notify', 'boolean', true],
      ['sort', 'choice', false],
      ['items', 'json', false],
    ])
  })

  it('leaves empty arguments out and reads JSON', () => {
    const values = { orderNumber: 'A-1001', sort: '', items: '["a"]' }
    expect(argumentsOf(fieldsOf(schema), values)).toEqual({
      values: { orderNumber: 'A-1001', notify: false, items: ['a'] },
      wrong: [],
    })
  })

  it('names what is missing or no JSON', () => {
    expect(argumentsOf(fieldsOf(schema), { items: '[' }).wrong).toEqual(['orderNumber', 'items'])
  })

  it('has no fields when the schema has none', () => {
    expect(fieldsOf({ type: 'object' })).toEqual([])
    expect(fieldsOf(undefined)).toEqual([])
  })
})
