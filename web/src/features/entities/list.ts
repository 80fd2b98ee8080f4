import { CancelledError, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import type { Moment } from '../../shared/time'
import { kindOf, useSchema } from './schema'

/** What the address says of a list. */
export interface ListSearch {
  type?: string
  where?: string
  text?: string
  sort?: string
  project?: string
  /** The columns in order, by commas; left out: those of the schema. */
  columns?: string
  facet?: string
  sum?: string
  by?: string
}

/** A type whose name begins with "?" is one that was only suggested. */
export const typeOf = (search: ListSearch) => (search.type?.startsWith('?') ? undefined : search.type)

export const queryOf = (search: ListSearch) => ({
  entity_type: search.type,
  where: search.where,
  text: search.text,
  project: search.project,
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

const perBlock = 100
const none: string[] = []

/** All ids of a list at once, and the rows that are looked at, at one moment of the ledger. */
export function useEntityRows(search: ListSearch, moment: Moment) {
  const queries = useQueryClient()
  const query = useMemo(() => queryOf(search), [search])
  const ids = useQuery({
    queryKey: ['entities', 'ids', query, search.sort, moment],
    queryFn: ({ signal }) =>
      answer(api.POST('/api/v1/entities/ids', { body: { ...query, sort: search.sort, ...moment }, signal })),
    placeholderData: before => before,
  })
  const list = ids.data?.ids
  const at = ids.data?.read_at
  const listeners = useRef(new Set<() => void>())
  const subscribe = useCallback((changed: () => void) => {
    listeners.current.add(changed)
    return () => void listeners.current.delete(changed)
  }, [])
  // The list itself is drawn again only for its first rows, of which the columns may be made.
  const [, redraw] = useState(0)
  // Rows are of one reading point: those of another list or moment are let go.
  const point = `${at?.known_at} ${at?.valid_at}`
  const rows = useRef({ point, byId: new Map<string, Schemas['EntityView']>() })
  if (rows.current.point !== point) rows.current = { point, byId: new Map() }

  const [failed, setFailed] = useState<{ list: string[]; error: unknown; first: number; last: number }>()

  const onRange = useCallback(
    (first: number, last: number) => {
      if (!list || !at) return
      for (let block = Math.floor(first / perBlock); block <= Math.floor(last / perBlock); block++) {
        const wanted = list.slice(block * perBlock, (block + 1) * perBlock)
        if (wanted.length === 0 || wanted.every(id => rows.current.byId.has(id))) continue
        const into = rows.current.byId
        void queries
          .fetchQuery({
            queryKey: ['entities', 'rows', at.known_at, at.valid_at, wanted],
            staleTime: Number.POSITIVE_INFINITY,
            gcTime: 60_000,
            queryFn: () =>
              answer(
                api.POST('/api/v1/entities/rows', {
                  body: { ids: wanted, known_at: String(at.known_at), valid_at: at.valid_at ?? undefined },
                }),
              ),
          })
          .then(data => {
            for (const row of data.items) into.set(row.entity_id, row)
            for (const [from, to] of Object.entries((data.merged ?? {}) as Record<string, string>)) {
              const root = into.get(to)
              if (root) into.set(from, root)
            }
            if (block === 0) redraw(n => n + 1)
            for (const changed of listeners.current) changed()
          })
          .catch((error: unknown) => {
            if (!(error instanceof CancelledError)) setFailed({ list, error, first, last })
          })
      }
    },
    [list, at, queries],
  )
  const rowAt = useCallback((index: number) => (list?.[index] ? rows.current.byId.get(list[index]) : undefined), [list])
  const failure = failed &&
    failed.list === list && {
      error: failed.error,
      retry: () => {
        setFailed(undefined)
        onRange(failed.first, failed.last)
      },
    }
  return { ids, query, failure, list: list ?? none, rowAt, subscribe, onRange, complete: ids.data?.complete ?? true }
}

/** The columns that a type shows until somebody chooses others: those of its schema, or the most common fields of the first rows. */
export function useColumns(search: ListSearch, rows: (Schemas['EntityView'] | undefined)[]) {
  const schema = useSchema(typeOf(search))
  const counts = new Map<string, number>()
  for (const row of rows)
    for (const field of Object.keys((row?.fields ?? {}) as object)) counts.set(field, (counts.get(field) ?? 0) + 1)
  const names = JSON.stringify([...counts.entries()].sort((a, b) => b[1] - a[1]).map(([field]) => field))
  // By what it says, not by when: rows that come in do not draw all the others again.
  const seen = useMemo(() => JSON.parse(names) as string[], [names])
  const all = useMemo(() => [...new Set([...(schema.columns ?? []), ...schema.declared, ...seen])], [schema, seen])
  return useMemo(() => {
    const kind = (field: string) => (schema.properties[field] ? kindOf(schema.properties[field]) : undefined)
    return {
      all,
      chosen: search.columns ? search.columns.split(',').filter(c => c) : (schema.columns ?? seen.slice(0, 5)),
      currencies: schema.known ? schema.currencies : undefined,
      isDeclared: (field: string) => field in schema.properties,
      isNumber: (field: string) => kind(field) === 'number',
      isDate: (field: string) => kind(field) === 'date' || kind(field) === 'date-time',
      title: schema.title,
    }
  }, [all, seen, schema, search.columns])
}

const viewsKey = 'strata.views'

/** Lists that a person named; they live in this browser. */
export function readViews(): Record<string, ListSearch> {
  try {
    return JSON.parse(localStorage.getItem(viewsKey) ?? '{}') as Record<string, ListSearch>
  } catch {
    return {}
  }
}

export function saveViews(views: Record<string, ListSearch>) {
  localStorage.setItem(viewsKey, JSON.stringify(views))
}
