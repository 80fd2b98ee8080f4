import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { FakeServer, Shape } from '../../shared/test/api'
import { entity, other, stats } from '../../shared/test/fixtures'
import { newServer, openPage, withScope } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const ids = (...list: string[]): Shape<'EntityIds'> => ({ ids: list, complete: true, read_at: { known_at: 42 } })
const rest = (server: FakeServer) =>
  server
    .answer('get', '/api/v1/stats', stats)
    .answer('post', '/api/v1/entities/rows', { items: [entity, other], missing: [] })
    .fail('get', '/api/v1/schemas/{entity_type}', 404, { code: 'NOT_FOUND' })
const started = (session?: Parameters<typeof newServer>[0]) =>
  rest(newServer(session)).answer('post', '/api/v1/entities/ids', ids('ent_1', 'ent_2'))

describeStates('EntityList', {
  address: '/entities',
  call: ['post', '/api/v1/entities/ids'],
  also: rest,
  empty: { answer: ids(), shows: 'No entities yet' },
  filled: { answer: ids('ent_1', 'ent_2'), shows: 'Invoice 7 of Acme' },
})

it('says that nothing fits the filters, and clears them', async () => {
  const server = started().answer('post', '/api/v1/entities/ids', asked =>
    (asked.body as { where?: string }).where ? ids() : ids('ent_1'),
  )
  const { user, at } = await openPage('/entities?type=invoice&where=total%20%3E%205')
  await user.click(await screen.findByRole('button', { name: 'Clear filters' }))
  expect(await screen.findByText('Invoice 7 of Acme')).toBeInTheDocument()
  expect(at()).toBe('/entities?type=invoice')
  expect(server.asked('post', '/api/v1/entities/ids')[0]?.body).toMatchObject({ entity_type: 'invoice', where: 'total > 5' })
})

it('what is only like a type is listed as such, without facets and sums of its fields', async () => {
  const server = started()
  await openPage('/entities?type=%3Fcontract')
  await screen.findByText('Invoice 7 of Acme')
  expect(server.asked('post', '/api/v1/entities/ids')[0]?.body).toMatchObject({ entity_type: '?contract' })
  expect(screen.getByRole('button', { name: 'Facets' })).toBeDisabled()
  expect(screen.getByRole('button', { name: 'Sums' })).toBeDisabled()
})

it('a filter that is wrong is explained, and what was typed stays', async () => {
  const server = started()
  const { user } = await openPage('/entities')
  await screen.findByText('Invoice 7 of Acme')
  server.fail('post', '/api/v1/entities/ids', 400, { code: 'INVALID_QUERY', detail: 'total is not a text' })
  await user.type(screen.getByLabelText('Filter', { selector: 'input' }), 'total = x{Enter}')
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('That can’t be right')
  expect(alert).toHaveTextContent('total is not a text')
  expect(screen.getByLabelText('Filter', { selector: 'input' })).toHaveValue('total = x')
})

it('rows are those of the moment that the list is of', async () => {
  const server = started()
  await openPage('/entities?known_at=5')
  await screen.findByText('Invoice 7 of Acme')
  expect(server.asked('post', '/api/v1/entities/ids')[0]?.body).toMatchObject({ known_at: '5' })
  expect(server.asked('post', '/api/v1/entities/rows')[0]?.body).toEqual({ ids: ['ent_1', 'ent_2'], known_at: '42' })
})

it('two that are selected can be merged, by those who may', async () => {
  started()
  const { user, unmount } = await openPage('/entities')
  await screen.findByText('Invoice 7 of Acme')
  await user.click(screen.getByLabelText('Select row 1'))
  expect(screen.queryByRole('button', { name: 'Merge the two…' })).not.toBeInTheDocument()
  await user.click(screen.getByLabelText('Select row 2'))
  expect(screen.getByText(/2 selected/)).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Merge the two…' })).toBeInTheDocument()
  unmount()
  for (const [session, address] of [
    [withScope('read'), '/entities'],
    [undefined, '/entities?known_at=5'],
  ] as const) {
    started(session)
    const shown = await openPage(address)
    await screen.findByText('Invoice 7 of Acme')
    await shown.user.click(screen.getByLabelText('Select all'))
    expect(screen.getByText(/2 selected/)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Merge the two…' })).not.toBeInTheDocument()
    shown.unmount()
  }
})

it('columns are chosen and stay in the address', async () => {
  started()
  const { user, at } = await openPage('/entities')
  expect(await screen.findByRole('columnheader', { name: /Vendor/ })).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Columns' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Vendor' }))
  await expect.poll(at).toBe('/entities?columns=total%2Ccurrency')
  expect(screen.queryByRole('columnheader', { name: /Vendor/ })).not.toBeInTheDocument()
})

it('amounts have the currency of their row', async () => {
  started()
  await openPage('/entities')
  const row = within((await screen.findByText('Invoice 7 of Acme')).closest('[role=row]') as HTMLElement)
  expect(row.getByText('€1,200.50')).toBeInTheDocument()
})
