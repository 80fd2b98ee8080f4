import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Shape } from '../../shared/test/api'
import { entity, page } from '../../shared/test/fixtures'
import { newServer, openPage, withScope } from '../../shared/test/render'

const at = '2026-03-14T09:26:00Z'
const step = (seq: number, kind: Shape<'HistoryEntry'>['kind'], more: object = {}): Shape<'HistoryEntry'> => ({
  seq,
  recorded_at: at,
  kind,
  id: `dec_${seq}`,
  actor: 'ann',
  changes: [],
  ...more,
})
const promotion = (seq: number, more: Partial<Shape<'PromotionView'>> = {}): Shape<'PromotionView'> => ({
  promotion_id: `dec_${seq}`,
  state: 'done',
  entity_type: 'invoice',
  to_type: 'invoice',
  version: 2,
  previous_version: 1,
  fields: ['shoe_size'],
  observations: 6,
  unfitting: 0,
  notes: [],
  actor: 'bob',
  recorded_at: at,
  ...more,
})
const started = (session?: Parameters<typeof newServer>[0]) =>
  newServer(session)
    .answer('get', '/api/v1/entities/{entity_id}', entity)
    .answer('get', '/api/v1/entities/{entity_id}/history', page(step(5, 'observation'), step(7, 'activate_schema')))
    .answer('get', '/api/v1/promotions', page(promotion(8), promotion(9, { to_type: 'contact' }), promotion(3)))
const articles = async () => (await screen.findAllByRole('article')).map(a => within(a))

