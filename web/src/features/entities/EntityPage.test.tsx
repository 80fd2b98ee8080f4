import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { FakeServer } from '../../shared/test/api'
import { entity, fieldProvenance, page } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const rest = (server: FakeServer) => server.answer('get', '/api/v1/entities/{entity_id}/provenance/{field}', fieldProvenance)
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
      : { ...entity, entity_id: 'ent_9' },
  )
  const { at, unmount } = await openPage('/entities/ent_1')
  await expect.poll(at).toBe('/entities/ent_9?merged=ent_1')
  expect(await screen.findByRole('heading', { name: 'Invoice 7 of Acme' })).toBeInTheDocument()
  expect(screen.getByText(/ent_1/)).toBeInTheDocument()
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
  expect(await screen.findByText('Corrected by ann')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
  unmount()
})
