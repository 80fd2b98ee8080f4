import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, type RouterHistory, redirect } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { Home } from '../features/home/Home'
import { ErrorState, LoadingState, later } from '../shared/ui'
import { NotFound } from '../shared/ui/NotFound'
import { redirected } from './redirects'
import { Shell } from './Shell'

type Search = Record<string, string | undefined>

/** The address holds text only; each screen reads what it needs of it. */
const texts = (search: Record<string, unknown>): Search =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
    ),
  )

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  validateSearch: texts,
  component: Shell,
  notFoundComponent: NotFound,
  beforeLoad: ({ location }) => {
    const to = redirected(location.pathname)
    if (to) throw redirect({ to: to as never, search: location.search as never, replace: true })
  },
})

const route = <P extends string, N extends string>(path: P, load: () => Promise<Record<N, ComponentType>>, name: N) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: later(async () => (await load())[name], <LoadingState />),
  })

const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: Home }),
  route('/sources', () => import('../features/sources/SourceList'), 'SourceList'),
  route('/sources/$sourceId', () => import('../features/sources/SourcePage'), 'SourcePage'),
  route('/runs/$runId', () => import('../features/sources/Elsewhere'), 'Elsewhere'),
  route('/documents/$documentId', () => import('../features/sources/Elsewhere'), 'Elsewhere'),
  route('/entities', () => import('../features/entities/EntityList'), 'EntityList'),
  route('/entities/$entityId', () => import('../features/entities/EntityPage'), 'EntityPage'),
  route('/search', () => import('../features/search/SearchPage'), 'SearchPage'),
  route('/timeline', () => import('../features/timeline/TimelinePage'), 'TimelinePage'),
  route('/due', () => import('../features/due/DuePage'), 'DuePage'),
  route('/conflicts', () => import('../features/conflicts/ConflictsPage'), 'ConflictsPage'),
  route('/duplicates', () => import('../features/duplicates/DuplicatesPage'), 'DuplicatesPage'),
  route('/operation/$part', () => import('../features/operation/OperationPage'), 'OperationPage'),
])

/** The address keeps filters readable: ?type=invoice&sort=-total. */
export function makeRouter(queries: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: routes,
    history,
    context: { queries },
    defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} />,
    parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: search => {
      const query = new URLSearchParams(texts(search) as Record<string, string>).toString()
      return query ? `?${query}` : ''
    },
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
