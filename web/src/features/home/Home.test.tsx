import { fireEvent, screen, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { ApiError } from '../../api/client'
import type { FakeServer } from '../../shared/test/api'
import { page, pair, run, stats, usage } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'
import { unreadable, uploads } from './uploads'

vi.mock('./queue', () => ({ keepFiles: async () => {}, forgetFile: async () => {}, keptFiles: async () => [] }))

const quiet = (server: FakeServer) =>
  server
    .answer('get', '/api/v1/stats', stats)
    .answer('get', '/api/v1/duplicates', page())
    .answer('get', '/api/v1/due', { items: [], today: '2026-03-14', incomplete: null })
    .answer('get', '/api/v1/jobs', page())
    .answer('get', '/api/v1/runs', page())
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
    .answer(
      'get',
      '/api/v1/runs',
      page(
        { ...run, status: 'failed' as const, errors: ['INVALID_CONTENT: broken'] },
        { ...run, status: 'failed' as const, errors: ['UNSUPPORTED_MEDIA_TYPE: no format that is known'] },
      ),
    )
    .answer('get', '/api/v1/usage', { ...usage, storage: { used: 85, limit: 100 }, interpretations: { used: 79, limit: 100 } })
  await openPage('/')
  const links = await (await attention()).findAllByRole('link')
  expect(links.map(l => [l.textContent, l.getAttribute('href')])).toEqual([
    ['2 possible duplicates', '/duplicates'],
    ['1 file could not be read', '/sources?state=failed'],
    ['1 file is of a kind that nothing reads', '/sources?state=failed'],
    ['85 % of the plan’s storage used', '/operation/usage'],
  ])
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

it('shows files on their way, and what became of them', async () => {
  quiet(newServer())
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
    shown('done', { entityCount: 2, members: 1, sourceId: 'src_1' }),
    shown('failed', { error: new Error('The disk is full.') }),
    shown('held', { sourceId: 'src_2' }),
    { ...shown('failed', { error: new ApiError(unreadable, 'x', 0) }), id: 'closed', name: 'closed' },
  ] as never
  const retry = vi.spyOn(uploads, 'retry')
  const cancel = vi.spyOn(uploads, 'cancel')
  const { user } = await openPage('/')
  const list = within(await screen.findByRole('region', { name: 'Files on their way' }))
  expect(list.getByText('4 of 5 files, 2 failed')).toBeInTheDocument()
  const rows = list.getAllByRole('listitem').map(r => r.textContent)
  expect(rows).toEqual([
    'sending.txtSending 1 kB of 2 kB',
    'done.txtDone: 2 entries, 1 file inside',
    'failed.txtFailed: The disk is full.',
    'held.txtHeld already',
    'closedFailed: the browser can’t read it',
  ])
  expect(list.getByRole('button', { name: 'Retry all failed (1)' })).toBeInTheDocument()
  expect(list.queryByRole('button', { name: 'Retry closed' })).not.toBeInTheDocument()
  expect(list.getByRole('link', { name: 'Open done.txt' })).toHaveAttribute('href', '/sources/src_1')
  await user.click(list.getByRole('button', { name: 'Retry failed.txt' }))
  await user.click(list.getByRole('button', { name: 'Cancel sending.txt' }))
  expect([retry.mock.calls, cancel.mock.calls]).toEqual([[['failed']], [['sending']]])
  uploads.list = []
})
