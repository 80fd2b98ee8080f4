import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ApiError } from '../../api/client'
import type { FakeServer } from '../../shared/test/api'
import { document as fixtureDocument, observation, page, pair, stats, usage } from '../../shared/test/fixtures'
import { newServer, openPage, withScope } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'
import { unreadable, uploads } from './uploads'

afterEach(() => {
  uploads.list = []
  vi.restoreAllMocks()
})

vi.mock('./queue', () => ({ keepFiles: async () => {}, forgetFile: async () => {}, keptFiles: async () => [] }))

const counted = (count: number, at_least = false) => ({ ...page(), total: { count, at_least } })

const dueItem = {
  date: '2026-03-10',
  days: -4,
  kind: 'invoice' as const,
  entity_id: 'ent_1',
  entity_type: 'invoice',
  why: 'not paid',
}

const conflict = { entity_id: 'ent_1', entity_type: 'invoice', title: null, fields: [{ field: 'total', values: [1, 2] }] }

const quiet = (server: FakeServer) =>
  server
    .answer('get', '/api/v1/stats', stats)
    .answer('get', '/api/v1/duplicates', page())
    .answer('get', '/api/v1/conflicts', page())
    .answer('get', '/api/v1/due', { items: [], today: '2026-03-14' } as never)
    .answer('get', '/api/v1/jobs', counted(0))
    .answer('get', '/api/v1/sources', counted(0))
    .answer('get', '/api/v1/findings', counted(0))
    .answer('get', '/api/v1/usage', usage)

describeStates('Home', {
  address: '/',
  call: ['get', '/api/v1/stats'],
  also: quiet,
  empty: { answer: { ...stats, sources: 0, types: [] }, shows: 'Nothing here yet' },
  filled: { answer: stats, shows: 'Invoice' },
  writes: ['Choose files', 'Choose a folder', 'Fetch', 'Address of a file'],
})

const attention = async () => within(await screen.findByRole('region', { name: 'Needs attention' }))

it('says that nothing waits, when nothing does', async () => {
  quiet(newServer())
  await openPage('/')
  expect(await (await attention()).findByText('Nothing waits for you.')).toBeInTheDocument()
})

it('does not say so while it is not known', async () => {
  quiet(newServer()).hang('get', '/api/v1/duplicates')
  await openPage('/')
  expect(await (await attention()).findByRole('status', { name: 'Loading' })).toBeInTheDocument()
  await screen.findByText('Invoice')
  expect((await attention()).queryByText('Nothing waits for you.')).not.toBeInTheDocument()
})

it('nor when it could not be asked; what is known is shown', async () => {
  const server = quiet(newServer())
    .fail('get', '/api/v1/due', 500, { code: 'SOMETHING_BROKE' })
    .answer('get', '/api/v1/duplicates', page(pair))
  const { user } = await openPage('/')
  const part = await attention()
  const alert = await part.findByRole('alert')
  expect(alert).toHaveTextContent('SOMETHING_BROKE')
  expect(part.getByText('1 possible duplicate')).toBeInTheDocument()
  expect(part.queryByText('Nothing waits for you.')).not.toBeInTheDocument()
  quiet(server)
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))
  await expect.poll(() => part.queryByRole('alert')).toBeNull()
})

it('leads to everything that waits', async () => {
  quiet(newServer())
    .answer('get', '/api/v1/duplicates', page(pair, { ...pair, other_id: 'ent_3' }))
    .answer('get', '/api/v1/conflicts', { ...page(conflict), next_cursor: 'more' })
    .answerWhen('get', '/api/v1/sources', ({ query }) => query.state === 'failed', counted(2))
    .answerWhen('get', '/api/v1/sources', ({ query }) => query.state === 'partial', counted(1))
    .answer('get', '/api/v1/findings', counted(5000, true))
    .answer('get', '/api/v1/jobs', counted(3))
    .answer('get', '/api/v1/usage', { ...usage, storage: { used: 85, limit: 100 }, interpretations: { used: 79, limit: 100 } })
  await openPage('/')
  const links = await (await attention()).findAllByRole('link')
  expect(links.map(l => [l.textContent, l.getAttribute('href')])).toEqual([
    ['2 possible duplicates', '/duplicates'],
    ['At least 1 entity whose sources disagree', '/conflicts'],
    ['2 files could not be read', '/sources?state=failed'],
    ['1 file was read only in part', '/sources?state=partial'],
    ['3 jobs were given up', '/operation/jobs'],
    ['85 % of the plan’s storage used', '/operation/usage'],
  ])
  expect((await attention()).getByText('At least 5,000 findings wait for review by the command line or an agent')).toBeVisible()
})

