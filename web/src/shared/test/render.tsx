import { MantineProvider } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { makeQueries } from '../../app/queries'
import { makeRouter } from '../../app/router'
import { CommandProvider } from '../commands'
import { type Locale, LocaleProvider } from '../i18n'
import { theme } from '../ui/theme'
import { FakeServer, type Shape } from './api'

export type Session = Shape<'SessionView'>

export const local: Session = {
  require_tokens: false,
  user: 'ann',
  scope: null,
  token_id: null,
  is_operator: true,
  version: '1.0',
}
export const withScope = (scope: Session['scope']): Session => ({
  require_tokens: true,
  user: 'ann',
  scope,
  token_id: 'tok_1',
  is_operator: false,
  version: '1.0',
})

/** Everything that a part of the page may ask for, but the router. */
export function Providers({ children, locale = 'en', queries }: { children: ReactNode; locale?: Locale; queries?: QueryClient }) {
  return (
    <MantineProvider theme={theme} env="test">
      <LocaleProvider initial={locale}>
        <QueryClientProvider client={queries ?? newQueries()}>
          <CommandProvider>
            <Notifications />
            {children}
          </CommandProvider>
        </QueryClientProvider>
      </LocaleProvider>
    </MantineProvider>
  )
}

/** Nothing is tried again by itself: a test sees the first refusal. */
export function newQueries(): QueryClient {
  const queries = makeQueries()
  const defaults = queries.getDefaultOptions()
  queries.setDefaultOptions({ ...defaults, queries: { ...defaults.queries, retry: false } })
  return queries
}

/** A server that knows who is signed in, and that it lives. */
export function newServer(session: Session = local): FakeServer {
  notifications.clean()
  return new FakeServer().answer('get', '/api/v1/session', session).answer('get', '/health/live', { status: 'ok' })
}

/** Shows the page at an address, all of it, as the browser would. */
export async function openPage(
  address: string,
  { locale, queries = newQueries() }: { locale?: Locale; queries?: QueryClient } = {},
) {
  const router = makeRouter(queries, createMemoryHistory({ initialEntries: [address] }))
  await router.load()
  const user = userEvent.setup()
  const shown = render(
    <Providers locale={locale} queries={queries}>
      <RouterProvider router={router} />
    </Providers>,
  )
  return { ...shown, user, router, queries, at: () => router.state.location.href }
}
