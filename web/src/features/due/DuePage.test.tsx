import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const late = {
  date: '2026-03-10',
  days: -4,
  kind: 'invoice' as const,
  entity_id: 'ent_1',
  entity_type: 'invoice',
  title: 'Invoice 7 of Acme',
  amount: 1200.5,
  currency: 'EUR',
  why: 'not paid',
}
const due = { today: '2026-03-14', incomplete: null, items: [late] }

describeStates('DuePage', {
  address: '/due',
  call: ['get', '/api/v1/due'],
  empty: { answer: { ...due, items: [] }, shows: 'Nothing is due' },
  filled: { answer: due, shows: 'Invoice 7 of Acme' },
})

it('says in the past that it shows the present, above what is due', async () => {
  newServer().answer('get', '/api/v1/due', due)
  await openPage('/due?known_at=1')
  const item = await screen.findByText('Invoice 7 of Acme')
  const notice = screen.getByText(/^This screen always shows the present/)
  expect(notice.compareDocumentPosition(item)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
})

it('a part that fails leaves the others', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const unknown = { ...late, entity_id: 'ent_2', kind: 'unheard of' as never, days: 3 }
  newServer().answer('get', '/api/v1/due', { ...due, items: [late, unknown] })
  await openPage('/due')
  expect(await screen.findByText('This part of the page failed')).toBeInTheDocument()
  expect(screen.getByRole('region', { name: 'Overdue' })).toHaveTextContent('Invoice 7 of Acme')
})
