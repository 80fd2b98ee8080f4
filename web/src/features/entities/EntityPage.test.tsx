import { screen, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { FakeServer } from '../../shared/test/api'
import { entity, fieldProvenance, page } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const schema = {
  entity_type: 'invoice',
  currencies: { total: 'currency' },
  schema: {
    properties: {
      vendor: { type: 'string' },
      total: { type: 'number' },
      currency: { type: 'string' },
      status: { enum: ['open', 'paid'] },
      paid: { type: 'boolean' },
      due_date: { type: 'string', format: 'date' },
    },
  },
} as never
const rest = (server: FakeServer) =>
  server
    .answer('get', '/api/v1/entities/{entity_id}/provenance/{field}', fieldProvenance)
    .answer('get', '/api/v1/schemas/{entity_type}', schema)
const started = () => rest(newServer()).answer('get', '/api/v1/entities/{entity_id}', entity)

describeStates('EntityPage', {
  address: '/entities/ent_1?field=total',
  call: ['get', '/api/v1/entities/{entity_id}'],
  also: rest,
  filled: { answer: entity, shows: 'Invoice 7 of Acme' },
  writes: ['Merge…', 'More', 'Correct Total', 'Correct Vendor'],
})

it('shows the place of a value in one click', async () => {
  started()
  const { user, at } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: '€1,200.50' }))
  await expect.poll(at).toBe('/entities/ent_1?field=total')
  const side = within(screen.getByRole('complementary', { name: 'Where it comes from' }))
  expect(side.getByText('1,200.50', { selector: 'mark' })).toBeInTheDocument()
  expect(side.getByRole('link', { name: 'invoice-7.txt' }).getAttribute('href')).toBe(
    '/sources/src_1?doc=doc_1&value=obs_1.total&show=blocks',
  )
})

it('says that it was not known yet at that time', async () => {
  started().fail('get', '/api/v1/entities/{entity_id}', 404, { code: 'NOT_FOUND' })
  await openPage('/entities/ent_1?known_at=1')
  expect(await screen.findByText('Not known yet at that time')).toBeInTheDocument()
})

const step = (seq: number, kind: string) => ({ seq, recorded_at: '2026-03-14T09:26:00Z', kind, id: `dec_${seq}`, actor: 'ann' })
/** A server where it was deleted at 7; whether it is restored afterwards, the history says. */
const deletedAt7 = (...history: ReturnType<typeof step>[]) =>
  started()
    .fail('get', '/api/v1/entities/{entity_id}', 404, { code: 'NOT_FOUND' })
    .answerWhen('get', '/api/v1/entities/{entity_id}', asked => Number(asked.query.known_at) < 7, entity)
    .answer('get', '/api/v1/entities/{entity_id}/history', page(...history) as never)

it('at a time when it was deleted, says since when and leads to before and to now', async () => {
  const server = deletedAt7(step(5, 'observation'), step(7, 'delete'))
  const { user, at, unmount } = await openPage('/entities/ent_1?known_at=8')
  expect(await screen.findByRole('heading', { name: '“Invoice 7 of Acme” was deleted at that time' })).toBeInTheDocument()
  expect(screen.getByText(/^Deleted on 14 Mar 2026.* by ann\.$/)).toBeInTheDocument()
  expect(screen.queryByText('Not known yet at that time')).not.toBeInTheDocument()
  expect(server.asked('get', '/api/v1/entities/{entity_id}/history')[0]?.query).toMatchObject({ known_at: '8' })
  await user.click(screen.getByRole('button', { name: 'Show it as it was before' }))
  await expect.poll(at).toBe('/entities/ent_1?known_at=6')
  expect(await screen.findByRole('heading', { name: 'Invoice 7 of Acme' })).toBeInTheDocument()
  unmount()
  deletedAt7(step(5, 'observation'), step(7, 'delete'))
  const now = await openPage('/entities/ent_1?known_at=8')
  await now.user.click(await screen.findByRole('button', { name: 'Go back to now, to restore it' }))
  await expect.poll(now.at).toBe('/entities/ent_1')
  expect(await screen.findByRole('button', { name: 'Restore' })).toBeInTheDocument()
  expect(screen.getByText(/This entity is deleted\. Deleted on 14 Mar 2026/)).toBeInTheDocument()
})

it('one that was restored by then is not called deleted', async () => {
  deletedAt7(step(7, 'delete'), step(8, 'restore'))
  await openPage('/entities/ent_1?known_at=9&valid_at=2020-01-01')
  expect(await screen.findByText('Not known yet at that time')).toBeInTheDocument()
})

