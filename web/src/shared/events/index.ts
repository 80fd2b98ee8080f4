import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError, parseJson, raw } from '../../api/client'
import { refresh } from '../decisions'

/** How far a run is. */
export interface RunProgress {
  run_id: string
  state: string
  stage?: 'read' | 'interpret' | null
  done: number
  total?: number | null
}

type Event =
  | { event: 'ledger'; kinds: string[] }
  | ({ event: 'run' } & RunProgress)
  | { event: 'job' }
  | { event: 'online'; online: boolean }

const followed = new Map<string, Set<(run: RunProgress) => void>>()

/** Calls back whenever a run has moved; returns what ends that. */
export function followRun(id: string, callback: (run: RunProgress) => void): () => void {
  const callbacks = followed.get(id) ?? new Set()
  followed.set(id, callbacks.add(callback))
  return () => {
    callbacks.delete(callback)
    if (callbacks.size === 0) followed.delete(id)
  }
}

/** What changed shows at most so often: a thousand files must not ask for every list a thousand times. */
const pause = 1500
const patience = 3000

const isReachable = () =>
  raw('/health/live').then(
    () => true,
    () => false,
  )

const missedServer = (error: unknown) => error instanceof ApiError && error.isOffline

/**
 * One stream of events for all tabs, as a browser keeps few connections to one server: the tab that has the lock listens and tells the
 * others.
 */
function listen(tell: (event: Event) => void): () => void {
  const channel = new BroadcastChannel('strata-events')
  const abort = new AbortController()
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  const all = (event: Event) => {
    tell(event)
    channel.postMessage(event)
  }
  channel.onmessage = message => tell(message.data as Event)
  const open = () => {
    source = new EventSource('/api/v1/events')
    source.onopen = () => all({ event: 'online', online: true })
    source.onerror = () => {
      // A stream that ends is opened again by the browser; one that is refused is not.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, patience)
      void isReachable().then(online => all({ event: 'online', online }))
    }
    for (const name of ['ledger', 'run', 'job'] as const) {
      source.addEventListener(name, message => all({ ...(parseJson(message.data) as object), event: name } as Event))
    }
  }
  const hold = () =>
    new Promise<void>(free => {
      open()
      abort.signal.addEventListener('abort', () => free())
    })
  if (navigator.locks) navigator.locks.request('strata-events', { signal: abort.signal }, hold).catch(() => {})
  else void hold()
  return () => {
    abort.abort()
    clearTimeout(again)
    source?.close()
    channel.close()
  }
}

/** Follows what happens in the store and asks again for what it changed; returns whether the server can be reached. */
export function useFollowEvents(): boolean {
  const queries = useQueryClient()
  const [online, setOnline] = useState(true)
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    const reached = (online: boolean) => {
      setOnline(online)
      clearTimeout(again)
      again = online ? undefined : setTimeout(ask, patience)
      if (online) void queries.refetchQueries({ type: 'active', predicate: q => missedServer(q.state.error) })
    }
    const ask = () => void isReachable().then(reached)
    const endFailures = queries.getQueryCache().subscribe(event => {
      if (event.type !== 'updated' || event.action.type !== 'error' || !missedServer(event.action.error)) return
      again ??= setTimeout(ask, patience)
    })
    const end = listen(event => {
      if (event.event === 'online') {
        reached(event.online)
        return
      }
      // The first event only says where the ledger stands.
      if (event.event === 'ledger' && event.kinds.length === 0) return
      if (event.event === 'run') for (const callback of followed.get(event.run_id) ?? []) callback(event)
      waiting ??= setTimeout(() => {
        waiting = undefined
        void refresh(queries)
      }, pause)
    })
    return () => {
      clearTimeout(waiting)
      clearTimeout(again)
      endFailures()
      end()
    }
  }, [queries])
  return online
}
