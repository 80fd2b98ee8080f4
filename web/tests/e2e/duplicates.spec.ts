import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import type { Server } from './server'

const one = `Name,Email,Phone,Organization,City
Anneliese Bergmann,anneliese@bergmann.example,+49 89 1234567,Bergmann Werkzeuge GmbH,Munich
Bartholomew Quill,bart@quill.example,+44 20 7946 0011,Quill Ltd,London
Celestine Maison,celestine@verte.example,+33 1 70 18 99 00,Maison Verte SARL,Paris
Dorothea Hafenstein,dorothea@hafen.example,+49 40 555 0199,Hafenwerk AG,Hamburg
`
const two = `Name,Email,Phone,Organization,City
Annelise Bergmann,a.bergmann@bergmann.example,+49 89 1234567,Bergmann Werkzeuge,Munich
Bartholomew Quil,b.quill@quill.example,+44 20 7946 0011,Quill,London
Celestine Maisson,c.maison@verte.example,+33 1 70 18 99 00,Maison Verte,Paris
Dorothea Hafensten,d.hafen@hafen.example,+49 40 555 0199,Hafenwerk,Hamburg
`

/** Two address books that write the same people differently. */
async function store(server: Server) {
  await server.upload('one.csv', one, { type: 'text/csv' })
  await server.upload('two.csv', two, { type: 'text/csv' })
}

const rows = async (page: Page) => {
  const names = await page.getByRole('navigation', { name: 'Pairs' }).getByRole('button').allTextContents()
  return names.map(name => name.replace(/(\d+\s?%|Merged|Not the same)$/, ''))
}

test('pairs are decided by keys, the list stays still, and each decision can be undone', async ({ page, server }) => {
  await store(server)
  await page.goto(`${server.url}/duplicates`)
  await page.getByRole('button', { name: 'Look for duplicates' }).click()
  const pairs = page.getByRole('navigation', { name: 'Pairs' }).getByRole('button')
  await expect(pairs).toHaveCount(4)
  await expect(page.getByRole('table')).toBeVisible()
  const before = await rows(page)
  const current = (index: number) => expect(pairs.nth(index)).toHaveAttribute('aria-current', 'true')
  await current(0)
  await page.keyboard.press('m')
  await current(1)
  await expect(pairs.nth(0)).toContainText('Merged')
  await page.keyboard.press('d')
  await current(2)
  await expect(pairs.nth(1)).toContainText('Not the same')
  await page.keyboard.press('s')
  await current(3)
  await expect(page.getByText('2 pairs left')).toBeVisible()
  expect(await rows(page)).toEqual(before)
  await page.keyboard.press('Shift+S')
  await current(2)

  const open = async () => (await server.api<{ items: unknown[] }>('/api/v1/duplicates')).items.length
  await expect.poll(open).toBe(2)
  await page.keyboard.press('Control+z')
  await expect(page.getByText(/^Undone: Told/)).toBeVisible()
  await expect.poll(open).toBe(3)
  await expect(pairs.nth(1)).not.toContainText('Not the same')
  await page.keyboard.press('Control+z')
  await expect(page.getByText(/^Undone: Merged/)).toBeVisible()
  await expect.poll(open).toBe(4)
  await expect(pairs.nth(0)).not.toContainText('Merged')
  expect(await rows(page)).toEqual(before)
})

/** What each field says, by its name. */
const shown = async (page: Page) => {
  const fields = page.locator('[data-field]')
  await expect(fields).not.toHaveCount(0)
  return fields.evaluateAll(fields =>
    Object.fromEntries(fields.map(f => [f.querySelector('span')?.textContent, f.querySelector('button')?.textContent])),
  )
}

test('a merge stands as it was shown, and merging, splitting and deleting have their ways back', async ({ page, server }) => {
  await store(server)
  // A second source of one of them: the address is the same.
  await server.upload('three.csv', 'Name,Email,Role\nBart Quill,bart@quill.example,Buyer\n', { type: 'text/csv' })
  const { items } = await server.api<{ items: { entity_id: string; title: string }[] }>('/api/v1/entities?entity_type=contact')
  const idOf = (name: string) => items.find(e => e.title === name)?.entity_id ?? ''
  const first = idOf('Celestine Maison')
  const second = idOf('Celestine Maisson')

  await page.goto(`${server.url}/entities/${first}`)
  const before = await shown(page)
  await page.getByRole('button', { name: 'Merge…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Find the other entity').fill('celestine')
  await dialog.getByRole('button', { name: 'Celestine Maisson' }).click()
  await expect(dialog.getByRole('columnheader', { name: 'After merging' })).toBeVisible()
  await expect(dialog.getByRole('cell', { name: '…', exact: true })).toHaveCount(0)
  const promised = await dialog
    .locator('tbody tr')
    .evaluateAll(rows => Object.fromEntries(rows.map(r => [r.querySelector('th')?.textContent, r.lastElementChild?.textContent])))
  expect(Object.keys(promised).length).toBeGreaterThanOrEqual(5)
  await dialog.getByRole('button', { name: 'Merge into “Celestine Maisson”' }).click()
  await expect(dialog).toHaveCount(0)
  // The address of what was merged leads to what it became.
  await expect(page).toHaveURL(new RegExp(`${second}.*merged=${first}`))
  await expect(page.getByText('Merged from')).toBeVisible()
  expect(await shown(page)).toEqual(promised)

  await page.getByRole('button', { name: 'Separate' }).click()
  await expect(page.getByText('Merged from')).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(second))
  await page.goto(`${server.url}/entities/${first}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Celestine Maison' })).toBeVisible()
  expect(await shown(page)).toEqual(before)

  const bart = items.find(e => /^Bart.* Quill$/.test(e.title))?.entity_id
  await page.goto(`${server.url}/entities/${bart}`)
  const more = page.getByRole('button', { name: 'More', exact: true })
  await more.click()
  await page.getByRole('menuitem', { name: 'Split…' }).click()
  await expect(dialog.getByRole('combobox', { name: 'What came from' })).toBeFocused()
  await dialog.getByRole('combobox', { name: 'What came from' }).click()
  await page.getByRole('option', { name: 'three.csv' }).click()
  await expect(dialog.getByText('Becomes separate')).toBeVisible()
  await expect(dialog.getByRole('table').last()).toContainText('Bart Quill')
  await expect(dialog.getByRole('table').first()).toContainText('Bartholomew Quill')
  await dialog.getByRole('button', { name: 'Split', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Bartholomew Quill' })).toBeVisible()
  const count = async () => (await server.api<{ items: unknown[] }>('/api/v1/entities?entity_type=contact')).items.length
  expect(await count()).toBe(items.length + 1)
  await page.keyboard.press('Control+z')
  await expect.poll(count).toBe(items.length)

  await more.click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('This entity is deleted.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Merge…' })).toHaveCount(0)
  await expect.poll(count).toBe(items.length - 1)
  await page.reload()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('This entity is deleted.')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Merge…' })).toBeVisible()
  expect(await count()).toBe(items.length)
})