it('says “at least” where a list has more than it tells', async () => {
  quiet(newServer())
    .answer('get', '/api/v1/duplicates', { ...page(pair), next_cursor: 'more' })
    .answer('get', '/api/v1/due', { items: [dueItem], today: '2026-03-14', incomplete: 'More is due.' })
  await openPage('/')
  const part = await attention()
  expect(await part.findByText('At least 1 possible duplicate')).toBeInTheDocument()
  expect(await part.findByText('At least 1 item overdue or due in two weeks')).toBeInTheDocument()
})

it('takes files that are dropped anywhere, and says so while they are held over the page', async () => {
  quiet(newServer())
  const add = vi.spyOn(uploads, 'add').mockResolvedValue()
  await openPage('/')
  await screen.findByText('Drop files or folders anywhere')
  const file = new File(['x'], 'a.txt')
  const dataTransfer = { types: ['Files'], items: [{ kind: 'file', getAsFile: () => file }] }
  fireEvent.dragEnter(document.body, { dataTransfer: { types: ['text/plain'] } })
  expect(screen.queryByText('Let go to add these files')).not.toBeInTheDocument()
  fireEvent.dragEnter(document.body, { dataTransfer })
  expect(screen.getByText('Let go to add these files')).toBeInTheDocument()
  fireEvent.drop(document.body, { dataTransfer })
  await expect.poll(() => add.mock.calls).toEqual([[[{ file, path: 'a.txt' }]]])
  expect(screen.queryByText('Let go to add these files')).not.toBeInTheDocument()
})

it('takes files on every screen, and leads to them', async () => {
  const server = quiet(newServer())
  const add = vi.spyOn(uploads, 'add').mockResolvedValue()
  const dataTransfer = { types: ['Files'], items: [{ kind: 'file', getAsFile: () => new File(['x'], 'a.txt') }] }
  uploads.list = [{ state: 'sending' }, { state: 'waiting' }, { state: 'done' }, { state: 'failed' }] as never
  await openPage('/due')
  await screen.findByText('Nothing is due')
  expect(fireEvent.dragOver(document.body, { dataTransfer }), 'the browser would leave the page').toBe(false)
  expect(fireEvent.drop(document.body, { dataTransfer })).toBe(false)
  await expect.poll(() => add.mock.calls.length).toBe(1)
  expect(await screen.findByRole('link', { name: '2 files on their way' })).toHaveAttribute('href', '/')
  expect(server.unexpected).toEqual([])
})

it('takes nothing from those who may only read, and stays on the page', async () => {
  quiet(newServer(withScope('read')))
  const add = vi.spyOn(uploads, 'add').mockResolvedValue()
  await openPage('/')
  await screen.findByText('Invoice')
  const dataTransfer = { types: ['Files'], items: [], dropEffect: 'copy' }
  fireEvent.dragEnter(document.body, { dataTransfer })
  expect(screen.queryByText('Let go to add these files')).not.toBeInTheDocument()
  expect(fireEvent.dragOver(document.body, { dataTransfer })).toBe(false)
  expect(fireEvent.drop(document.body, { dataTransfer })).toBe(false)
  expect(add).not.toHaveBeenCalled()
})

it('warns before files that are not sent are left, on every screen', async () => {
  quiet(newServer())
  await openPage('/due')
  await screen.findByText('Nothing is due')
  expect(fireEvent(window, new Event('beforeunload', { cancelable: true }))).toBe(true)
  uploads.list = [{ state: 'waiting' }] as never
  expect(fireEvent(window, new Event('beforeunload', { cancelable: true }))).toBe(false)
})

it('takes a link that is dropped, but none of its own', async () => {
  quiet(newServer())
  const addUrl = vi.spyOn(uploads, 'addUrl').mockResolvedValue()
  await openPage('/')
  await screen.findByText('Invoice')
  const dataTransfer = { types: ['text/uri-list'], getData: () => 'https://example.org/a.pdf' }
  fireEvent.dragStart(document.body)
  expect(fireEvent.drop(document.body, { dataTransfer })).toBe(true)
  fireEvent.dragEnd(document.body)
  expect(fireEvent.drop(document.body, { dataTransfer })).toBe(false)
  expect(fireEvent.drop(screen.getByLabelText('Address of a file'), { dataTransfer })).toBe(true)
  expect(addUrl.mock.calls).toEqual([['https://example.org/a.pdf']])
})

