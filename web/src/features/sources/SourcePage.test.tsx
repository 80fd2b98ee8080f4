import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { FakeServer } from '../../shared/test/api'
import { blocks, document, observation, page, source } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const rest = (server: FakeServer) =>
  server
    .answer('get', '/api/v1/documents', page(document))
    .answer('get', '/api/v1/documents/{document_id}/observations', page(observation))
    .answer('get', '/api/v1/documents/{document_id}/blocks', blocks)
    .bytes('/api/v1/sources/{source_id}/content', 'Invoice 7 of Acme')

const started = () => rest(newServer()).answer('get', '/api/v1/sources/{source_id}', source)

describeStates('SourcePage', {
  address: '/sources/src_1',
  call: ['get', '/api/v1/sources/{source_id}'],
  also: rest,
  filled: { answer: source, shows: 'invoice-7.txt' },
  writes: ['Read again', 'Delete…'],
})

it('shows its values; one that is chosen is in the address and marked in the text', async () => {
  started()
  const { user, at } = await openPage('/sources/src_1?show=blocks')
  const values = within(await screen.findByRole('region', { name: 'Values' }))
  await user.click(await values.findByRole('button', { name: /Total.*1,200.50/ }))
  await expect.poll(at).toBe('/sources/src_1?show=blocks&value=obs_1.total')
  const text = within(screen.getByRole('group', { name: 'Text' }))
  expect(await text.findByRole('button', { name: '1,200.50', pressed: true })).toHaveAttribute('title', 'Total: €1,200.50')
  expect(values.getByText(/two amounts/)).toBeInTheDocument()
})

it('the keys n and p go through the values', async () => {
  started()
  const { user, at } = await openPage('/sources/src_1?show=blocks')
  await screen.findByRole('button', { name: /Total/ })
  await user.keyboard('n')
  await expect.poll(at).toContain('value=obs_1.total')
})

it('says that no document was made, and what failed where it is not known', async () => {
  const server = started().answer('get', '/api/v1/documents', page())
  const { unmount } = await openPage('/sources/src_1')
  expect(await screen.findByText('No document was made of this source.')).toBeInTheDocument()
  unmount()
  server.fail('get', '/api/v1/documents', 500, { code: 'SOMETHING_BROKE' })
  await openPage('/sources/src_1')
  expect(await screen.findByRole('alert')).toHaveTextContent('SOMETHING_BROKE')
  expect(screen.queryByText('No document was made of this source.')).not.toBeInTheDocument()
})

it('values that can’t be had leave the original', async () => {
  started().fail('get', '/api/v1/documents/{document_id}/observations', 503, { code: 'UNAVAILABLE' })
  await openPage('/sources/src_1?show=original')
  expect(await screen.findByRole('alert')).toHaveTextContent('UNAVAILABLE')
  expect(await screen.findByText('Invoice 7 of Acme')).toBeInTheDocument()
})

it('a page of HTML is shown in a frame that may do nothing', async () => {
  started().answer('get', '/api/v1/sources/{source_id}', { ...source, media_type: 'text/html' })
  await openPage('/sources/src_1?show=original')
  const shown = await screen.findByTitle('invoice-7.txt')
  expect(shown.getAttribute('sandbox')).toBe('')
  expect(shown.getAttribute('src')).toBe('/api/v1/sources/src_1/content')
})

it('a hostile text stays text', async () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
  started().bytes('/api/v1/sources/{source_id}/content', hostile)
  const { container } = await openPage('/sources/src_1?show=original')
  expect(await screen.findByText(hostile)).toBeInTheDocument()
  expect(container.querySelector('script, img[src=x]')).toBeNull()
})

it('is deleted only after its name was typed', async () => {
  const server = started()
  server.answer('get', '/api/v1/erasures/preview', {
    confirm: 'c1',
    source_count: 1,
    bytes_freed: 1200,
    documents: 1,
    runs: 1,
    observations: 1,
    entities_removed: 1,
    entities_changed: 0,
    afterwards: 'Gone.',
  } as never)
  const { user } = await openPage('/sources/src_1')
  await user.click(await screen.findByRole('button', { name: 'Delete…' }))
  const dialog = within(await screen.findByRole('dialog'))
  const button = await dialog.findByRole('button', { name: 'Delete for good' })
  expect(button).toBeDisabled()
  await user.type(dialog.getByLabelText('Type the file’s name to confirm'), 'invoice-7')
  expect(button).toBeDisabled()
  await user.type(dialog.getByLabelText('Type the file’s name to confirm'), '.txt')
  server.fail('post', '/api/v1/erasures', 409, { code: 'CONFLICT', detail: 'It has changed.' })
  await user.click(button)
  expect(await dialog.findByRole('alert')).toHaveTextContent('It has changed.')
  expect(server.asked('post', '/api/v1/erasures')[0]?.body).toEqual({ source_id: 'src_1', confirm: 'c1' })
})
