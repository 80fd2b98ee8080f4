import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Shape } from '../../shared/test/api'
import { entity } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'

const field = (name: string, more: Partial<Shape<'FragmentField'>> = {}): Shape<'FragmentField'> => ({
  name,
  occurrences: 6,
  types: {},
  formats: {},
  examples: [39, 40],
  confidence: 0.9,
  type_consistency: 1,
  format_consistency: 1,
  name_pattern: 1,
  proposed: true,
  declared: false,
  proposed_name: name,
  proposed_schema: {},
  first_observed: '2026-03-14T09:26:00Z',
  last_observed: '2026-03-14T09:26:00Z',
  ...more,
})
const report: Shape<'FragmentReport'> = {
  entity_type: 'invoice',
  observations: 6,
  complete: true,
  fields: [field('shoe_size'), field('rare', { proposed: false, note: 'few' }), field('vendor', { declared: true })],
}
const started = () =>
  newServer()
    .answer('get', '/api/v1/entities/{entity_id}', { ...entity, fragments: { shoe_size: 39 } })
    .answer('get', '/api/v1/schemas/{entity_type}/fragments', report)

async function open() {
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'More' }))
  await user.click(await screen.findByRole('menuitem', { name: /^Make undeclared fields/ }))
  return { user, dialog: within(await screen.findByRole('dialog')) }
}

it('offers what is not declared, proposed ones chosen, and undoes the promotion by its toast', async () => {
  const server = started()
    .answer('post', '/api/v1/promotions', { promotion_id: 'dec_8' } as never)
    .answer('post', '/api/v1/retract/{id}', { id: 'dec_9', kind: 'roll_back_promotion', seq: 9 })
  const { user, dialog } = await open()
  expect(await dialog.findByRole('checkbox', { name: 'shoe_size' })).toBeChecked()
  expect(dialog.getByRole('checkbox', { name: 'rare' })).not.toBeChecked()
  expect(dialog.queryByRole('checkbox', { name: 'vendor' })).not.toBeInTheDocument()
  expect(dialog.getByText('6 times: 39, 40 · few')).toBeInTheDocument()
  await user.click(dialog.getByRole('checkbox', { name: 'rare' }))
  await user.click(dialog.getByRole('button', { name: 'Promote 2 fields' }))
  expect(await screen.findByText('Promoted Shoe size, Rare')).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/promotions')[0]?.body).toMatchObject({
    entity_type: 'invoice',
    fields: [{ fragment: 'shoe_size' }, { fragment: 'rare' }],
    wait: false,
  })
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await expect.poll(() => server.asked('post', '/api/v1/retract/{id}').map(a => a.path)).toEqual(['/api/v1/retract/dec_8'])
})

it('a refusal is told, and the dialog stays with what was chosen', async () => {
  started().fail('post', '/api/v1/promotions', 409, { code: 'CONFLICT', detail: 'One is under way.' })
  const { user, dialog } = await open()
  await user.click(await dialog.findByRole('button', { name: 'Promote 1 field' }))
  expect(await screen.findByText('One is under way.')).toBeInTheDocument()
  expect(dialog.getByRole('checkbox', { name: 'shoe_size' })).toBeChecked()
})

it('is not offered where nothing is undeclared', async () => {
  newServer().answer('get', '/api/v1/entities/{entity_id}', entity)
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'More' }))
  expect(await screen.findByRole('menuitem', { name: /^Make undeclared fields/ })).toHaveAttribute('data-disabled')
})
