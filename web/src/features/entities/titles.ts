import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'

export const isEntityId = (value: unknown): value is string => typeof value === 'string' && /^ent_[0-9a-f]+$/.test(value)

const most = 200

/** What entities are called, by their ids. */
export function useTitles(wanted: string[]): ReadonlyMap<string, string> {
  const ids = [...new Set(wanted)].slice(0, most)
  const rows = useQuery({
    queryKey: ['titles', ids],
    enabled: ids.length > 0,
    queryFn: () => answer(api.POST('/api/v1/entities/rows', { body: { ids } })),
  })
  return new Map((rows.data?.items ?? []).flatMap(row => (row.title ? [[row.entity_id, row.title]] : [])))
}
