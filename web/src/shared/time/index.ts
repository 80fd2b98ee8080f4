import { useNavigate, useSearch } from '@tanstack/react-router'

/** The moment that the page shows: what was known then (a seq or a time), of what had been observed by then. */
export interface Moment {
  known_at?: string
  valid_at?: string
}

/** The moment in the address; empty is now. */
export function useMoment(): Moment {
  const { known_at, valid_at } = useSearch({ strict: false }) as Moment
  return { ...(known_at ? { known_at } : {}), ...(valid_at ? { valid_at } : {}) }
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
