import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { FakeServer } from '../../shared/test/api'
import { entity, other, page, pair } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const rest = (server: FakeServer) =>
  server
    .answer('post', '/api/v1/entities/rows', { items: [entity, other], missing: [] })
    .answer('get', '/api/v1/duplicates/{entity_id}/{other_id}', {
      ...pair,
      evidence: [{ field: 'vendor', level: 'similar', weight: 2.5 }],
    })
    .answer('get', '/api/v1/entities/{entity_id}/merge', {
      entity_id: 'ent_2',
      entity_type: 'invoice',
      fields: { vendor: 'Acme Ltd' },
    })
const second = { ...pair, entity_id: 'ent_3', other_id: 'ent_4', title: 'Third', other_title: 'Fourth' }
const started = () => rest(newServer()).answer('get', '/api/v1/duplicates', page(pair, second))
const dismiss = '/api/v1/duplicates/{entity_id}/{other_id}/dismiss'

describeStates('DuplicatesPage', {
  address: '/duplicates',
  call: ['get', '/api/v1/duplicates'],
  also: rest,
  empty: { answer: page(), shows: 'No pair to decide' },
  filled: { answer: page(pair), shows: 'Is this the same?' },
  writes: ['Look for duplicates'],
})

it('decisions can’t be taken in the past', async () => {
  started()
  const { user } = await openPage('/duplicates?known_at=5')
  await screen.findByText('Is this the same?')
  for (const name of [/^Merge into the second/, /^Merge into the first/, /^Not the same/])
    for (const button of screen.getAllByRole('button', { name })) expect(button).toBeDisabled()
  await user.keyboard('md')
  expect(screen.getByText('Is this the same?')).toBeInTheDocument()
})

it('shows what differs and how much it speaks for it', async () => {
  started()
  await openPage('/duplicates')
  const row = (await screen.findByRole('rowheader', { name: 'Vendor' })).closest('tr') as HTMLElement
  await expect
    .poll(() =>
      within(row)
        .getAllByRole('cell')
        .map(c => c.textContent),
    )
    .toEqual(['Acme', 'Acme Ltd', 'Acme Ltd', 'for it'])
  expect(screen.queryByRole('rowheader', { name: 'Total' })).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: '2 equal fields' })).toBeInTheDocument()
})

it('by key: the next pair comes at once, and the verdict can be undone', async () => {
  const server = started()
  server.answer('post', dismiss, { id: 'dec_1', kind: 'dismiss' as never, seq: 6 })
  const { user } = await openPage('/duplicates')
  await screen.findByText('Is this the same?')
  expect(screen.getByText('2 pairs left')).toBeInTheDocument()
  await user.keyboard('d')
  expect(await screen.findByText('1 pair left')).toBeInTheDocument()
  const list = within(screen.getByRole('navigation', { name: 'Pairs' }))
  expect(list.getByRole('button', { current: true })).toHaveTextContent('Third')
  expect(await screen.findByText('Told Invoice 7 of Acme and Invoice 7, Acme Ltd apart')).toBeInTheDocument()
  expect(server.asked('post', dismiss)).toHaveLength(1)
})

it('a refusal puts the pair back and says why', async () => {
  const server = started()
  server.fail('post', dismiss, 409, { code: 'CONFLICT', detail: 'It was merged meanwhile.' })
  const { user } = await openPage('/duplicates')
  await screen.findByText('Is this the same?')
  await user.keyboard('d')
  expect(await screen.findByText('It was merged meanwhile.')).toBeInTheDocument()
  expect(await screen.findByText('2 pairs left')).toBeInTheDocument()
})

it('a pair that was decided is not decided twice', async () => {
  const server = started()
  server.answer('get', '/api/v1/duplicates', page(pair))
  server.answer('post', dismiss, { id: 'dec_1', kind: 'dismiss' as never, seq: 6 })
  const { user } = await openPage('/duplicates')
  await screen.findByText('Is this the same?')
  await user.keyboard('d')
  await screen.findByText('All decided')
  await user.keyboard('dm')
  expect(server.asked('post', dismiss)).toHaveLength(1)
})

it('keys do nothing while the help is open', async () => {
  const server = started()
  const { user } = await openPage('/duplicates')
  await screen.findByText('Is this the same?')
  await user.keyboard('?')
  const dialog = await screen.findByRole('dialog')
  ;(await within(dialog).findByRole('button', { name: 'Default keys' })).focus()
  await user.keyboard('dm')
  expect(screen.getByText('2 pairs left')).toBeInTheDocument()
  expect(server.asked('post', dismiss)).toEqual([])
})
