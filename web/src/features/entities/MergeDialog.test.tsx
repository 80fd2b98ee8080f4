import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { entity, other, page } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'

it('entities of one title are told apart by kind, day, amount, file and id', async () => {
  const hit = { kind: 'entity' as const, score: 1, date: '2026-03-14', amount: '12.50 EUR', file_name: 'budget.xlsx' }
  newServer()
    .answer('get', '/api/v1/entities/{entity_id}', entity)
    .answer(
      'get',
      '/api/v1/search',
      page(
        { ...hit, entity: { ...other, entity_id: 'ent_aaaaaaaabbbb', title: 'budget.xlsx' } },
        { ...hit, amount: null, entity: { ...other, entity_id: 'ent_ccccccccdddd', title: 'budget.xlsx' } },
      ) as never,
    )
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'Merge…' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(await dialog.findByLabelText('Find the other entity'), 'budget')
  const found = await dialog.findAllByRole('button', { name: /^budget\.xlsx/ })
  expect(found.map(b => b.textContent)).toEqual([
    'budget.xlsxInvoice · 14 Mar 2026 · 12.50 EUR · budget.xlsx · ent_aaaaaaaa',
    'budget.xlsxInvoice · 14 Mar 2026 · budget.xlsx · ent_cccccccc',
  ])
})
