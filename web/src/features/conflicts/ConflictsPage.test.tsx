import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { page } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const conflict = {
  entity_id: 'ent_1',
  entity_type: 'invoice',
  title: 'Invoice 7 of Acme',
  fields: [
    { field: 'total', values: [13, 12.5] },
    { field: 'due_date', values: ['2026-03-31', '2026-04-30'] },
  ],
}

describeStates('ConflictsPage', {
  address: '/conflicts',
  call: ['get', '/api/v1/conflicts'],
  empty: { answer: page(), shows: 'Nothing contradicts itself' },
  filled: { answer: page(conflict), shows: 'Invoice 7 of Acme' },
})

it('shows what stands beside what others say, and leads to the entity', async () => {
  newServer().answer('get', '/api/v1/conflicts', page(conflict))
  await openPage('/conflicts')
  const entity = within(await screen.findByRole('region', { name: 'Invoice 7 of Acme' }))
  expect(entity.getByRole('link', { name: 'Invoice 7 of Acme' })).toHaveAttribute('href', '/entities/ent_1')
  expect(entity.getByRole('row', { name: 'Total 13.00 12.50' })).toBeInTheDocument()
  expect(entity.getByRole('row', { name: 'Due date 31 Mar 2026 30 Apr 2026' })).toBeInTheDocument()
})

it('looks further back where a page has none', async () => {
  newServer().answer('get', '/api/v1/conflicts', asked =>
    asked.query.cursor === 'older' ? page(conflict) : { ...page(), next_cursor: 'older' },
  )
  const { user } = await openPage('/conflicts')
  expect(await screen.findByText('None among the entities changed last')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Look further back' }))
  expect(await screen.findByText('Invoice 7 of Acme')).toBeInTheDocument()
})
