/** One field of a form made from a tool's JSON Schema. */
export interface FormField {
  name: string
  label: string
  hint?: string
  kind: 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'json'
  required: boolean
  options: string[]
}

type Schema = Record<string, unknown>

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of a JSON Schema of type object; what a form cannot show becomes a field for JSON. */
export function fieldsOf(schema: unknown): FormField[] {
  if (!isObject(schema) || !isObject(schema.properties)) return []
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(schema.properties).map(([name, value]) => {
    const property = isObject(value) ? value : {}
    const hint = typeof property.description === 'string' ? property.description : undefined
    return {
      name,
      label: typeof property.title === 'string' ? property.title : name,
      hint,
      kind: kindOf(property),
      required: required.includes(name),
      options: Array.isArray(property.enum) ? property.enum.map(String) : [],
    }
  })
}

function kindOf(property: Schema): FormField['kind'] {
  if (Array.isArray(property.enum)) return 'choice'
  const types = Array.isArray(property.type) ? property.type.filter((type) => type !== 'null') : [property.type]
  switch (types[0]) {
    case 'string':
      return 'text'
    case 'integer':
      return 'integer'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      return 'json'
  }
}

export type Values = Record<string, string | number | boolean | undefined>

export interface Arguments {
  values: Record<string, unknown>
  /** Names of fields that are missing or hold no JSON. */
  wrong: string[]
}

/** What is sent: empty fields are left out, JSON is read. */
export function argumentsOf(fields: FormField[], values: Values): Arguments {
  const result: Arguments = { values: {}, wrong: [] }
  for (const field of fields) {
    const value = values[field.name]
    const empty = value === undefined || value === ''
    if (empty) {
      if (field.required && field.kind !== 'boolean') result.wrong.push(field.name)
      else if (field.required) result.values[field.name] = false
      continue
    }
    if (field.kind !== 'json') {
      result.values[field.name] = value
      continue
    }
    try {
      result.values[field.name] = JSON.parse(String(value))
    } catch {
      result.wrong.push(field.name)
    }
  }
  return result
}
