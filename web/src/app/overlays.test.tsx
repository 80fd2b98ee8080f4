import { screen, within } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { entity, fieldProvenance, page } from '../shared/test/fixtures'
import { newServer, openPage, withScope } from '../shared/test/render'

/** What the page can't fetch now, as without a network. */
const missing = vi.hoisted(() => new Set<string>())
/** A module's exports come through a getter, which fails like the import of a chunk. */
const failing = vi.hoisted(() => (name: string, real: Record<string, unknown>, exported: string) => ({
  get [exported]() {
    if (missing.has(name)) throw new TypeError('Failed to fetch dynamically imported module')
    return real[exported]
  },
}))
vi.mock('./Palette', async real => failing('Palette', await real(), 'default'))
vi.mock('./HelpSheet', async real => failing('HelpSheet', await real(), 'default'))
vi.mock('./TimeDialog', async real => failing('TimeDialog', await real(), 'default'))
vi.mock('./AccountMenu', async real => failing('AccountMenu', await real(), 'default'))
vi.mock('../features/timeline/TimelinePage', async real => failing('TimelinePage', await real(), 'TimelinePage'))

beforeEach(() => {
  missing.clear()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

it('a palette that can’t be loaded leaves what was typed, and opens when it is tried again', async () => {
  newServer(withScope('write'))
    .answer('get', '/api/v1/entities/{entity_id}', entity)
    .answer('get', '/api/v1/entities/{entity_id}/provenance/{field}', fieldProvenance)
  missing.add('Palette')
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'Correct Vendor' }))
  const field = () => screen.getByLabelText('Correct Vendor', { selector: 'input' })
  await user.type(field(), ' GmbH')
  await user.keyboard('{Control>}k{/Control}')
  const alert = (await screen.findByText('This part of the page could not be loaded')).closest<HTMLElement>('[role=alert]')
  expect(field()).toHaveValue('Acme GmbH')
  missing.clear()
  await user.click(within(alert as HTMLElement).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('dialog', { name: 'Search and commands' })).toBeInTheDocument()
  expect(field()).toHaveValue('Acme GmbH')
})

it.each([
  ['HelpSheet', '?', 'Keyboard shortcuts'],
  ['TimeDialog', 't', 'Look at another time'],
])('%s that can’t be loaded leaves the page, and opens by its key later', async (name, key, title) => {
  newServer().answer('get', '/api/v1/due', { items: [], today: '2026-03-14', incomplete: null })
  missing.add(name)
  const { user } = await openPage('/due')
  await screen.findByText('Nothing is due')
  await user.keyboard(key)
  expect(await screen.findByText('This part of the page could not be loaded')).toBeInTheDocument()
  expect(screen.getByText('Nothing is due')).toBeInTheDocument()
  missing.clear()
  await user.keyboard(key)
  expect(await screen.findByRole('dialog', { name: title })).toBeInTheDocument()
})

it('an account menu that can’t be loaded leaves its button', async () => {
  newServer().answer('get', '/api/v1/due', { items: [], today: '2026-03-14', incomplete: null })
  missing.add('AccountMenu')
  const { user } = await openPage('/due')
  await user.click(await screen.findByRole('button', { name: 'Account and settings' }))
  expect(await screen.findByText('This part of the page could not be loaded')).toBeInTheDocument()
  missing.clear()
  await user.click(screen.getByRole('button', { name: 'Account and settings' }))
  expect(await screen.findByRole('menuitem', { name: 'Deutsch' })).toBeInTheDocument()
})

it('a screen that can’t be loaded is loaded when it is tried again', async () => {
  newServer()
    .answer('get', '/api/v1/due', { items: [], today: '2026-03-14', incomplete: null })
    .answer('get', '/api/v1/timeline', page())
  missing.add('TimelinePage')
  const { user } = await openPage('/due')
  await screen.findByText('Nothing is due')
  await user.keyboard('gt')
  expect(await screen.findByRole('alert')).toHaveTextContent('This part of the page could not be loaded')
  missing.clear()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('heading', { name: 'Timeline' })).toBeInTheDocument()
})
