import { expect, it } from 'vitest'
import { answer, api } from '../../api/client'
import { FakeServer } from './api'

const due = { items: [], today: '2026-03-14', incomplete: null }

it('answers by route, and tells what was asked', async () => {
  const server = new FakeServer().answer('get', '/api/v1/due', due)
  server.answer('post', '/api/v1/retract/{id}', asked => ({ id: asked.path, kind: 'retract' as const, seq: 1 }))
  expect(await answer(api.GET('/api/v1/due', { params: { query: { limit: 5 } } }))).toEqual(due)
  await answer(api.POST('/api/v1/retract/{id}', { params: { path: { id: 'dec_1' } }, body: { reason: 'x' } }))
  expect(server.asked('get', '/api/v1/due')).toEqual([
    { method: 'get', path: '/api/v1/due', query: { limit: '5' }, body: undefined },
  ])
  expect(server.asked('post', '/api/v1/retract/{id}')[0]?.body).toEqual({ reason: 'x' })
})
it('refuses, can’t be reached, and names what no test told', async () => {
  const server = new FakeServer().fail('get', '/api/v1/due', 409, { code: 'CONFLICT' })
  await expect(answer(api.GET('/api/v1/due'))).rejects.toMatchObject({ status: 409, code: 'CONFLICT' })
  await expect(answer(api.GET('/api/v1/stats'))).rejects.toMatchObject({ code: 'NOT_TOLD' })
  expect(server.unexpected).toEqual(['GET /api/v1/stats'])
  server.reachable(false)
  await expect(answer(api.GET('/api/v1/due'))).rejects.toMatchObject({ code: 'OFFLINE' })
})
it('takes no answer of another shape', () => {
  const server = new FakeServer()
  // @ts-expect-error: a list has its day.
  server.answer('get', '/api/v1/due', { items: [], incomplete: null })
  const late = { date: '2026-03-10', days: '-4', kind: 'invoice' as const, entity_id: 'ent_1', entity_type: 'invoice', why: '' }
  // @ts-expect-error: days are numbers.
  server.answer('get', '/api/v1/due', { ...due, items: [late] })
  // @ts-expect-error: there is no such route.
  server.answer('get', '/api/v1/nowhere', {})
  // @ts-expect-error: nothing can be put there.
  server.answer('put', '/api/v1/due', due)
  // @ts-expect-error: no entity has that state.
  server.answer('get', '/api/v1/entities/{entity_id}', () => ({ state: 'gone' }))
})
