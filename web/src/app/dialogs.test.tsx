import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { FakeServer } from '../shared/test/api'
import { entity, other, page, stats } from '../shared/test/fixtures'
import { newServer, openPage } from '../shared/test/render'

const due = { items: [], today: '2026-03-14', incomplete: null }
const started = () => newServer().answer('get', '/api/v1/due', due)
const hit = { kind: 'entity' as const, score: 1, entity, date: '2026-03-14', amount: '1,200.50 EUR' }
const quill = { ...hit, entity: other }
const found = (server: FakeServer) => server.answer('get', '/api/v1/search', { items: [hit], incomplete: null })

type Dialog = Awaited<ReturnType<typeof open>>['dialog']

async function open(keys: string, address = '/due') {
  const page = await openPage(address)
  await screen.findByText('Nothing is due')
  await page.user.keyboard(keys)
  return { ...page, dialog: within(await screen.findByRole('dialog')) }
}

describe('the palette', () => {
  const palette = (address?: string) => open('{Control>}k{/Control}', address)
  const options = (dialog: Dialog) => dialog.getAllByRole('option').map(o => o.textContent)

  it('lists what can be done now, with its keys', async () => {
    started()
    const { dialog } = await palette()
    expect(options(dialog)).toEqual(expect.arrayContaining(['Go to EntitiesG E', 'Undo the latest decisionCtrl+Z']))
    expect(options(dialog).join()).not.toContain('Search and commands')
    expect(dialog.getByRole('combobox')).toHaveFocus()
  })
  it('finds entities and commands; Enter opens what is chosen', async () => {
    const server = found(started()).answer('get', '/api/v1/entities/{entity_id}', entity)
    const { dialog, user, at } = await palette('/due?known_at=5')
    await user.type(dialog.getByRole('combobox'), 'inv')
    expect(await dialog.findByText('Invoice · 14 Mar 2026 · 1,200.50 EUR')).toBeInTheDocument()
    expect(server.asked('get', '/api/v1/search').at(-1)?.query).toEqual({ text: 'inv', limit: '8', known_at: '5' })
    await user.keyboard('{Enter}')
    await expect.poll(at).toBe('/entities/ent_1?known_at=5')
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  })
  it('knows the parts of Operation', async () => {
    started().answer('get', '/api/v1/jobs', page())
    const { dialog, user, at } = await palette()
    await user.type(dialog.getByRole('combobox'), 'jobs{Enter}')
    await expect.poll(at).toBe('/operation/jobs')
  })
  it('arrows go round, and what is chosen is told', async () => {
    started()
    const { dialog, user } = await palette()
    const field = dialog.getByRole('combobox')
    const chosen = () => dialog.getByRole('option', { selected: true })
    expect(field).toHaveAttribute('aria-activedescendant', chosen().id)
    const first = chosen().textContent
    await user.keyboard('{ArrowUp}')
    expect(chosen()).toBe(dialog.getAllByRole('option').at(-1))
    await user.keyboard('{ArrowDown}')
    expect(chosen().textContent).toBe(first)
    await user.keyboard('{ArrowDown}')
    expect(field).toHaveAttribute('aria-activedescendant', chosen().id)
  })
  it('searches everything for what is in no list', async () => {
    const server = newServer().answer('get', '/api/v1/due', due).answer('get', '/api/v1/search', { items: [], incomplete: null })
    const { dialog, user, at } = await palette()
    await user.type(dialog.getByRole('combobox'), 'zzz')
    await expect.poll(() => server.asked('get', '/api/v1/search').length).toBe(1)
    expect(options(dialog)).toEqual(['Search everything for “zzz”'])
    await user.keyboard('{Enter}')
    await expect.poll(at).toBe('/search?q=zzz')
  })
  it('Enter pressed before the hits came opens the first of what was typed last', async () => {
    const server = found(started())
      .answerWhen('get', '/api/v1/search', asked => asked.query.text === 'quill', { items: [quill], incomplete: null })
      .answer('get', '/api/v1/entities/{entity_id}', other)
    const { dialog, user, at } = await palette()
    const field = dialog.getByRole('combobox')
    await user.type(field, 'nordlicht')
    await dialog.findByText('Invoice 7 of Acme')
    await user.tripleClick(field)
    await user.keyboard('quill{Enter}')
    await expect.poll(at).toBe('/entities/ent_2')
    expect(server.asked('get', '/api/v1/search').map(a => a.query.text)).toContain('quill')
  })
  it('Enter pressed early and text typed after it opens nothing', async () => {
    found(started())
    const { dialog, user, at } = await palette()
    await user.type(dialog.getByRole('combobox'), 'nord{Enter}licht')
    await dialog.findByText('Invoice 7 of Acme')
    expect(at()).toBe('/due')
  })
  it('what is chosen by arrows stays so when hits come', async () => {
    found(started())
    const { dialog, user } = await palette()
    await user.type(dialog.getByRole('combobox'), 'uplicates')
    await user.keyboard('{ArrowDown}')
    const chosen = () => dialog.getByRole('option', { selected: true })
    expect(chosen()).toHaveTextContent('Go to Duplicates')
    await dialog.findByText('Invoice 7 of Acme')
    expect(chosen()).toHaveTextContent('Go to Duplicates')
  })
  it('commands of which a word begins like the text come before hits, those that only contain it after them', async () => {
    found(started())
    const { dialog, user } = await palette()
    const field = dialog.getByRole('combobox')
    await user.type(field, 'due')
    await dialog.findByText('Invoice 7 of Acme')
    expect(options(dialog)[0]).toBe('Go to DueG F')
    expect(dialog.getAllByRole('group').map(g => g.getAttribute('aria-label'))).toEqual(['Commands', 'Found'])
    await user.clear(field)
    await user.type(field, 'ecision')
    await dialog.findByText('Invoice 7 of Acme')
    expect(options(dialog)[0]).toContain('Invoice 7 of Acme')
    expect(options(dialog).at(-1)).toBe('Undo the latest decisionCtrl+Z')
  })
  it('does not open over another dialog', async () => {
    started()
    const { user } = await open('t')
    await user.keyboard('{Control>}k{/Control}')
    expect(screen.getAllByRole('dialog')).toHaveLength(1)
    await user.keyboard('{Escape}')
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('{Control>}k{/Control}')
    expect(await screen.findByRole('dialog', { name: 'Search and commands' })).toBeInTheDocument()
  })
  it('says when the search fails; commands still work', async () => {
    started()
      .fail('get', '/api/v1/search', 500, { code: 'SOMETHING_BROKE' })
      .answer('get', '/api/v1/timeline', page())
      .answer('get', '/api/v1/stats', stats)
    const { dialog, user, at } = await palette()
    await user.type(dialog.getByRole('combobox'), 'timeline')
    expect(await dialog.findByRole('alert')).toHaveTextContent('SOMETHING_BROKE')
    expect(options(dialog)).toEqual(['Go to TimelineG T', 'Search everything for “timeline”'])
    await user.keyboard('{Enter}')
    await expect.poll(at).toBe('/timeline')
  })
  it('closes with Escape and with its own keys', async () => {
    started()
    const { user } = await palette()
    await user.keyboard('{Escape}')
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('dialog')
    await user.keyboard('{Control>}k{/Control}')
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  })
})

