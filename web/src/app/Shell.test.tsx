import { onlineManager } from '@tanstack/react-query'
import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { answer, api } from '../api/client'
import type { FakeServer } from '../shared/test/api'
import { entity, fieldProvenance, page, stats } from '../shared/test/fixtures'
import { newServer, openPage, withScope } from '../shared/test/render'
import { FakeEvents } from '../shared/test/setup'

const due = { items: [], today: '2026-03-14', incomplete: null }
const signedOut = { require_tokens: true, user: null, scope: null, token_id: null, is_operator: false, version: '1.0' }
const started = (session?: Parameters<typeof newServer>[0]) => newServer(session).answer('get', '/api/v1/due', due)

describe('signing in', () => {
  it('is asked for before anything else is', async () => {
    const server = started(signedOut)
    await openPage('/due')
    expect(await screen.findByRole('heading', { name: 'Sign in to Strata' })).toBeInTheDocument()
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument()
    expect(server.calls.map(c => c.path)).toEqual(['/api/v1/session'])
  })

  it('with a token leads to where one wanted to go', async () => {
    const server = started(signedOut).answer('post', '/api/v1/session', () => {
      server.answer('get', '/api/v1/session', withScope('read'))
      return withScope('read')
    })
    const { user, at } = await openPage('/due?known_at=5')
    const field = await screen.findByLabelText(/^Token/, { selector: 'input' })
    expect(field).toHaveAttribute('type', 'password')
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled()
    await user.type(field, 'st_abc{Enter}')
    expect(await screen.findByText('Nothing is due')).toBeInTheDocument()
    expect(at()).toBe('/due?known_at=5')
    expect(server.asked('post', '/api/v1/session')[0]?.body).toEqual({ token: 'st_abc' })
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('st_abc')
  })

  it('that is refused says so, and keeps what was typed', async () => {
    started(signedOut).fail('post', '/api/v1/session', 401, { code: 'UNAUTHORIZED', detail: 'There is no such token.' })
    const { user } = await openPage('/due')
    await user.type(await screen.findByLabelText(/^Token/, { selector: 'input' }), 'st_wrong{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('There is no such token.')
    expect(screen.getByLabelText(/^Token/, { selector: 'input' })).toHaveValue('st_wrong')
  })
})

describe('a session that ends', () => {
  const withEntity = (server: FakeServer) =>
    server
      .answer('get', '/api/v1/entities/{entity_id}', entity)
      .answer('get', '/api/v1/entities/{entity_id}/provenance/{field}', fieldProvenance)

  it('asks for a token over the page; what was typed is still there afterwards', async () => {
    const server = withEntity(started(withScope('write')))
    const { user, at } = await openPage('/entities/ent_1')
    await user.click(await screen.findByRole('button', { name: 'Correct Vendor' }))
    await user.type(screen.getByLabelText('Correct Vendor', { selector: 'input' }), ' GmbH')
    server.fail('post', '/api/v1/entities/{entity_id}/correct', 401, { code: 'UNAUTHORIZED' })
    await user.click(screen.getByRole('button', { name: 'Save the correction' }))
    expect(await screen.findByText(/Your session has ended/)).toBeInTheDocument()
    server.answer('post', '/api/v1/session', withScope('write'))
    await user.type(screen.getByLabelText(/^Token/, { selector: 'input' }), 'st_abc{Enter}')
    await expect.poll(() => screen.queryByText(/Your session has ended/)).toBeNull()
    expect(screen.getByLabelText('Correct Vendor', { selector: 'input' })).toHaveValue('Acme GmbH')
    expect(at()).toBe('/entities/ent_1')
  })

  const ended = async () => {
    const server = started(withScope('write'))
    const page = await openPage('/due')
    await screen.findByText('Nothing is due')
    const end = async () => {
      server.fail('get', '/api/v1/due', 401, { code: 'UNAUTHORIZED' })
      await act(() => answer(api.GET('/api/v1/due')).catch(() => {}))
      server.answer('get', '/api/v1/due', due).answer('post', '/api/v1/session', withScope('write'))
      return screen.findByRole('dialog', { name: 'Sign in to Strata' })
    }
    return { ...page, end }
  }
  const isInert = (element: Element) => element.closest('[inert]') !== null

  it('leaves nothing behind it that can be used, by Tab or by key', async () => {
    const { user, at, end } = await ended()
    const main = screen.getByRole('main')
    expect(isInert(main)).toBe(false)
    const signIn = await end()
    expect(isInert(main)).toBe(true)
    expect(isInert(signIn)).toBe(false)
    act(() => (document.activeElement as HTMLElement).blur())
    await user.keyboard('gt{Control>}kz{/Control}?')
    expect(at()).toBe('/due')
    expect(screen.getAllByRole('dialog')).toEqual([signIn])
    expect(screen.queryByText(/Nothing to undo/)).not.toBeInTheDocument()
    await user.type(screen.getByLabelText(/^Token/, { selector: 'input' }), 'st_abc{Enter}')
    await expect.poll(() => signIn.isConnected).toBe(false)
    expect(isInert(main)).toBe(false)
  })

  it('keeps a dialog that is open and what is typed in it; Escape does not close it', async () => {
    const { user, end } = await ended()
    await user.keyboard('t')
    const field = await screen.findByLabelText('Of what had been observed by')
    await user.type(field, '2026-01-01T00:00')
    const signIn = await end()
    expect(isInert(field)).toBe(true)
    await user.keyboard('{Escape}')
    await user.type(screen.getByLabelText(/^Token/, { selector: 'input' }), 'st_abc{Enter}')
    await expect.poll(() => signIn.isConnected).toBe(false)
    expect(field).toBeInTheDocument()
    expect(field).toHaveValue('2026-01-01T00:00')
    expect(field).toHaveFocus()
  })

  it('forgets what it showed when another signs in', async () => {
    const server = withEntity(started(withScope('write')))
    const { user, queries } = await openPage('/entities/ent_1')
    await screen.findByRole('heading', { name: 'Invoice 7 of Acme' })
    server.fail('get', '/api/v1/due', 401, { code: 'UNAUTHORIZED' })
    await act(() => answer(api.GET('/api/v1/due')).catch(() => {}))
    const bob = { ...withScope('write'), user: 'bob' }
    server.answer('post', '/api/v1/session', bob).answer('get', '/api/v1/session', bob)
    server.fail('get', '/api/v1/entities/{entity_id}', 404, { code: 'NOT_FOUND' })
    await user.type(await screen.findByLabelText(/^Token/, { selector: 'input' }), 'st_bob{Enter}')
    expect(await screen.findByText('Not found')).toBeInTheDocument()
    expect(screen.queryByText('Invoice 7 of Acme')).not.toBeInTheDocument()
    expect(
      JSON.stringify(
        queries
          .getQueryCache()
          .getAll()
          .map(q => q.state.data),
      ),
    ).not.toContain('Invoice 7 of Acme')
  })
})

describe('a server that can’t be reached', () => {
  it('at the start can be tried again', async () => {
    const server = started()
    server.reachable(false)
    const { user } = await openPage('/due')
    expect(await screen.findByRole('alert')).toHaveTextContent('The server can’t be reached')
    server.reachable(true)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Nothing is due')).toBeInTheDocument()
  })

  it('later on leaves what is shown, and says that it may be old', async () => {
    const server = started()
    await openPage('/due')
    await screen.findByText('Nothing is due')
    expect(screen.queryByText(/What you see may be old/)).not.toBeInTheDocument()
    const stream = FakeEvents.opened.at(-1)
    server.reachable(false)
    act(() => stream?.onerror?.())
    expect(await screen.findByText(/What you see may be old/)).toHaveAttribute('role', 'status')
    expect(screen.getByText('Nothing is due')).toBeInTheDocument()
    act(() => stream?.onopen?.())
    await expect.poll(() => screen.queryByText(/What you see may be old/)).toBeNull()
  })

  it('is noticed by what could not be fetched, which is fetched when the server is back', async () => {
    const server = started()
    const { queries } = await openPage('/due')
    await screen.findByText('Nothing is due')
    server.reachable(false)
    await act(() => queries.refetchQueries({ queryKey: ['due'] }))
    expect(await screen.findByText(/What you see may be old/)).toBeInTheDocument()
    expect(screen.getByText('Nothing is due')).toBeInTheDocument()
    server.answer('get', '/api/v1/due', { ...due, incomplete: null }).reachable(true)
    const before = server.asked('get', '/api/v1/due').length
    await expect.poll(() => server.asked('get', '/api/v1/due').length).toBe(before + 1)
    await expect.poll(() => screen.queryByText(/What you see may be old/)).toBeNull()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('is asked though the browser says that it is offline', async () => {
    started().answer('get', '/api/v1/timeline', page())
    const { user } = await openPage('/due')
    await screen.findByText('Nothing is due')
    onlineManager.setOnline(false)
    try {
      await user.keyboard('gt')
      expect(await screen.findByText('Nothing happened in that time')).toBeInTheDocument()
    } finally {
      onlineManager.setOnline(true)
    }
  })

  it('is not held to be away when only the stream ended', async () => {
    const server = started()
    await openPage('/due')
    await screen.findByText('Nothing is due')
    act(() => FakeEvents.opened.at(-1)?.onerror?.())
    await expect.poll(() => server.asked('get', '/health/live').length).toBe(1)
    expect(screen.queryByText(/What you see may be old/)).not.toBeInTheDocument()
  })
})

it('what happens elsewhere is asked for again', async () => {
  const server = started()
  await openPage('/due')
  await screen.findByText('Nothing is due')
  const tell = (kinds: string[]) =>
    FakeEvents.opened.at(-1)?.dispatchEvent(new MessageEvent('ledger', { data: JSON.stringify({ seq: 43, kinds }) }))
  tell(['correction'])
  await expect.poll(() => server.asked('get', '/api/v1/due').length).toBe(2)
})

describe('the frame', () => {
  it('names every screen and the one that is open; the moment goes along', async () => {
    started()
    await openPage('/due?known_at=5')
    const nav = within(await screen.findByRole('navigation', { name: 'Navigation' }))
    expect(nav.getAllByRole('link').map(l => l.getAttribute('href'))).toEqual([
      '/?known_at=5',
      '/sources?known_at=5',
      '/entities?known_at=5',
      '/search?known_at=5',
      '/timeline?known_at=5',
      '/due?known_at=5',
      '/duplicates?known_at=5',
      '/conflicts?known_at=5',
      '/operation/usage?known_at=5',
    ])
    expect(nav.getByRole('link', { current: 'page' })).toHaveTextContent('Due')
  })
  it('says what time is shown, and leads back to now', async () => {
    started()
    const { user, at } = await openPage('/due?known_at=5&valid_at=2026-01-01T00:00:00Z')
    expect(await screen.findByText(/You see what Strata knew at #5 of what had been observed by 1 Jan 2026/)).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Back to now' }))
    await expect.poll(at).toBe('/due')
    expect(screen.queryByText('Nothing can be changed here.')).not.toBeInTheDocument()
  })
  it('begins with a link to the content', async () => {
    started()
    const { user } = await openPage('/due')
    await screen.findByText('Nothing is due')
    await user.tab()
    expect(screen.getByRole('link', { name: 'Skip to the content' })).toHaveFocus()
    expect(screen.getByRole('main')).toHaveAttribute('id', 'content')
  })
  it('goes to screens by keys, and keeps the moment', async () => {
    started()
      .answer('get', '/api/v1/timeline', page())
      .answer('get', '/api/v1/stats', stats)
      .answer('get', '/api/v1/duplicates', page())
    const { user, at } = await openPage('/due?known_at=5')
    await screen.findByText('Nothing is due')
    await user.keyboard('gu')
    await expect.poll(at).toBe('/duplicates?known_at=5')
    await user.keyboard('gt')
    await expect.poll(at).toBe('/timeline?known_at=5')
    await user.keyboard('gn')
    await expect.poll(at).toBe('/timeline')
  })
  it('an old address leads on, with what it asked; one that never was is said to be none', async () => {
    newServer().answer('get', '/api/v1/entities/{entity_id}', entity)
    const { at, unmount } = await openPage('/entity/ent_1?known_at=5')
    await screen.findByRole('heading', { name: 'Invoice 7 of Acme' })
    expect(at()).toBe('/entities/ent_1?known_at=5')
    unmount()
    await openPage('/no/such/page')
    expect(await screen.findByText('There is no such page')).toBeInTheDocument()
  })
  it('speaks the language that is chosen, at once', async () => {
    started()
    const { user } = await openPage('/due')
    await user.click(await screen.findByRole('button', { name: 'Account and settings' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Deutsch' }))
    expect(await screen.findByText('Nichts ist fällig')).toBeInTheDocument()
    expect(localStorage.getItem('strata.locale')).toBe('de')
  })
})
