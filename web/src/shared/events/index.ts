import { useQuery } from '@tanstack/react-query'
import { raw } from '../../api/client'

/** Follows what happens in the store; returns whether the server can be reached. */
export function useFollowEvents(): boolean {
  const live = useQuery({
    queryKey: ['live'],
    queryFn: async () => {
      await raw('/health/live')
      return true
    },
    refetchInterval: 15_000,
    retry: 1,
  })
  return !live.isError
}