it('takes what is pasted outside of fields: addresses, else a text', async () => {
  quiet(newServer())
  const add = vi.spyOn(uploads, 'add').mockResolvedValue()
  const addUrl = vi.spyOn(uploads, 'addUrl').mockResolvedValue()
  await openPage('/')
  await screen.findByText('Invoice')
  const pasting = (text: string) => ({ clipboardData: { files: [], getData: () => text } })
  fireEvent.paste(document.body, pasting('https://example.org/a.pdf'))
  fireEvent.paste(screen.getByLabelText('Address of a file'), pasting('https://example.org/b.pdf'))
  fireEvent.paste(document.body, pasting('Invoice 7\nTotal: 3 EUR'))
  fireEvent.paste(document.body, pasting('  '))
  expect(addUrl.mock.calls).toEqual([['https://example.org/a.pdf']])
  expect(add.mock.calls).toHaveLength(1)
  const pasted = add.mock.calls[0]?.[0][0]
  expect(pasted?.path).toBe('pasted.txt')
  expect(await pasted?.file?.text()).toBe('Invoice 7\nTotal: 3 EUR')
})

it('shows files on their way, and what became of them', async () => {
  quiet(newServer())
    .answer('get', '/api/v1/documents', page(fixtureDocument))
    .answer('get', '/api/v1/documents/{document_id}/observations', page(observation))
  const shown = (state: string, more: object) => ({
    id: state,
    name: `${state}.txt`,
    path: `in/${state}.txt`,
    size: 2000,
    sent: 0,
    entities: [],
    entityCount: 0,
    members: 0,
    state,
    ...more,
  })
  uploads.list = [
    shown('sending', { sent: 1000 }),
    shown('reading', { stage: 'interpret', read: 0.25 }),
    { ...shown('failed', { held: true, sourceId: 'src_4', error: new Error('Broken.') }), id: 'held failed', name: 'broken.pdf' },
    { ...shown('done', { entityCount: 1, sourceId: 'src_5' }), id: 'one', name: 'one.txt' },
    shown('unsupported', { mediaType: 'image/png', sourceId: 'src_6', error: new Error('Say --ocr.') }),
    shown('done', { entityCount: 2, members: 1, sourceId: 'src_1' }),
    shown('failed', { error: new Error('The disk is full.') }),
    shown('held', { sourceId: 'src_2' }),
    { ...shown('failed', { error: new ApiError(unreadable, 'x', 0) }), id: 'closed', name: 'closed' },
  ] as never
  const retry = vi.spyOn(uploads, 'retry')
  const cancel = vi.spyOn(uploads, 'cancel')
  const { user } = await openPage('/')
  const list = within(await screen.findByRole('region', { name: 'Files on their way' }))
  expect(list.getByText('7 of 9 files, 3 failed')).toBeInTheDocument()
  const rows = list.getAllByRole('listitem').map(r => r.textContent)
  expect(rows).toEqual([
    'sending.txtSending 1 kB of 2 kB',
    'reading.txtFinding entities, 25%',
    'broken.pdfHeld already. Failed: Broken.',
    'one.txtDone: 1 entity',
    'unsupported.txtKept, but no reader for this kind: only OCR reads picturesRead with OCR',
    'done.txtDone: 2 entities, 1 file inside',
    'failed.txtFailed: The disk is full.',
    'held.txtHeld already',
    'closedFailed: the browser can’t read it',
  ])
  expect(list.getByRole('button', { name: 'Retry all failed (2)' })).toBeInTheDocument()
  expect(list.queryByRole('button', { name: 'Retry closed' })).not.toBeInTheDocument()
  expect(list.getByRole('link', { name: 'Open done.txt' })).toHaveAttribute('href', '/sources/src_1')
  expect(list.getByRole('link', { name: '2 entities' })).toHaveAttribute('href', '/sources/src_1')
  await expect.poll(() => list.getByRole('link', { name: '1 entity' }).getAttribute('href')).toBe('/entities/ent_1')
  await user.click(list.getByRole('button', { name: 'Read with OCR' }))
  expect(retry.mock.calls.splice(0)).toEqual([['unsupported', { ocr: true }]])
  await user.click(list.getByRole('button', { name: 'Retry failed.txt' }))
  await user.click(list.getByRole('button', { name: 'Cancel sending.txt' }))
  expect([retry.mock.calls, cancel.mock.calls]).toEqual([[['failed']], [['sending']]])
})
