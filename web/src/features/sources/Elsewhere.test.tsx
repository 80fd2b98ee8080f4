import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { document, run, source } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'

it.each([
  ['/runs/run_1', '/sources/src_1?show=details'],
  ['/documents/doc_1', '/sources/src_1?doc=doc_1'],
  ['/runs/run_1?known_at=5', '/sources/src_1?known_at=5&show=details'],
])('the address %s leads to the source, at the moment that is shown', async (address, source_) => {
  newServer()
    .answer('get', '/api/v1/runs/{run_id}', run)
    .answer('get', '/api/v1/documents/{document_id}', document)
    .answer('get', '/api/v1/sources/{source_id}', source)
  const { at } = await openPage(address)
  await expect.poll(at).toBe(source_)
})

it.each(['/runs/run_9', '/documents/doc_9'])('%s that does not exist is not found', async address => {
  newServer()
    .fail('get', '/api/v1/runs/{run_id}', 404, { code: 'RUN_NOT_FOUND' })
    .fail('get', '/api/v1/documents/{document_id}', 404, { code: 'SOURCE_NOT_FOUND' })
  const { at } = await openPage(address)
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('There is no such source')
  expect(screen.getByRole('navigation', { name: 'Breadcrumb' })).toHaveTextContent('Sources')
  expect(at()).toBe(address)
})

it('while it is looked for, it says so', async () => {
  newServer().hang('get', '/api/v1/runs/{run_id}')
  await openPage('/runs/run_1')
  expect(await screen.findByRole('status', { name: 'Loading' })).toBeInTheDocument()
})
