import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { Shape } from '../../shared/test/api'
import { entity, other } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'

/** Stands for the drawing, which needs a canvas. */
const drawn = vi.hoisted(() => ({ elements: [] as { data: object }[], taps: [] as ((e: object) => void)[], destroyed: 0 }))
vi.mock('cytoscape', () => ({
  default: (options: { elements: { data: object }[] }) => {
    drawn.elements = options.elements
    return { on: (_: string, __: string, tap: (e: object) => void) => drawn.taps.push(tap), destroy: () => drawn.destroyed++ }
  },
}))

const related: Shape<'Neighborhood'> = {
  entities: [entity, other],
  relationships: [
    { relationship_id: 'rel_1', type: 'paid_by', from: 'ent_1', to: 'ent_2', origin: 'reference', field: 'payer' },
    { relationship_id: 'rel_2', type: 'knows', from: 'ent_1', to: 'ent_9', origin: 'stated' },
  ],
  truncated: false,
}
const started = () => newServer().answer('get', '/api/v1/entities/{entity_id}', entity)
const address = '/entities/ent_1?show=relationships&known_at=5'

it('draws what is around it, without lines to what is not there; a node leads to its entity at that moment', async () => {
  const server = started().answer('get', '/api/v1/entities/{entity_id}/neighborhood', related)
  const { user, at, unmount } = await openPage(address)
  expect((await screen.findByRole('link', { name: 'Invoice 7, Acme Ltd' })).getAttribute('href')).toContain('known_at=5')
  await user.click(screen.getByRole('radio', { name: 'Graph' }))
  expect(await screen.findByRole('img', { name: 'Graph of 2 entities around Invoice 7 of Acme' })).toBeInTheDocument()
  expect(drawn.elements.map(e => e.data)).toEqual([
    { id: 'ent_1', label: 'Invoice 7 of Acme' },
    { id: 'ent_2', label: 'Invoice 7, Acme Ltd' },
    { id: 'rel_1', source: 'ent_1', target: 'ent_2', label: 'Payer' },
  ])
  expect(server.asked('get', '/api/v1/entities/{entity_id}/neighborhood').map(a => a.query.depth)).toEqual(['1', '2'])
  drawn.taps.at(-1)?.({ target: { id: () => 'ent_2' } })
  await expect.poll(at).toMatch(/^\/entities\/ent_2\?.*known_at=5/)
  unmount()
  expect(drawn.destroyed).toBe(drawn.taps.length)
})

it('none, waiting and failing are said', async () => {
  started().answer('get', '/api/v1/entities/{entity_id}/neighborhood', { ...related, relationships: [] })
  const { unmount } = await openPage(address)
  expect(await screen.findByText('No relationships.')).toBeInTheDocument()
  unmount()
  started().hang('get', '/api/v1/entities/{entity_id}/neighborhood')
  const waiting = await openPage(address)
  expect(await screen.findByRole('status', { name: 'Loading' })).toBeInTheDocument()
  waiting.unmount()
  started().fail('get', '/api/v1/entities/{entity_id}/neighborhood', 500, { code: 'BROKEN', detail: 'The disk is full.' })
  await openPage(address)
  expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full.')
})
