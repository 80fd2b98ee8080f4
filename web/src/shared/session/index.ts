import { queryOptions, useQuery } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client'
import { useIsPast } from '../time'

export type Session = Schemas['SessionView']

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => answer(api.GET('/api/v1/session')),
  staleTime: Number.POSITIVE_INFINITY,
})

export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data
}

const ranks = { read: 0, review: 1, write: 2, admin: 3 }

/** Whether the signed-in token may do that; without tokens everything may be done. */
export function useMay(scope: keyof typeof ranks): boolean {
  const session = useSession()
  const past = useIsPast()
  if (past && scope !== 'read') return false
  return !session?.require_tokens || (session.scope ? ranks[session.scope] >= ranks[scope] : false)
}
