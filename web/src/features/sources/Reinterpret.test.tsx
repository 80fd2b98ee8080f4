import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { blocks, document, observation, page, source } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'

const started = () =>
  newServer()
    .answer('get', '/api/v1/sources/{source_id}', source)
    .answer('get', '/api/v1/documents', page(document))
    .answer('get', '/api/v1/documents/{document_id}/observations', page(observation))
    .answer('get', '/api/v1/documents/{document_id}/blocks', blocks)
    .answer('get', '/api/v1/schemas', [{ entity_type: 'invoice', title: 'Invoice' }] as never)
    .bytes('/api/v1/sources/{source_id}/content', 'Invoice 7 of Acme')

async function open() {
  const { user } = await openPage('/sources/src_1?show=blocks')
  await user.click(await screen.findByRole('button', { name: 'Read again' }))
  return { user, dialog: within(await screen.findByRole('dialog')) }
}

it('a source is read again with what a person knows, and without what nobody said', async () => {
  const server = started().answer('post', '/api/v1/sources/{source_id}/reinterpret', { source_id: 'src_1' } as never)
  const { user, dialog } = await open()
  await user.click(dialog.getByRole('combobox', { name: 'As what kind of entity' }))
  await user.click(await screen.findByRole('option', { name: 'Invoice' }))
  await user.click(dialog.getByRole('checkbox', { name: 'In dates the day comes first' }))
  await user.click(dialog.getByRole('button', { name: 'Read again' }))
  expect(await screen.findByText('It is being read again.')).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/sources/{source_id}/reinterpret').map(a => a.body)).toEqual([
    { entity_type: 'invoice', day_first: true, wait: false },
  ])
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
})

it('a refusal is said in the dialog, which keeps what was chosen', async () => {
  started().fail('post', '/api/v1/sources/{source_id}/reinterpret', 429, {
    code: 'INTERPRETATION_QUOTA_EXCEEDED',
    detail: 'All used.',
  })
  const { user, dialog } = await open()
  await user.click(dialog.getByRole('checkbox', { name: 'In dates the day comes first' }))
  await user.click(dialog.getByRole('button', { name: 'Read again' }))
  expect(await dialog.findByRole('alert')).toHaveTextContent('All used.')
  expect(dialog.getByRole('checkbox', { name: 'In dates the day comes first' })).toBeChecked()
})

it('opens with nothing over its choices', async () => {
  started()
  const { dialog } = await open()
  const type = dialog.getByRole('combobox', { name: 'As what kind of entity' })
  await expect.poll(() => type).toHaveFocus()
  expect(type).toHaveAttribute('aria-expanded', 'false')
})
