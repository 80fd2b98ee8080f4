import { screen, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { entity } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const nothing = { items: [], incomplete: null, tried: { words: { acme: ['acmes'], xyz: [] }, near: ['acne'] } as never }
const hit = {
  kind: 'entity' as const,
  score: 1,
  entity,
  date: '2026-03-14',
  amount: '1,200.50 EUR',
  matched: ['vendor'],
  source_id: 'src_1',
  file_name: 'invoice-7.txt',
  block_id: 'doc_1/1',
}
const facets = {
  hits: 2,
  at_least: false,
  types: [
    { value: 'invoice', count: 2 },
    { value: 'contract', count: 1 },
  ],
  years: [],
  sources: [],
}
const found = { items: [hit], incomplete: null, facets }

describeStates('SearchPage', {
  address: '/search?q=acme',
  call: ['get', '/api/v1/search'],
  empty: { answer: nothing, shows: 'Nothing found for “acme”' },
  filled: { answer: found, shows: 'Invoice 7 of Acme' },
})

it('asks for nothing until there are words', async () => {
  const server = newServer().answer('get', '/api/v1/search', found)
  const { user, at } = await openPage('/search')
  expect(await screen.findByText('Find anything by what you remember')).toBeInTheDocument()
  expect(server.asked('get', '/api/v1/search')).toEqual([])
  await user.type(screen.getByRole('searchbox'), '  acme {Enter}')
  expect(await screen.findByText('Invoice 7 of Acme')).toBeInTheDocument()
  expect(at()).toBe('/search?q=acme')
})

it('narrows by kind, and takes that back', async () => {
  const server = newServer().answer('get', '/api/v1/search', found)
  const { user, at } = await openPage('/search?q=acme&year=2025&known_at=5')
  await user.click(await screen.findByRole('button', { name: /Contract/ }))
  await user.click(await screen.findByRole('button', { name: 'Clear 2025' }))
  expect(at()).toBe('/search?q=acme&known_at=5&type=contract')
  await expect
    .poll(() => server.asked('get', '/api/v1/search').map(a => a.query))
    .toEqual([
      { text: 'acme', after: '2025-01-01', before: '2026-01-01', limit: '50', known_at: '5' },
      { text: 'acme', entity_type: 'contract', after: '2025-01-01', before: '2026-01-01', limit: '50', known_at: '5' },
      { text: 'acme', entity_type: 'contract', limit: '50', known_at: '5' },
    ])
})

it('a hit leads to the entity and to its place in the source', async () => {
  newServer().answer('get', '/api/v1/search', found)
  await openPage('/search?q=acme')
  const article = within(await screen.findByRole('article'))
  expect(article.getByRole('link', { name: 'Invoice 7 of Acme' })).toHaveAttribute('href', '/entities/ent_1')
  const source = article.getByRole('link', { name: 'Show in invoice-7.txt' })
  expect(source.getAttribute('href')).toBe('/sources/src_1?block=doc_1%2F1&show=blocks')
})

it('what was tried is said where nothing was found', async () => {
  newServer().answer('get', '/api/v1/search', nothing)
  await openPage('/search?q=acme')
  expect(await screen.findByText(/acme \(acmes\); xyz \(in no form anywhere\)/)).toHaveTextContent('acne')
})

it('goes on to the last hit, and says where there are more than can be shown', async () => {
  const hits = [...Array(128).keys()].map(n => ({ ...hit, entity: { ...entity, entity_id: `ent_${n}`, title: `Hit ${n}` } }))
  const server = newServer().answer('get', '/api/v1/search', asked => ({
    items: hits.slice(0, Number(asked.query.limit)),
    incomplete: null,
    facets: { ...facets, hits: 128, at_least: true },
  }))
  const { user } = await openPage('/search?q=acme')
  expect(await screen.findByText('at least 128 hits')).toBeInTheDocument()
  expect(screen.queryByText('Hit 50')).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('Hit 99')).toBeInTheDocument()
  expect(screen.getByText('Hit 0')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('Hit 127')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument()
  expect(screen.getByText(/^These are the 128 best hits/)).toBeInTheDocument()
  expect(server.asked('get', '/api/v1/search').map(a => a.query.limit)).toEqual(['50', '100', '150'])
})

it('offers no more where all is shown', async () => {
  newServer().answer('get', '/api/v1/search', { ...found, facets: { ...facets, hits: 1 } })
  await openPage('/search?q=acme')
  await screen.findByText('Invoice 7 of Acme')
  expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument()
  expect(screen.queryByText(/best hits/)).not.toBeInTheDocument()
})

it('a hit that fails leaves the others', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const broken = { ...hit, entity: { ...entity, entity_id: 'ent_9' }, matched: { length: 1 } as never }
  newServer().answer('get', '/api/v1/search', { ...found, items: [hit, broken] })
  await openPage('/search?q=acme')
  expect(await screen.findByText('This part of the page failed')).toBeInTheDocument()
  expect(screen.getByText('Invoice 7 of Acme')).toBeInTheDocument()
})