it('that is not there now is an error', async () => {
  started().fail('get', '/api/v1/entities/{entity_id}', 404, { code: 'NOT_FOUND' })
  await openPage('/entities/ent_1')
  expect(await screen.findByRole('alert')).toHaveTextContent('Not found')
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('There is no such entity')
  expect(screen.getByRole('navigation', { name: 'Breadcrumb' })).toHaveTextContent('Entities')
})

it('that is deleted can only be restored', async () => {
  started().answer('get', '/api/v1/entities/{entity_id}', { ...entity, state: 'deleted' })
  await openPage('/entities/ent_1')
  expect(await screen.findByRole('button', { name: 'Restore' })).toBeInTheDocument()
  expect(screen.getByText('This entity is deleted.')).toBeInTheDocument()
  for (const name of ['Merge…', 'Correct Total']) expect(screen.queryByRole('button', { name })).not.toBeInTheDocument()
})

it('that was merged leads to the other', async () => {
  started().answer('get', '/api/v1/entities/{entity_id}', asked =>
    asked.path.endsWith('ent_1')
      ? { ...entity, state: 'merged' as const, merged_into: 'ent_9' }
      : { ...entity, entity_id: 'ent_9', merged_from: ['ent_1'] },
  )
  const { at, unmount } = await openPage('/entities/ent_1')
  await expect.poll(at).toBe('/entities/ent_9?merged=ent_1')
  expect(await screen.findByRole('heading', { name: 'Invoice 7 of Acme' })).toBeInTheDocument()
  expect(screen.getByText('ent_1 was merged into this entity.')).toBeInTheDocument()
  unmount()
  await openPage('/entities/ent_1?known_at=5')
  expect((await screen.findByRole('link', { name: 'Open the merged entity' })).getAttribute('href')).toBe(
    '/entities/ent_9?known_at=5',
  )
})

it('a correction sends a number as a number; a refusal keeps what was typed', async () => {
  const server = started().fail('post', '/api/v1/entities/{entity_id}/correct', 422, { code: 'INVALID', detail: 'Too small.' })
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'Correct Total' }))
  const field = screen.getByLabelText('Correct Total', { selector: 'input' })
  expect(field).toHaveFocus()
  await user.clear(field)
  await user.type(field, '12,5')
  await user.type(screen.getByLabelText('Reason (optional)'), 'typo')
  await user.click(screen.getByRole('button', { name: 'Save the correction' }))
  expect(await screen.findByText('Too small.')).toBeInTheDocument()
  expect(screen.getByLabelText('Correct Total', { selector: 'input' })).toHaveValue('12,5')
  const body = server.asked('post', '/api/v1/entities/{entity_id}/correct')[0]?.body
  expect(body).toMatchObject({ fields: { total: 12.5 }, reason: 'typo' })
  server.answer('post', '/api/v1/entities/{entity_id}/correct', { id: 'dec_1', kind: 'correction' as never, seq: 6 })
  await user.click(screen.getByRole('button', { name: 'Save the correction' }))
  expect(await screen.findByText('Corrected Total of Invoice 7 of Acme')).toBeInTheDocument()
  await expect.poll(() => screen.queryByLabelText('Correct Total', { selector: 'input' })).toBeNull()
})

it('keeps what is typed while another tab is looked at', async () => {
  started().answer('get', '/api/v1/entities/{entity_id}/history', page())
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'Correct Total' }))
  await user.clear(screen.getByLabelText('Correct Total', { selector: 'input' }))
  await user.type(screen.getByLabelText('Correct Total', { selector: 'input' }), '12,5')
  await user.click(screen.getByRole('tab', { name: 'History' }))
  expect(screen.getByLabelText('Correct Total', { selector: 'input' })).not.toBeVisible()
  await user.click(screen.getByRole('tab', { name: 'Fields' }))
  expect(screen.getByLabelText('Correct Total', { selector: 'input' })).toHaveValue('12,5')
})

it('the keys j, k and e go through the fields and correct, but not while one types', async () => {
  started()
  const { user, at } = await openPage('/entities/ent_1')
  await screen.findByText('€1,200.50')
  await user.keyboard('jj')
  await expect.poll(at).toBe('/entities/ent_1?field=total')
  await user.keyboard('k')
  await expect.poll(at).toBe('/entities/ent_1?field=vendor')
  await user.keyboard('e')
  const field = await screen.findByLabelText('Correct Vendor', { selector: 'input' })
  await user.type(field, 'jke')
  expect(field).toHaveValue('Acmejke')
  expect(at()).toBe('/entities/ent_1?field=vendor')
  await user.keyboard('{Escape}')
  expect(screen.queryByLabelText('Correct Vendor', { selector: 'input' })).not.toBeInTheDocument()
})

