import { fireEvent, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { page, stats } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const event = { at: '2026-03-14', entity_id: 'ent_1', entity_type: 'invoice', title: 'Invoice 7 of Acme', field: 'due_date' }

describeStates('TimelinePage', {
  address: '/timeline',
  call: ['get', '/api/v1/timeline'],
  also: server => server.answer('get', '/api/v1/stats', stats),
  empty: { answer: page(), shows: 'Nothing happened in that time' },
  filled: { answer: page(event), shows: 'Invoice 7 of Acme' },
})

it('shows months, asks for what the address says, and goes on', async () => {
  const server = newServer().answer('get', '/api/v1/stats', stats)
  server.answer('get', '/api/v1/timeline', asked =>
    asked.query.cursor
      ? page({ ...event, at: '2026-04-02', title: 'Second' })
      : { items: [event, { ...event, title: 'Same month' }], next_cursor: 'c1' },
  )
  const { user } = await openPage('/timeline?from=2026-01-01&type=invoice')
  expect(await screen.findByRole('region', { name: 'March 2026' })).toHaveTextContent('2 events')
  await user.click(screen.getByRole('button', { name: 'Show later' }))
  expect(await screen.findByRole('region', { name: 'April 2026' })).toHaveTextContent('Second')
  expect(server.asked('get', '/api/v1/timeline').map(a => a.query)).toEqual([
    { from: '2026-01-01', entity_type: 'invoice', limit: '200' },
    { from: '2026-01-01', entity_type: 'invoice', limit: '200', cursor: 'c1' },
  ])
})

const asking = () => newServer().answer('get', '/api/v1/stats', stats).answer('get', '/api/v1/timeline', page(event))

it('a day is asked for once it is complete, and stays in the field until then', async () => {
  const server = asking()
  const { at, user } = await openPage('/timeline?from=2025-11-06')
  const from = await screen.findByLabelText<HTMLInputElement>('From')
  const partial = vi.spyOn(from.validity, 'badInput', 'get').mockReturnValue(true)
  fireEvent.change(from, { target: { value: '' } })
  expect(from).toHaveValue('')
  partial.mockReturnValue(false)
  for (const value of ['0002-03-01', '0020-03-01', '0202-03-01']) {
    fireEvent.change(from, { target: { value } })
    expect(from).toHaveValue(value)
    expect(at()).toBe('/timeline?from=2025-11-06')
  }
  fireEvent.change(from, { target: { value: '2026-03-01' } })
  await expect.poll(at).toBe('/timeline?from=2026-03-01')
  await user.tab()
  expect(from).toHaveValue('2026-03-01')
  expect(server.asked('get', '/api/v1/timeline').map(a => a.query.from)).toEqual(['2025-11-06', '2026-03-01'])
})

it('a day can be cleared', async () => {
  asking()
  const { at } = await openPage('/timeline?to=2026-03-01')
  fireEvent.change(await screen.findByLabelText('To'), { target: { value: '' } })
  await expect.poll(at).toBe('/timeline')
})

it('what is shown stays when asking again fails', async () => {
  const server = asking()
  const { queries } = await openPage('/timeline')
  await screen.findByText('Invoice 7 of Acme')
  server.fail('get', '/api/v1/timeline', 500, { detail: 'The disk is full.' })
  await queries.invalidateQueries({ queryKey: ['timeline'] })
  expect(await screen.findByText('The disk is full.')).toBeInTheDocument()
  expect(screen.getByText('Invoice 7 of Acme')).toBeInTheDocument()
})

it('a month that fails leaves the others and the fields', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  asking().answer('get', '/api/v1/timeline', page(event, { ...event, at: 'no day', title: 'Broken' }))
  await openPage('/timeline')
  expect(await screen.findByText('This part of the page failed')).toBeInTheDocument()
  expect(screen.getByText('Invoice 7 of Acme')).toBeInTheDocument()
  expect(screen.getByLabelText('From')).toBeInTheDocument()
})
