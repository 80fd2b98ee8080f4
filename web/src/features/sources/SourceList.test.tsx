import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { page, source } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const projects = page({ project_id: 'prj_1', name: 'Harbour' }) as never

describeStates('SourceList', {
  address: '/sources',
  also: server => void server.answer('get', '/api/v1/projects', projects),
  call: ['get', '/api/v1/sources'],
  empty: { answer: page(), shows: 'No sources yet' },
  filled: { answer: page(source), shows: 'invoice-7.txt' },
})

it('that fits no filter offers to clear them', async () => {
  const server = newServer().answer('get', '/api/v1/sources', asked => (asked.query.text ? page() : page(source)))
  const { user, at } = await openPage('/sources?text=nope&known_at=5')
  await user.click(await screen.findByRole('button', { name: 'Clear filters' }))
  expect(await screen.findByText('invoice-7.txt')).toBeInTheDocument()
  expect(at()).toBe('/sources?known_at=5')
  expect(server.asked('get', '/api/v1/sources').map(a => a.query.text)).toEqual(['nope', undefined])
})

it('shows the state of the latest reading, and is narrowed by it', async () => {
  const server = newServer().answer('get', '/api/v1/sources', page({ ...source, state: 'partial' }))
  await openPage('/sources?state=partial')
  expect(await screen.findByRole('gridcell', { name: 'Read in part' })).toBeInTheDocument()
  expect(server.asked('get', '/api/v1/sources').map(a => a.query.state)).toEqual(['partial'])
})

it('shows in the past what was held then, without what is known of the present only', async () => {
  const server = newServer().answer('get', '/api/v1/sources', page(source))
  await openPage('/sources?known_at=5&valid_at=2026-01-01&state=failed&project=prj_1')
  expect(await screen.findByText('invoice-7.txt')).toBeInTheDocument()
  const [asked] = server.asked('get', '/api/v1/sources')
  expect(asked?.query).toMatchObject({ known_at: '5', valid_at: '2026-01-01' })
  expect([asked?.query.state, asked?.query.project]).toEqual([undefined, undefined])
  expect(screen.queryByRole('columnheader', { name: 'State' })).not.toBeInTheDocument()
  expect(screen.queryByRole('combobox', { name: 'State' })).not.toBeInTheDocument()
})

it('is sorted by its header', async () => {
  const server = newServer().answer('get', '/api/v1/sources', page(source))
  const { user, at } = await openPage('/sources')
  await user.click(await screen.findByRole('button', { name: 'Name' }))
  await expect.poll(at).toBe('/sources?sort=name')
  await expect.poll(() => server.asked('get', '/api/v1/sources').at(-1)?.query.sort).toBe('name')
})

it('fetches on as it is scrolled', async () => {
  const server = newServer()
  const many = (from: number) =>
    Array.from({ length: 200 }, (_, i) => ({ ...source, source_id: `src_${from + i}`, file_name: `f${from + i}` }))
  server.answer('get', '/api/v1/sources', asked => ({
    items: many(Number(asked.query.cursor ?? 0)),
    next_cursor: asked.query.cursor ? null : '200',
    total: { count: 400, at_least: false },
  }))
  const { user } = await openPage('/sources')
  expect(await screen.findByText('400 sources')).toBeInTheDocument()
  const grid = screen.getByRole('grid')
  expect(grid).toHaveAttribute('aria-rowcount', '401')
  screen.getAllByRole('row')[1]?.focus()
  await user.keyboard('{End}')
  await expect.poll(() => server.asked('get', '/api/v1/sources').map(a => a.query.cursor)).toEqual([undefined, '200'])
})

it('is narrowed by kind, project and the days on which sources were added', async () => {
  const server = newServer().answer('get', '/api/v1/sources', page(source)).answer('get', '/api/v1/projects', projects)
  const { user, at } = await openPage('/sources?from=2026-03-14&to=2026-03-15')
  await user.click(await screen.findByRole('combobox', { name: 'Kind' }))
  await user.click(await screen.findByRole('option', { name: 'Excel (XLSX)' }))
  await user.click(await screen.findByRole('combobox', { name: 'Project' }))
  await user.click(await screen.findByRole('option', { name: 'Harbour' }))
  await expect.poll(at).toContain('project=prj_1')
  await expect
    .poll(() => server.asked('get', '/api/v1/sources').at(-1)?.query)
    .toMatchObject({
      media_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      project: 'prj_1',
      since: new Date(2026, 2, 14).toISOString(),
      before: new Date(2026, 2, 16).toISOString(),
    })
  expect(screen.getByLabelText('Added from')).toHaveValue('2026-03-14')
})

it('stays while asking again fails', async () => {
  const server = newServer().answer('get', '/api/v1/sources', page(source))
  const { queries } = await openPage('/sources')
  await screen.findByText('invoice-7.txt')
  server.fail('get', '/api/v1/sources', 500, { detail: 'The disk is full.' })
  await queries.invalidateQueries({ queryKey: ['sources'] })
  expect(await screen.findByText('The disk is full.')).toBeInTheDocument()
  expect(screen.getByText('invoice-7.txt')).toBeInTheDocument()
})
