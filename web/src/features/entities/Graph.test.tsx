import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { Shape } from '../../shared/test/api'
import { entity, other } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'

/** Stands for the drawing, which needs a canvas. */
const drawn = vi.hoisted(() => ({
  elements: [] as { data: object }[],
  style: [] as { selector: string; style: object }[],
  taps: [] as ((e: object) => void)[],
  destroyed: 0,
}))
vi.mock('cytoscape', () => ({
  default: (options: { elements: { data: object }[]; style: { selector: string; style: object }[] }) => {
    drawn.elements = options.elements
    drawn.style = options.style
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

it('says where relationships are cut and asks for more, as far as there is more', async () => {
  const server = started().answer('get', '/api/v1/entities/{entity_id}/neighborhood', { ...related, truncated: true })
  const { user } = await openPage(address)
  expect(await screen.findByText('The first 2 relationships; more exist.')).toBeInTheDocument()
  server.answer('get', '/api/v1/entities/{entity_id}/neighborhood', related)
  await user.click(screen.getByRole('button', { name: 'Show more' }))
  await expect.poll(() => screen.queryByText(/more exist/)).toBeNull()
  expect(server.asked('get', '/api/v1/entities/{entity_id}/neighborhood').map(a => a.query.limit)).toEqual(['100', '1000'])
})

it('adds no style element to the page, which its policy refuses', async () => {
  started().answer('get', '/api/v1/entities/{entity_id}/neighborhood', related)
  const { user } = await openPage(address)
  await user.click(await screen.findByRole('radio', { name: 'Graph' }))
  await screen.findByRole('img', { name: /^Graph of/ })
  expect(document.getElementById('__________cytoscape_stylesheet')).not.toBeNull()
})

it('names many only under the pointer', async () => {
  const many = Array.from({ length: 61 }, (_, i) => ({ ...other, entity_id: `ent_${i}` }))
  started().answer('get', '/api/v1/entities/{entity_id}/neighborhood', { ...related, entities: many })
  const { user } = await openPage(address)
  await user.click(await screen.findByRole('radio', { name: 'Graph' }))
  await screen.findByRole('img', { name: /^Graph of 61/ })
  const styleOf = (selector: string) => drawn.style.find(s => s.selector === selector)?.style
  expect(styleOf('node')).not.toHaveProperty('label')
  expect(styleOf('.pointed')).toHaveProperty('label')
})

it('of a deleted entity nothing is asked', async () => {
  const server = newServer().answer('get', '/api/v1/entities/{entity_id}', { ...entity, state: 'deleted' })
  await openPage('/entities/ent_1?show=relationships')
  expect(await screen.findByText(/^A deleted entity has no relationships/)).toBeInTheDocument()
  expect(server.asked('get', '/api/v1/entities/{entity_id}/neighborhood')).toEqual([])
})