describe('the help', () => {
  const change = (dialog: Dialog, name: string) => dialog.findByRole('button', { name: `Change the keys of “${name}”` })

  it('lists every command with its keys', async () => {
    started()
    const { dialog } = await open('?')
    expect(await change(dialog, 'Go to Entities')).toHaveTextContent('G E')
    expect(await change(dialog, 'Next field')).toBeInTheDocument()
    expect(await change(dialog, 'Merge into the first')).toHaveTextContent('Shift+M')
  })
  it('changes keys, and they work', async () => {
    started()
    const { dialog, user, at } = await open('?')
    await user.click(await change(dialog, 'Go to Duplicates'))
    expect(await change(dialog, 'Go to Duplicates')).toHaveTextContent('Press the new key…')
    await user.keyboard('y')
    expect(await change(dialog, 'Go to Duplicates')).toHaveTextContent('Y')
    await user.keyboard('{Escape}')
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('y')
    await expect.poll(at).toBe('/duplicates')
  })
  it('changed keys are shown where the command is', async () => {
    started()
    const { dialog, user } = await open('?')
    const find = () => screen.getByText('Search or jump to…').closest('button')
    expect(find()).toHaveTextContent('Ctrl+K')
    expect(find()).toHaveAttribute('aria-keyshortcuts', 'Control+K')
    await user.click((await change(dialog, 'Search and commands')) as HTMLElement)
    await user.keyboard('{Alt>}k{/Alt}')
    expect(find()).toHaveTextContent('Alt+K')
    expect(find()).toHaveAttribute('aria-keyshortcuts', 'Alt+K')
  })
  it.each([
    ['t', '“T” already means “Look at another time”.'],
    ['{Control>}k{/Control}', '“Ctrl+K” already means “Search and commands”.'],
    // It would begin all of "g h", "g s", …
    ['g', '“G” already means “Back to now”.'],
    ['{Tab}', '“Tab” belongs to the browser or to what has the focus.'],
    ['{Enter}', '“Enter” belongs to the browser or to what has the focus.'],
    ['{Control>}w{/Control}', '“Ctrl+W” belongs to the browser or to what has the focus.'],
  ])('refuses %s, which means something already', async (keys, said) => {
    started()
    const { dialog, user } = await open('?')
    await user.click(await change(dialog, 'Go to Duplicates'))
    await user.keyboard(keys)
    expect(await dialog.findByRole('alert')).toHaveTextContent(said)
    expect(localStorage.getItem('strata.keys')).toBeNull()
  })
  it('Escape while it waits for a key changes nothing and leaves it open', async () => {
    started()
    const { dialog, user } = await open('?')
    await user.click(await change(dialog, 'Go to Duplicates'))
    await user.keyboard('{Escape}')
    expect(await change(dialog, 'Go to Duplicates')).toHaveTextContent('G U')
    expect(screen.getByRole('dialog')).toBeInTheDocument()
  })
  it('switches single keys off and on, and goes back to the defaults', async () => {
    started()
    const { dialog, user } = await open('?')
    await user.click(await dialog.findByRole('switch', { name: 'Keys without Ctrl or ⌘ work' }))
    await user.keyboard('{Escape}')
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    await user.keyboard('?')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(JSON.parse(localStorage.getItem('strata.keys') ?? '')).toEqual({ own: {}, single: false })
    await user.click(screen.getByRole('button', { name: 'Account and settings' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Keyboard shortcuts' }))
    await user.click(await screen.findByRole('button', { name: 'Default keys' }))
    expect(JSON.parse(localStorage.getItem('strata.keys') ?? '')).toEqual({ own: {}, single: true })
  })
})

describe('the time', () => {
  const known = (dialog: Dialog) => dialog.getByLabelText('What Strata knew at')

  it('is a day and time, and goes into the address', async () => {
    started()
    const { dialog, user, at } = await open('t')
    await user.type(known(dialog), '2026-03-14T09:26')
    await user.type(dialog.getByLabelText('Of what had been observed by'), '2026-01-01T00:00')
    await user.click(dialog.getByRole('button', { name: 'Show that time' }))
    const iso = (text: string) => encodeURIComponent(new Date(text).toISOString())
    await expect.poll(at).toBe(`/due?known_at=${iso('2026-03-14T09:26')}&valid_at=${iso('2026-01-01T00:00')}`)
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
  })
  it('is the number of a change', async () => {
    started()
    const { dialog, user, at } = await open('t')
    await user.click(dialog.getByRole('button', { name: '#' }))
    await user.type(known(dialog), '42{Enter}')
    await expect.poll(at).toBe('/due?known_at=42')
  })
  it('that is shown already stands in its fields', async () => {
    started()
    const { dialog, user, at, unmount } = await open('t', '/due?known_at=42')
    expect(known(dialog)).toHaveValue('42')
    await user.click(dialog.getByRole('button', { name: 'Back to now' }))
    await expect.poll(at).toBe('/due')
    unmount()
    started()
    const moment = new Date('2026-03-14T09:26').toISOString()
    const again = await open('t', `/due?known_at=${encodeURIComponent(moment)}`)
    expect(known(again.dialog)).toHaveValue('2026-03-14T09:26')
  })
  it('of nothing is now', async () => {
    started()
    const { dialog, user, at } = await open('t', '/due?known_at=42')
    await user.clear(known(dialog))
    await user.click(dialog.getByRole('button', { name: 'Show that time' }))
    await expect.poll(at).toBe('/due')
  })
})
