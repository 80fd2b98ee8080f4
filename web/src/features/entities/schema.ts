import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answer, api } from '../../api/client'

/** What a schema says of a field. */
export interface Property {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  items?: Property
  anyOf?: Property[]
  oneOf?: Property[]
}

export type FieldKind = 'text' | 'number' | 'boolean' | 'date' | 'date-time' | 'choice' | 'lines' | 'list' | 'record'

/** The schema that a kind has; a generic entity has none. */
export function useSchema(type: string | undefined) {
  const found = useQuery({
    queryKey: ['schema', type],
    enabled: type !== undefined && type !== 'generic',
    queryFn: () => answer(api.GET('/api/v1/schemas/{entity_type}', { params: { path: { entity_type: type ?? '' } } })),
    staleTime: 60_000,
  })
  const { data } = found
  return useMemo(() => {
    const properties = ((data?.schema as { properties?: object } | null | undefined)?.properties ?? {}) as Record<
      string,
      Property
    >
    return {
      known: data !== undefined,
      title: data?.title ?? undefined,
      columns: data?.columns ?? undefined,
      currencies: (data?.currencies ?? {}) as Record<string, string>,
      properties,
      declared: Object.keys(properties),
    }
  }, [data])
}

/** The alternative beside null, if there is one. */
function withoutNull(property: Property): Property {
  const others = (property.anyOf ?? property.oneOf ?? []).filter(p => p.type !== 'null')
  return property.type === undefined && others.length === 1 && others[0] ? withoutNull(others[0]) : property
}

export const choicesOf = (property: Property | undefined): unknown[] =>
  (property ? (withoutNull(property).enum ?? []) : []).filter(v => v !== null)

/** Whether a list is of words that can be edited one to a line. */
const areLines = (property: Property | undefined, value: unknown) =>
  property !== undefined &&
  withoutNull(property).items?.type === 'string' &&
  (!Array.isArray(value) || value.every(v => typeof v === 'string' && !v.includes('\n')))

/** How a field is edited: by what its schema says, else by the value that it has. */
export function kindOf(property: Property | undefined, value?: unknown): FieldKind {
  if (property && choicesOf(property).length > 0) return 'choice'
  const { type, format } = property ? withoutNull(property) : {}
  const declared = [type].flat().filter(t => t !== undefined && t !== 'null')
  if (declared.every(t => t === 'number' || t === 'integer') && declared.length > 0) return 'number'
  if (declared.length === 1) {
    if (declared[0] === 'boolean') return 'boolean'
    if (declared[0] === 'array') return areLines(property, value) ? 'lines' : 'list'
    if (declared[0] === 'object') return 'record'
    if (declared[0] === 'string') return format === 'date' || format === 'date-time' ? format : 'text'
  }
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text'
  return Array.isArray(value) ? 'list' : typeof value === 'object' && value !== null ? 'record' : 'text'
}
