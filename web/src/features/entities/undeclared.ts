import type { Schemas } from '../../api/client'

export interface Undeclared {
  /** Names it in the address, apart from the fields of the schema. */
  key: string
  name: string
  value: unknown
  from?: Schemas['FieldProvenance']
}

/** A field that a promotion makes of a name: Shirt size → shirt_size. */
const promotedName = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')

/** Values that the schema has no field for; those that a promotion has made fields of are listed there. */
export function undeclaredOf(entity: Schemas['EntityView']): Undeclared[] {
  const fields = (entity.fields ?? {}) as Record<string, unknown>
  const from = (entity.fragment_provenance ?? {}) as Record<string, Schemas['FieldProvenance']>
  return Object.entries((entity.fragments ?? {}) as Record<string, unknown>)
    .filter(([name, value]) => String(fields[promotedName(name)]) !== String(value))
    .map(([name, value]) => ({ key: `?${name}`, name, value, from: from[name] }))
}
