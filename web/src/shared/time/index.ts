import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'

/** The moment that the page shows: what was known then (a seq or a time), of what had been observed by then. */
export interface Moment {
  known_at?: string
  valid_at?: string
}

/** The moment in the address; empty is now. */
export function useMoment(): Moment {
  const { known_at, valid_at } = useSearch({ strict: false }) as Moment
  return useMemo(() => ({ ...(known_at ? { known_at } : {}), ...(valid_at ? { valid_at } : {}) }), [known_at, valid_at])
}

export const isPast = (moment: Moment) => Boolean(moment.known_at || moment.valid_at)

/** Whether the page looks at the past, where nothing can be changed. */
export const useIsPast = () => isPast(useMoment())

export function useSetMoment() {
  const navigate = useNavigate()
  return (moment: Moment) =>
    navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, known_at: moment.known_at, valid_at: moment.valid_at }),
      replace: true,
    } as never)
}

/** An address of the page at a moment, for links that are not the router's. */
export function hrefAt(path: string, moment: Moment): string {
  const query = new URLSearchParams(moment as Record<string, string>).toString()
  return query ? `${path}?${query}` : path
}
