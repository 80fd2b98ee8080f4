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
  const question = await screen.findByText('Is this the same?')
  const notice = screen.getByText(/^This screen always shows the present/)
  expect(notice.compareDocumentPosition(question)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  expect(screen.queryByRole('button', { name: /^(Merge into|Not the same)/ })).not.toBeInTheDocument()
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
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
    .toEqual(['Acme', 'Acme Ltd', 'Acme Ltd', 'for it similar, +2.5 bits'])
  expect(screen.getByText(/^A correction by hand wins/)).toBeInTheDocument()
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

it('a pair stays while asking again fails', async () => {
  const server = started()
  const { queries } = await openPage('/duplicates')
  await screen.findByText('Is this the same?')
  server.fail('get', '/api/v1/duplicates', 500, { detail: 'The disk is full.' })
  await queries.invalidateQueries({ queryKey: ['duplicates'] })
  expect(await screen.findByText('The disk is full.')).toBeInTheDocument()
  expect(screen.getByText('Is this the same?')).toBeInTheDocument()
  expect(screen.getByRole('rowheader', { name: 'Vendor' })).toBeInTheDocument()
})

it('keys decide nothing about a pair that is not shown', async () => {
  const server = started()
  server.fail('post', '/api/v1/entities/rows', 500, { detail: 'The disk is full.' })
  const { user } = await openPage('/duplicates')
  await screen.findByText('The disk is full.')
  await user.keyboard('dmM')
  expect(screen.getByText('2 pairs left')).toBeInTheDocument()
  expect(server.calls.filter(c => /dismiss|merge/.test(c.path))).toEqual([])
})

it('says where the server has more pairs, and gets them', async () => {
  const server = started()
  server.answer('get', '/api/v1/duplicates', asked => (asked.query.cursor ? page(second) : { items: [pair], next_cursor: 'c1' }))
  const { user } = await openPage('/duplicates')
  expect(await screen.findByText('At least 1 pair left')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Show more pairs' }))
  expect(await screen.findByText('2 pairs left')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Show more pairs' })).not.toBeInTheDocument()
})

it('after a button the focus goes to the next pair', async () => {
  started().answer('post', dismiss, { id: 'dec_1', kind: 'dismiss' as never, seq: 6 })
  const { user } = await openPage('/duplicates')
  ;(await screen.findByRole('button', { name: /^Not the same/ })).focus()
  await user.keyboard('{Enter}')
  await screen.findByText('1 pair left')
  expect(screen.getByRole('region', { name: 'Third ↔ Fourth' })).toHaveFocus()
})

it('a reason goes along with the decision', async () => {
  const server = started()
  server.answer('post', dismiss, { id: 'dec_1', kind: 'dismiss' as never, seq: 6 })
  const { user } = await openPage('/duplicates')
  await user.type(await screen.findByRole('textbox', { name: /^Reason/ }), ' Father and son ')
  expect(server.asked('post', dismiss)).toEqual([])
  await user.click(screen.getByRole('button', { name: /^Not the same/ }))
  await expect.poll(() => server.asked('post', dismiss).map(a => a.body)).toMatchObject([{ reason: 'Father and son' }])
})

const entry = { seq: 30, at: '2026-03-14T09:26:00Z', id: 'dec_30', actor: 'ann', entity_id: 'ent_2', other_id: 'ent_1' }
const audit = '/api/v1/audit'
const retract = '/api/v1/retract/{id}'
const decided = (state: 'merged' | 'dismissed') =>
  started()
    .answer('get', '/api/v1/duplicates', page({ ...pair, state }))
    .answer('post', retract, { id: 'dec_31', kind: 'retract', seq: 31 })

it('a merged pair shows both as they were, by whom they became one, and can be separated', async () => {
  const server = decided('merged')
    .answer('get', audit, page({ ...entry, action: 'merge' }))
    .answerWhen('post', '/api/v1/entities/rows', a => !(a.body as { known_at?: string }).known_at, {
      items: [other, other],
      missing: [],
    })
  const { user } = await openPage('/duplicates?state=merged')
  expect(await screen.findByRole('heading', { name: 'Merged' })).toBeInTheDocument()
  expect(await screen.findByText(/^Decided on .* by ann$/)).toBeInTheDocument()
  const row = (await screen.findByRole('rowheader', { name: 'Vendor' })).closest('tr') as HTMLElement
  const cells = within(row).getAllByRole('cell')
  expect(cells.slice(0, 3).map(c => c.textContent)).toEqual(['Acme', 'Acme Ltd', 'Acme Ltd'])
  expect(screen.queryByText('Is this the same?')).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: /^(Merge into|Not the same|Later)/ })).not.toBeInTheDocument()
  await user.keyboard('md')
  const asked = server.asked('post', '/api/v1/entities/rows').map(a => (a.body as { known_at?: string }).known_at)
  expect(asked).toContain('29')
  await user.click(screen.getByRole('button', { name: 'Separate' }))
  expect(await screen.findByText('Is this the same?')).toBeInTheDocument()
  expect(screen.getByRole('region', { name: /↔/ })).toHaveFocus()
  expect(server.asked('post', retract).map(a => a.path)).toEqual(['/api/v1/retract/dec_30'])
  expect(server.calls.filter(c => /dismiss|merge$/.test(c.path) && c.method === 'post')).toEqual([])
})

it('a dismissed pair says why, and that can be taken back; a refusal leaves it', async () => {
  const server = decided('dismissed').answer(
    'get',
    audit,
    page({ ...entry, action: 'dismiss_duplicate', reason: 'Father and son' }),
  )
  server.fail('post', retract, 409, { detail: 'It was taken back already.' })
  const { user } = await openPage('/duplicates?state=dismissed')
  expect(await screen.findByText('Father and son')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Take back' }))
  expect(await screen.findByText('It was taken back already.')).toBeInTheDocument()
  expect(await screen.findByRole('heading', { name: 'Not the same' })).toBeInTheDocument()
  server.answer('post', retract, { id: 'dec_31', kind: 'retract', seq: 31 })
  await user.click(screen.getByRole('button', { name: 'Take back' }))
  expect(await screen.findByText('Is this the same?')).toBeInTheDocument()
})

it('what became one without a decision leads to what it became', async () => {
  decided('merged').answer('get', audit, page())
  await openPage('/duplicates?state=merged')
  expect(await screen.findByRole('link', { name: 'Open the merged entity' })).toHaveAttribute('href', '/entities/ent_1')
  expect(screen.queryByRole('button', { name: 'Separate' })).not.toBeInTheDocument()
  expect(screen.queryByRole('table')).not.toBeInTheDocument()
})

it('nothing decided can be undone in the past', async () => {
  decided('dismissed').answer('get', audit, page({ ...entry, action: 'dismiss_duplicate' }))
  await openPage('/duplicates?state=dismissed&known_at=5')
  await screen.findByText(/^Decided on/)
  expect(screen.queryByRole('button', { name: 'Take back' })).not.toBeInTheDocument()
})
