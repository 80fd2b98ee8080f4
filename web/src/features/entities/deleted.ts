import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import type { Moment } from '../../shared/time'

/** The deletion that hides an entity at a moment, with the entity as it was before; null where none does. */
export function useDeletion(entityId: string, enabled: boolean, moment: Moment) {
  return useQuery({
    queryKey: ['entity', entityId, 'deleted', moment],
    enabled,
    queryFn: async () => {
      const path = { entity_id: entityId }
      let deletion: { seq: number; at: string; actor?: string | null } | undefined
      let cursor: string | undefined
      do {
        const history = await answer(
          api.GET('/api/v1/entities/{entity_id}/history', {
            params: { path, query: { limit: 1000, cursor, known_at: moment.known_at } },
          }),
        )
        for (const { kind, seq, recorded_at, actor } of history.items) {
          if (kind === 'delete') deletion = { seq, at: recorded_at, actor }
          else if (kind === 'restore') deletion = undefined
        }
        cursor = history.next_cursor ?? undefined
      } while (cursor)
      if (!deletion) return null
      const before = await answer(
        api.GET('/api/v1/entities/{entity_id}', {
          params: { path, query: { provenance: true, known_at: String(deletion.seq - 1) } },
        }),
      )
      return { ...deletion, entity: { ...before, state: 'deleted' as const } }
    },
    retry: false,
  })
}
