import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Shape } from '../../shared/test/api'
import { entity, observation, other, page, source } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'

const mill = `ent_${'a'.repeat(24)}`
const preview: Shape<'SplitResult'> = {
  entity_id: 'ent_1',
  observation_count: 1,
  observations: ['obs_2'],
  remaining: { vendor: 'Acme' },
  separated: { vendor: mill, total: 7 },
  preview: true,
}
const started = () =>
  newServer()
    .answer('get', '/api/v1/entities/{entity_id}', entity)
    .answer(
      'get',
      '/api/v1/entities/{entity_id}/observations',
      page(observation, { ...observation, source_id: 'src_2' }, { ...observation, source_id: 'src_3', retracted: true }),
    )
    .answer('get', '/api/v1/sources/{source_id}', asked =>
      asked.path.endsWith('src_2') ? { ...source, source_id: 'src_2', file_name: 'mill.csv' } : source,
    )
    .answer('post', '/api/v1/entities/{entity_id}/split', preview)
    .answer('post', '/api/v1/entities/rows', { items: [{ ...other, entity_id: mill, title: 'The mill' }], missing: [] })

async function open() {
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'More' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Split…' }))
  return { user, dialog: within(await screen.findByRole('dialog')) }
}

it('names sources by their files and references by their titles, and shows what goes before it splits', async () => {
  const server = started()
  const { user, dialog } = await open()
  const split = dialog.getByRole('button', { name: 'Split' })
  expect(split).toBeDisabled()
  await user.click(dialog.getByRole('combobox', { name: 'What came from' }))
  await expect.poll(() => screen.queryAllByRole('option').map(o => o.textContent)).toEqual(['invoice-7.txt', 'mill.csv'])
  await user.click(screen.getByRole('option', { name: 'mill.csv' }))
  expect(await dialog.findByText('The mill')).toBeInTheDocument()
  expect(dialog.queryByText(mill)).not.toBeInTheDocument()
  await user.type(dialog.getByLabelText('Reason (optional)'), 'another firm')
  server.answer('post', '/api/v1/entities/{entity_id}/split', { ...preview, id: 'dec_9', new_entity_id: 'ent_9', preview: false })
  await user.click(split)
  expect(await screen.findByText('Split Invoice 7 of Acme')).toBeInTheDocument()
  const [asked, done] = server.asked('post', '/api/v1/entities/{entity_id}/split').map(a => a.body)
  expect(asked).toEqual({ source_id: 'src_2', preview: true })
  expect(done).toMatchObject({ source_id: 'src_2', reason: 'another firm' })
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
})

it('says why it can’t be split, and nothing is', async () => {
  started().fail('post', '/api/v1/entities/{entity_id}/split', 409, { code: 'CONFLICT', detail: 'Nothing would stay.' })
  const { user, dialog } = await open()
  await user.click(dialog.getByRole('combobox', { name: 'What came from' }))
  await user.click(await screen.findByRole('option', { name: 'invoice-7.txt' }))
  expect(await dialog.findByRole('alert')).toHaveTextContent('Nothing would stay.')
  expect(dialog.getByRole('button', { name: 'Split' })).toBeDisabled()
})
