import { screen, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { FakeServer, Shape } from '../../shared/test/api'
import { entity, other, page, stats } from '../../shared/test/fixtures'
import { newServer, openPage, withScope } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const ids = (...list: string[]): Shape<'EntityIds'> => ({ ids: list, complete: true, read_at: { known_at: 42 } })
const projects = page({ project_id: 'prj_1', name: 'Harbour' }) as never
const rest = (server: FakeServer) =>
  server
    .answer('get', '/api/v1/stats', stats)
    .answer('get', '/api/v1/projects', projects)
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

it('a project in the address is shown, and can be cleared', async () => {
  const server = started()
  const { user, at } = await openPage('/entities?project=Harbour')
  await expect.poll(() => screen.getByRole('combobox', { name: 'Project' })).toHaveValue('Harbour')
  expect(server.asked('post', '/api/v1/entities/ids')[0]?.body).toMatchObject({ project: 'Harbour' })
  await user.click(screen.getByRole('combobox', { name: 'Project' }))
  await user.click(await screen.findByRole('option', { name: 'Harbour' }))
  await expect.poll(at).toBe('/entities')
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

it('sorts by fields only where a schema declares them', async () => {
  const server = started()
  const { unmount } = await openPage('/entities')
  expect(await screen.findByRole('columnheader', { name: /Total/ })).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Total' })).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Changed' })).toBeInTheDocument()
  unmount()
  server.answer('get', '/api/v1/schemas/{entity_type}', {
    columns: ['total', 'note'],
    schema: { properties: { total: { type: 'number' } } },
  } as never)
  await openPage('/entities?type=invoice')
  expect(await screen.findByRole('button', { name: 'Total' })).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Note' })).not.toBeInTheDocument()
})

it('a list that fails keeps its toolbar, counts nothing and lets its sort be cleared', async () => {
  started()
    .fail('post', '/api/v1/entities/ids', 400, { code: 'INVALID_CONTENT', detail: 'Sorting by a field requires an entity type.' })
    .answerWhen('post', '/api/v1/entities/ids', asked => !(asked.body as { sort?: string }).sort, ids('ent_1'))
  const { user, at } = await openPage('/entities?sort=amount')
  expect(await screen.findByRole('alert')).toHaveTextContent('Sorting by a field requires an entity type.')
  expect(screen.queryByText('0 entities')).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Columns' })).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Clear sort and filters' }))
  expect(await screen.findByText('Invoice 7 of Acme')).toBeInTheDocument()
  expect(at()).toBe('/entities')
})

it('filters are cleared where they leave rows, and a kind without entities leads to all kinds', async () => {
  const server = started()
  const { user, at } = await openPage('/entities?type=invoice&where=total%20%3E%205')
  await screen.findByText('Invoice 7 of Acme')
  await user.click(screen.getByRole('button', { name: 'Clear sort and filters' }))
  await expect.poll(at).toBe('/entities?type=invoice')
  expect(screen.queryByRole('button', { name: 'Clear sort and filters' })).not.toBeInTheDocument()
  server.answerWhen(
    'post',
    '/api/v1/entities/ids',
    asked => (asked.body as { entity_type?: string }).entity_type === 'note',
    ids(),
  )
  const none = await openPage('/entities?type=note')
  await none.user.click(await screen.findByRole('button', { name: 'Clear filters' }))
  await expect.poll(none.at).toBe('/entities')
})

it('rows that can’t be read are told and asked for again', async () => {
  const server = started().fail('post', '/api/v1/entities/rows', 500, { code: 'BROKEN', detail: 'The disk is full.' })
  const { user } = await openPage('/entities')
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('The disk is full.')
  server.answer('post', '/api/v1/entities/rows', { items: [entity, other], missing: [] })
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('Invoice 7 of Acme')).toBeInTheDocument()
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})

it('in the past it says how many there are now, and a row opens there in a new tab, too', async () => {
  started().answer('post', '/api/v1/entities/count', { count: 9, at_least: false, facets: [] } as never)
  const { user } = await openPage('/entities?known_at=5')
  expect(await screen.findByText('2 entities · now 9')).toBeInTheDocument()
  const opened = vi.spyOn(window, 'open').mockReturnValue(null)
  const row = (await screen.findByText('Invoice 7 of Acme')).closest('[role=row]') as HTMLElement
  row.focus()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(opened).toHaveBeenCalledWith('/entities/ent_1?known_at=5', '_blank')
  opened.mockRestore()
})

it('a kind that there was not yet is told in plain words', async () => {
  started().fail('post', '/api/v1/entities/ids', 404, { code: 'SCHEMA_NOT_FOUND', detail: 'Known types: .' })
  await openPage('/entities?type=boat&known_at=1')
  expect(await screen.findByText('There was no kind “Boat” at that time')).toBeInTheDocument()
  expect(screen.queryByText(/Known types/)).not.toBeInTheDocument()
})

it('shows no currency that sums don’t know of', async () => {
  started().answer('get', '/api/v1/schemas/{entity_type}', {
    columns: ['total'],
    currencies: {},
    schema: { properties: { total: { type: 'number' }, currency: { type: 'string' } } },
  } as never)
  await openPage('/entities?type=invoice')
  expect((await screen.findAllByText('1,200.50')).length).toBe(2)
  expect(screen.queryByText('€1,200.50')).not.toBeInTheDocument()
})