it('keys do not reach behind an open dialog', async () => {
  started()
  const { user, at } = await openPage('/entities/ent_1?field=vendor')
  await user.click(await screen.findByRole('button', { name: 'Merge…' }))
  const dialog = await screen.findByRole('dialog')
  within(dialog).getAllByRole('button')[0]?.focus()
  await user.keyboard('je')
  expect(at()).toBe('/entities/ent_1?field=vendor')
  expect(screen.queryByLabelText('Correct Vendor', { selector: 'input' })).not.toBeInTheDocument()
})

it('the history shows who changed what; the past has no undo', async () => {
  const entry = {
    seq: 7,
    recorded_at: '2026-03-14T09:26:00Z',
    kind: 'correction',
    id: 'dec_1',
    actor: 'ann',
    reason: 'typo',
    changes: [{ field: 'total', before: 12, after: 12.5 }],
  }
  const server = started().answer('get', '/api/v1/entities/{entity_id}/history', page(entry) as never)
  const { user, at, unmount } = await openPage('/entities/ent_1?show=history')
  const article = within(await screen.findByRole('article'))
  expect(article.getByText('Corrected by ann')).toBeInTheDocument()
  expect(article.getByText('12.50')).toBeInTheDocument()
  server.answer('post', '/api/v1/retract/{id}', { id: 'dec_2', kind: 'retract', seq: 8 })
  await user.click(article.getByRole('button', { name: 'Undo' }))
  await expect.poll(() => server.asked('post', '/api/v1/retract/{id}').map(a => a.path)).toEqual(['/api/v1/retract/dec_1'])
  await user.click(article.getByRole('button', { name: 'Look at this time' }))
  await expect.poll(at).toBe('/entities/ent_1?show=history&known_at=7')
  const then = within(screen.getByRole('main'))
  expect(await then.findByText('Corrected by ann')).toBeInTheDocument()
  expect(then.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
  unmount()
})

const corrected = { id: 'obs_9', kind: 'correction' as never, seq: 9 }

it('a refused correction is told at its field, not over the page', async () => {
  started().fail('post', '/api/v1/entities/{entity_id}/correct', 422, { code: 'SCHEMA_VALIDATION_FAILED', detail: 'Too small.' })
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'Correct Total' }))
  await user.click(screen.getByRole('button', { name: 'Save the correction' }))
  const alert = await screen.findByRole('alert')
  expect(alert.closest('[data-field]')).toHaveAttribute('data-field', 'total')
  expect(alert).toHaveTextContent('Too small.')
  expect(alert).toHaveTextContent('SCHEMA_VALIDATION_FAILED')
  expect(screen.getAllByRole('alert')).toHaveLength(1)
})

it('an empty field of the schema is filled by its kind', async () => {
  const server = started().answer('post', '/api/v1/entities/{entity_id}/correct', corrected)
  const { user } = await openPage('/entities/ent_1')
  const fill = async (name: string) => {
    await user.click(await screen.findByRole('combobox', { name: 'Add a value' }))
    await user.click(await screen.findByRole('option', { name }))
  }
  await user.click(await screen.findByRole('combobox', { name: 'Add a value' }))
  expect((await screen.findAllByRole('option')).map(o => o.textContent)).toEqual(['Status', 'Paid', 'Due date'])
  await user.keyboard('{Escape}')
  await fill('Due date')
  expect(await screen.findByLabelText('Correct Due date', { selector: 'input' })).toHaveAttribute('type', 'date')
  await fill('Paid')
  await user.click(screen.getByRole('combobox', { name: 'Correct Paid' }))
  expect((await screen.findAllByRole('option')).map(o => o.textContent)).toEqual(['Yes', 'No'])
  await user.keyboard('{Escape}')
  await fill('Status')
  await user.click(screen.getByRole('combobox', { name: 'Correct Status' }))
  await user.click(await screen.findByRole('option', { name: 'paid' }))
  const row = within(screen.getByRole('combobox', { name: 'Correct Status' }).closest('[data-field]') as HTMLElement)
  await user.click(row.getByRole('button', { name: 'Save the correction' }))
  await expect
    .poll(() => server.asked('post', '/api/v1/entities/{entity_id}/correct').map(a => (a.body as { fields: object }).fields))
    .toEqual([{ status: 'paid' }])
})

