import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'

/** A deleted entity as it was before, for who may want it back; null where no deletion is known. */
export function useDeleted(entityId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['entity', entityId, 'deleted'],
    enabled,
    queryFn: async () => {
      const path = { entity_id: entityId }
      let deleted: number | undefined
      let cursor: string | undefined
      do {
        const history = await answer(
          api.GET('/api/v1/entities/{entity_id}/history', { params: { path, query: { limit: 1000, cursor } } }),
        )
        for (const entry of history.items) if (entry.kind === 'delete') deleted = entry.seq
        cursor = history.next_cursor ?? undefined
      } while (cursor)
      if (deleted === undefined) return null
      const before = await answer(
        api.GET('/api/v1/entities/{entity_id}', { params: { path, query: { provenance: true, known_at: String(deleted - 1) } } }),
      )
      return { ...before, state: 'deleted' as const }
    },
  })
}