it('a promotion that filled in fields is a step, and is taken back whole', async () => {
  const server = started().answer('post', '/api/v1/retract/{id}', { id: 'dec_12', kind: 'roll_back_promotion', seq: 12 })
  const { user } = await openPage('/entities/ent_1?show=history')
  const [latest, schema, read, ...rest] = await articles()
  expect(rest).toEqual([])
  expect(latest?.getByText('Undeclared fields promoted by bob')).toBeInTheDocument()
  expect(latest?.getByText('Shoe size')).toBeInTheDocument()
  expect(schema?.getByText('Schema changed by ann')).toBeInTheDocument()
  expect(schema?.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
  expect(read?.getByText('Read by ann')).toBeInTheDocument()
  server.answer('get', '/api/v1/promotions', page(promotion(8, { state: 'rolled_back' })))
  await user.click(latest?.getByRole('button', { name: 'Undo' }) as HTMLElement)
  await expect.poll(() => server.asked('post', '/api/v1/retract/{id}').map(a => a.path)).toEqual(['/api/v1/retract/dec_8'])
  expect(await screen.findByText('Undone: Undeclared fields promoted Shoe size')).toBeInTheDocument()
  expect(await screen.findByText('Shoe size · taken back')).toBeInTheDocument()
  const [after] = await articles()
  expect(after?.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
})

it('what was taken back is not undone again, and is once it is brought back', async () => {
  const retract = step(6, 'retract', { target: 'dec_5' })
  started().answer('get', '/api/v1/entities/{entity_id}/history', page(step(4, 'correction'), step(5, 'correction'), retract))
  const { unmount } = await openPage('/entities/ent_1?show=history')
  const undo = (all: Awaited<ReturnType<typeof articles>>) => all.map(a => a.queryByRole('button', { name: 'Undo' }) !== null)
  const first = await articles()
  // The step that took it back can be undone itself.
  expect(undo(first.slice(-3))).toEqual([true, false, true])
  expect(first.at(-2)?.getByText('taken back')).toBeInTheDocument()
  unmount()
  const reinstate = step(7, 'reinstate', { target: 'dec_5' })
  started().answer(
    'get',
    '/api/v1/entities/{entity_id}/history',
    page(step(4, 'correction'), step(5, 'correction'), retract, reinstate),
  )
  await openPage('/entities/ent_1?show=history')
  expect(undo((await articles()).slice(-4))).toEqual([false, false, true, true])
})

it('what its opposite has taken back is not undone again', async () => {
  const steps = [
    step(3, 'merge', { other: 'ent_2' }),
    step(4, 'merge', { other: 'ent_3' }),
    step(5, 'unmerge', { other: 'ent_2' }),
    step(6, 'merge', { other: 'ent_2' }),
  ]
  started().answer('get', '/api/v1/entities/{entity_id}/history', page(...steps))
  await openPage('/entities/ent_1?show=history')
  const all = (await articles()).slice(-4)
  expect(all.map(a => a.queryByText('taken back') !== null)).toEqual([false, false, false, true])
})

it('a promotion that came later is not in the past, and nothing is undone there or by those who may only read', async () => {
  started()
  const { unmount } = await openPage('/entities/ent_1?show=history&known_at=7')
  expect(await articles()).toHaveLength(2)
  expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
  unmount()
  started(withScope('read'))
  await openPage('/entities/ent_1?show=history')
  expect(await screen.findByText('Shoe size')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
})

it('a retraction is undone in its toast and in the history', async () => {
  const server = started()
    .answer('get', '/api/v1/entities/{entity_id}/history', page(step(4, 'correction'), step(5, 'correction')))
    .answer('post', '/api/v1/retract/{id}', { id: 'dec_6', kind: 'retract', seq: 6 })
  const { user } = await openPage('/entities/ent_1?show=history')
  const undo = async (nth: number) => (await articles()).at(nth)?.getByRole('button', { name: 'Undo' }) as HTMLElement
  const asked = () => server.asked('post', '/api/v1/retract/{id}').map(a => a.path.split('/').at(-1))
  server.answer('get', '/api/v1/promotions', page())
  await user.click(await undo(-2))
  const toast = within((await screen.findByText('Undid: Corrected')).closest('[role=alert]') as HTMLElement)
  server.answer('post', '/api/v1/retract/{id}', { id: 'dec_7', kind: 'reinstate', seq: 7 })
  await user.click(toast.getByRole('button', { name: 'Undo' }))
  await expect.poll(asked).toEqual(['dec_5', 'dec_6'])
})

it('asks before the only reading is taken back', async () => {
  const server = started()
    .answer('get', '/api/v1/promotions', page())
    .answer('get', '/api/v1/entities/{entity_id}/history', page(step(5, 'observation', { id: 'obs_5' }), step(6, 'correction')))
    .answer('post', '/api/v1/retract/{id}', { id: 'dec_7', kind: 'retract', seq: 7 })
  const { user } = await openPage('/entities/ent_1?show=history')
  const read = (await articles()).at(-1)
  await user.click(read?.getByRole('button', { name: 'Undo' }) as HTMLElement)
  const dialog = within(await screen.findByRole('dialog', { name: 'Take back the only reading?' }))
  expect(server.asked('post', '/api/v1/retract/{id}')).toEqual([])
  await user.click(dialog.getByRole('button', { name: 'Take it back' }))
  await expect.poll(() => server.asked('post', '/api/v1/retract/{id}').map(a => a.path)).toEqual(['/api/v1/retract/obs_5'])
})

it('a long history begins with the newest step, whatever the pages are, and knows what was taken back', async () => {
  const steps = Array.from({ length: 150 }, (_, i) => step(i + 1, 'correction'))
  started()
    .answer('get', '/api/v1/promotions', page())
    .answer('get', '/api/v1/entities/{entity_id}/history', asked =>
      asked.query.cursor === undefined
        ? { items: steps, next_cursor: 'next' }
        : { items: [step(151, 'correction'), step(152, 'retract', { target: 'dec_149' })], next_cursor: null },
    )
  const { user } = await openPage('/entities/ent_1?show=history')
  const shown = await articles()
  expect(shown).toHaveLength(100)
  expect(shown[0]?.getByText(/#152/)).toBeInTheDocument()
  expect(shown[3]?.getByText('taken back')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Show older steps' }))
  const all = await articles()
  expect(all).toHaveLength(152)
  expect(all.at(-1)?.getByText(/#1$/)).toBeInTheDocument()
})

it('says with what it was merged, and amounts have their currency', async () => {
  const changes = [
    { field: 'currency', before: null, after: 'EUR' as never },
    { field: 'total', before: null, after: 12.5 as never },
  ]
  started()
    .answer('get', '/api/v1/promotions', page())
    .answer('post', '/api/v1/entities/rows', { items: [{ ...entity, entity_id: 'ent_2', title: 'The mill' }], missing: [] })
    .answer(
      'get',
      '/api/v1/entities/{entity_id}/history',
      page(step(5, 'observation', { changes }), step(6, 'merge', { other: 'ent_2' })),
    )
  await openPage('/entities/ent_1?show=history')
  const [merge, read] = await articles()
  expect(read?.getByText('€12.50')).toBeInTheDocument()
  expect((await merge?.findByRole('link', { name: 'The mill' }))?.getAttribute('href')).toBe('/entities/ent_2')
})

it('stays while asking again fails', async () => {
  const server = started()
  const { queries } = await openPage('/entities/ent_1?show=history')
  const before = (await articles()).length
  server.fail('get', '/api/v1/entities/{entity_id}/history', 500, { detail: 'The disk is full.' })
  await queries.invalidateQueries({ queryKey: ['history'] })
  expect(await screen.findByText('The disk is full.')).toBeInTheDocument()
  expect(await articles()).toHaveLength(before)
})