it('a field that was cleared stays, and can be filled again', async () => {
  const server = started().answer('post', '/api/v1/entities/{entity_id}/correct', corrected)
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'Correct Vendor' }))
  server.answer('get', '/api/v1/entities/{entity_id}', { ...entity, fields: { total: 1200.5, currency: 'EUR' } })
  await user.click(screen.getByRole('button', { name: 'Clear' }))
  await expect.poll(() => screen.queryByText('Acme')).toBeNull()
  const row = screen.getByText('Vendor').closest('[data-field]') as HTMLElement
  expect(within(row).getByText('empty')).toBeInTheDocument()
  await user.click(within(row).getByRole('button', { name: 'Correct Vendor' }))
  expect(screen.getByLabelText('Correct Vendor', { selector: 'input' })).toHaveValue('')
})

it('what was typed stays when another field is corrected, and what is no number is told', async () => {
  const server = started()
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'Correct Vendor' }))
  await user.type(screen.getByLabelText('Correct Vendor', { selector: 'input' }), ' Ltd')
  await user.click(screen.getByRole('button', { name: 'Correct Total' }))
  expect(screen.getByLabelText('Correct Vendor', { selector: 'input' })).toHaveValue('Acme Ltd')
  const total = screen.getByLabelText('Correct Total', { selector: 'input' })
  await user.clear(total)
  await user.type(total, 'ten{Enter}')
  expect(await screen.findByText('Write a number, such as 1,250.75')).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/entities/{entity_id}/correct')).toEqual([])
})

it('sources that disagree are shown with place and words; one’s own corrections do not disagree', async () => {
  const said = { ...fieldProvenance, observation_id: 'obs_2', value: 1300, file_name: 'mill.csv', quote: '1,300' }
  const own = { ...fieldProvenance, field: 'vendor', class: 'correction' as const, actor: 'ann' }
  started().answer('get', '/api/v1/entities/{entity_id}', {
    ...entity,
    conflicts: [
      { field: 'total', candidates: [fieldProvenance, said] },
      { field: 'vendor', candidates: [own, { ...own, observation_id: 'obs_3', value: 'Acme AG' }] },
    ],
  })
  await openPage('/entities/ent_1')
  const conflicts = within(await screen.findByRole('region', { name: 'Conflicts' }))
  expect(conflicts.getAllByRole('table')).toHaveLength(1)
  expect(conflicts.getByText('1,300', { selector: 'mark' })).toBeInTheDocument()
  expect(conflicts.getAllByText('Observed 14 Mar 2026')).toHaveLength(2)
  expect(conflicts.getByRole('link', { name: 'mill.csv' }).getAttribute('href')).toBe(
    '/sources/src_1?doc=doc_1&value=obs_2.total&show=blocks',
  )
})

it('an undeclared value leads to its place; one that was promoted is not listed twice', async () => {
  started().answer('get', '/api/v1/entities/{entity_id}', {
    ...entity,
    fields: { shirt_size: 'XL' },
    fragments: { 'Shirt size': 'XL', newsletter: true },
    fragment_provenance: { newsletter: { ...fieldProvenance, field: 'newsletter', value: true, quote: 'yes, please' } },
  })
  const { user, at } = await openPage('/entities/ent_1')
  const undeclared = within(await screen.findByRole('region', { name: 'Undeclared fields' }))
  expect(undeclared.queryByText('Shirt size')).not.toBeInTheDocument()
  await user.click(undeclared.getByRole('button', { name: '✓' }))
  await expect.poll(at).toBe('/entities/ent_1?field=%3Fnewsletter')
  const side = within(screen.getByRole('complementary', { name: 'Where it comes from' }))
  expect(side.getByText('yes, please', { selector: 'mark' })).toBeInTheDocument()
})

it('once it is separated again, it no longer says that it was merged', async () => {
  started()
  await openPage('/entities/ent_1?merged=ent_9')
  await screen.findByText('€1,200.50')
  expect(screen.queryByText(/was merged into this entity/)).not.toBeInTheDocument()
})

it('on a narrow screen a value brings its evidence into sight', async () => {
  started()
  const { user } = await openPage('/entities/ent_1')
  const value = await screen.findByRole('button', { name: '€1,200.50' })
  const side = screen.getByRole('complementary', { name: 'Where it comes from' })
  const scroll = vi.fn()
  side.scrollIntoView = scroll
  await user.click(value)
  expect(scroll).not.toHaveBeenCalled()
  side.getBoundingClientRect = () => new DOMRect(0, 2000, 390, 400)
  await user.click(value)
  expect(scroll).toHaveBeenCalled()
})

it('choosing a value leaves the page where it is', async () => {
  started()
  const { user, router } = await openPage('/entities/ent_1')
  const navigate = vi.spyOn(router, 'navigate')
  await user.click(await screen.findByRole('button', { name: '€1,200.50' }))
  expect(navigate.mock.lastCall?.[0]).toMatchObject({ replace: true, resetScroll: false })
})
