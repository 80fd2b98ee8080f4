import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { redirected, redirects } from './redirects'
import { makeRouter } from './router'

const router = makeRouter(new QueryClient())
const filled = (path: string) => path.replace(/\$\w+/g, 'x1')

describe('old addresses', () => {
  it.each(Object.keys(redirects))('%s leads to a screen and no further', from => {
    const to = redirected(filled(from))
    expect(to).toBe(filled(redirects[from] ?? ''))
    expect(to).not.toMatch(/\$/)
    expect(redirected(to ?? '')).toBeNull()
    const routes = Object.keys(router.routesByPath)
    const fits = (route: string) => new RegExp(`^${route.replace(/\$\w+/g, '[^/]+')}/?$`).test(to ?? '')
    expect(routes.some(fits), `${to} is no screen`).toBe(true)
  })
  it.each([
    '/',
    '/sources',
    '/entities/ent_1',
    '/operation/jobs',
    '/entity',
    '/entity/',
    '/entity/x/y',
    '/documents/1',
    '/nowhere',
  ])('%s is none', path => expect(redirected(path)).toBeNull())
  it('keep the name in the path as it is', () => expect(redirected('/entity/$id')).toBe('/entities/$id'))
})
