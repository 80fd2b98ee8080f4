import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/client'

/** How the page asks: also while the browser says that it is offline, as the server may be on this machine. */
export const makeQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 10_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 2 && error instanceof ApiError && (error.isOffline || error.status === 503),
      },
      mutations: { networkMode: 'always' },
    },
  })
