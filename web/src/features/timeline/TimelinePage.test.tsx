import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
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
