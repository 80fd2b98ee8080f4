import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Shape } from '../../shared/test/api'
import { entity, stats } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'

/** A list of invoices, whose totals are numbers. */
const started = () =>
  newServer()
    .answer('get', '/api/v1/stats', stats)
    .answer('post', '/api/v1/entities/ids', { ids: ['ent_1'], complete: true, read_at: { known_at: 42 } })
    .answer('post', '/api/v1/entities/rows', { items: [entity], missing: [] })
    .answer('get', '/api/v1/schemas/{entity_type}', {
      entity_type: 'invoice',
      columns: ['vendor', 'total'],
      schema: { properties: { vendor: { type: 'string' }, total: { type: 'number' } } },
    } as never)
const part = async (name: string) => within(await screen.findByRole('region', { name }))

const group = (key: object, more: Partial<Shape<'EntityGroup'>>): Shape<'EntityGroup'> => ({
  key: key as never,
  count: 2,
  doubtful: 0,
  sum: 1200.5,
  average: 600.25,
  min: 100,
  max: 1100.5,
  ...more,
})
const sums: Shape<'EntitySums'> = {
  by: ['vendor'],
  entities: 3,
  field: 'total',
  currency: 'currency',
  totals: [group({ currency: 'EUR' }, { count: 3 })],
  groups: [group({ vendor: 'Acme', currency: 'EUR' }, { where: "vendor = 'Acme'", doubtful: 1 })],
  more_groups: 4,
  notes: ['One has no total.'],
}
const withSums = '/entities?type=invoice&where=total%20%3E%205&sum=total&by=vendor'

it('sums are per currency, a group leads to its entities, and doubt and bounds are said', async () => {
  const server = started().answer('post', '/api/v1/entities/sum', sums)
  const { user, at } = await openPage(withSums)
  const shown = await part('Sums')
  const total = within((await shown.findByText(/^Total/, { selector: 'td' })).closest('tr') as HTMLElement)
  expect(total.getAllByRole('cell').map(c => c.textContent)).toEqual([
    'Total EUR',
    '3',
    '€1,200.50',
    '€600.25',
    '€100.00',
    '€1,100.50',
  ])
  expect(shown.getByText('1 value is doubtful')).toBeInTheDocument()
  expect(shown.getByText('4 more groups')).toBeInTheDocument()
  expect(shown.getByText('One has no total.')).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/entities/sum')[0]?.body).toMatchObject({ field: 'total', by: ['vendor'] })
  await user.click(shown.getByRole('button', { name: 'Acme · EUR' }))
  await expect.poll(() => new URL(at(), 'http://x').searchParams.get('where')).toBe("(total > 5) and vendor = 'Acme'")
  expect(screen.queryByRole('region', { name: 'Sums' })).not.toBeInTheDocument()
})

it('sums of the past are of that time; while they are asked and when they fail it is said', async () => {
  const server = started().hang('post', '/api/v1/entities/sum')
  const { unmount } = await openPage(`${withSums}&known_at=5`)
  expect(await (await part('Sums')).findByRole('status', { name: 'Loading' })).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/entities/sum')[0]?.body).toMatchObject({ known_at: '5' })
  unmount()
  started().fail('post', '/api/v1/entities/sum', 400, { code: 'INVALID_CONTENT', detail: 'No such field.' })
  await openPage(withSums)
  expect(await (await part('Sums')).findByRole('alert')).toHaveTextContent('No such field.')
})

const counts: Shape<'EntityCount'> = {
  count: 9,
  facets: [
    {
      field: 'vendor',
      values: [
        { value: 'Acme', count: 5, where: "vendor = 'Acme'" },
        { value: 'Mill', count: 2, where: null },
      ],
      more_values: 3,
      missing: 1,
    },
  ],
} as never

it('facets count values; one is a filter, and what can’t be one is no way', async () => {
  const server = started().answer('post', '/api/v1/entities/count', counts)
  const { user, at } = await openPage('/entities?type=invoice&facet=vendor&known_at=5')
  const shown = await part('Facets')
  expect(await shown.findByRole('button', { name: /^Mill\s*2$/ })).toBeDisabled()
  expect(shown.getByText('3 more')).toBeInTheDocument()
  expect(shown.getByText('1 without')).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/entities/count')[0]?.body).toMatchObject({ facets: ['vendor'], known_at: '5' })
  await user.click(shown.getByRole('button', { name: /^Acme\s*5$/ }))
  await expect.poll(() => new URL(at(), 'http://x').searchParams.get('where')).toBe("vendor = 'Acme'")
})

it('facets that load or fail say so', async () => {
  started().hang('post', '/api/v1/entities/count')
  const { unmount } = await openPage('/entities?type=invoice&facet=vendor')
  expect(await (await part('Facets')).findByRole('status', { name: 'Loading' })).toBeInTheDocument()
  unmount()
  started().fail('post', '/api/v1/entities/count', 500, { code: 'BROKEN', detail: 'The disk is full.' })
  await openPage('/entities?type=invoice&facet=vendor')
  expect(await (await part('Facets')).findByRole('alert')).toHaveTextContent('The disk is full.')
})

it('a list is kept under a name, opened at the moment that is shown, and forgotten', async () => {
  started()
  const { user, at, unmount } = await openPage('/entities?type=invoice&where=total%20%3E%205&sort=-total')
  const menu = async () => within(await screen.findByRole('dialog', { name: 'Saved views' }))
  await user.click(await screen.findByRole('button', { name: 'Saved views' }))
  expect((await menu()).getByText('No saved views yet')).toBeInTheDocument()
  expect((await menu()).getByRole('button', { name: 'Save' })).toBeDisabled()
  await user.type((await menu()).getByLabelText('Save this view…'), ' large ')
  await user.click((await menu()).getByRole('button', { name: 'Save' }))
  expect((await menu()).getByRole('button', { name: 'large' })).toBeInTheDocument()
  unmount()
  started()
  const again = await openPage('/entities?known_at=5')
  await again.user.click(await screen.findByRole('button', { name: 'Saved views' }))
  await again.user.click((await menu()).getByRole('button', { name: 'large' }))
  await expect
    .poll(() => Object.fromEntries(new URL(again.at(), 'http://x').searchParams))
    .toEqual({ type: 'invoice', where: 'total > 5', sort: '-total', known_at: '5' })
  await again.user.click((await menu()).getByRole('button', { name: 'Remove large' }))
  expect((await menu()).getByText('No saved views yet')).toBeInTheDocument()
  expect(localStorage.getItem('strata.views')).toBe('{}')
  expect(at()).toContain('sort=-total')
})
