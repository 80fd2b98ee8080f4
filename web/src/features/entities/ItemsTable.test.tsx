import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { entity } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { isItems } from './ItemsTable'

it('a list of records is a table, words before numbers, money in the currency of the entity', async () => {
  const items = [
    { amount: 24.5, description: 'Ink', quantity: 2 },
    { amount: 5, description: 'Paper' },
  ]
  newServer()
    .answer('get', '/api/v1/entities/{entity_id}', { ...entity, fields: { currency: 'EUR', items } as never })
    .answer('get', '/api/v1/schemas/{entity_type}', { currencies: { total: 'currency' }, schema: { properties: {} } } as never)
  await openPage('/entities/ent_1')
  const table = await screen.findByRole('group', { name: '2 items' })
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map(h => h.textContent),
  ).toEqual(['Description', 'Amount', 'Quantity'])
  expect(
    within(table)
      .getAllByRole('row')
      .slice(1)
      .map(r =>
        within(r)
          .getAllByRole('cell')
          .map(c => c.textContent),
      ),
  ).toEqual([
    ['Ink', '€24.50', '2'],
    ['Paper', '€5.00', ''],
  ])
  expect(screen.getByRole('button', { name: '2 items' })).toBeTruthy()
})

it('other values are none', () => {
  expect([[], ['a'], [{ a: 1 }, null], [[1]], { a: 1 }, 'x'].map(isItems)).toEqual([false, false, false, false, false, false])
})
