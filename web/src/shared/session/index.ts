import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { actAs, answer, api, type Schemas } from '../../api/client'
import { useIsPast } from '../time'

export type Session = Schemas['SessionView']

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => startsAs(await answer(api.GET('/api/v1/session'))),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What the page sends from now on it sends as the session's user. */
export function startsAs(session: Session): Session {
  actAs(session.require_tokens ? (session.user ?? undefined) : undefined)
  return session
}

const channelName = 'strata-session'

/** Says to the other tabs, which have the same cookie, that somebody has signed in or out. */
export function tellOtherTabs() {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage('changed')
  channel.close()
}

/** Follows what other tabs do with the session: what was shown to one user does not stay for the next. */
export function useFollowSession(changed: () => void) {
  const queries = useQueryClient()
  const tell = useRef(changed)
  tell.current = changed
  useEffect(() => {
    const channel = new BroadcastChannel(channelName)
    channel.onmessage = async () => {
      const session = startsAs(await answer(api.GET('/api/v1/session')))
      if (session.user !== queries.getQueryData(sessionQuery.queryKey)?.user) {
        queries.removeQueries({ predicate: q => q.queryKey[0] !== sessionQuery.queryKey[0] })
        sessionStorage.clear()
      }
      queries.setQueryData(sessionQuery.queryKey, session)
      tell.current()
    }
    return () => channel.close()
  }, [queries])
}

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
