import { join } from 'node:path'
import { expect, test } from './fixtures'
import { samples } from './server'

test('the past shows what was known then, changes nothing, and goes along through every link', async ({ page, server }) => {
  await server.cli('ingest', join(samples, 'invoices/nordlicht-2026-031.txt'))
  const { items } = await server.api<{ items: { entity_id: string }[] }>('/api/v1/entities?entity_type=invoice')
  const path = `/entities/${items[0]?.entity_id}`
  await server.api(`/api/v1${path}/correct`, { fields: { due_date: '2026-03-01' } })
  const history = await server.api<{ items: { seq: number; kind: string }[] }>(`/api/v1${path}/history`)
  const corrected = history.items.find(entry => entry.kind === 'correction')?.seq ?? 0
  const later = await server.api<{ entities: { entity_id: string }[] }>('/api/v1/entities', {
    entities: [{ entity_type: 'contact', fields: { name: 'Late Comer', email: 'late@example.org' } }],
  })

  await page.goto(`${server.url}${path}?field=due_date`)
  await expect(page.getByRole('button', { name: '1 Mar 2026' })).toBeVisible()
  await page.keyboard.press('t')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '#' }).click()
  await dialog.getByLabel('What Strata knew at').fill(String(corrected - 1))
  await dialog.getByRole('button', { name: 'Show that time' }).click()

  const band = page.getByRole('status').filter({ hasText: `You see what Strata knew at #${corrected - 1}.` })
  const writes = page.getByRole('button', { name: /^(Correct|Merge|More$|Undo|Delete|Read again|Look for duplicates)/ })
  await expect(band).toContainText('Nothing can be changed here.')
  await expect(page.getByRole('button', { name: '17 Feb 2026' })).toBeVisible()
  await expect(page.getByRole('button', { name: '1 Mar 2026' })).toHaveCount(0)
  await expect(writes).toHaveCount(0)
  await page.keyboard.press('e')
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
  await expect(page.getByText('Corrected by')).toHaveCount(0)
  await expect(writes).toHaveCount(0)

  // The time goes along: by links, navigation, keys and palette.
  const there = new RegExp(`known_at=${corrected - 1}(&|$)`)
  await page.getByRole('link', { name: 'Invoice', exact: true }).click()
  await expect(page).toHaveURL(there)
  await expect(page.getByRole('gridcell', { name: '17 Feb 2026' })).toBeVisible()
  await page.getByRole('link', { name: '2026-031' }).click()
  await expect(page).toHaveURL(there)
  await expect(page.getByRole('button', { name: '17 Feb 2026' })).toBeVisible()
  await page.getByRole('button', { name: '17 Feb 2026' }).click()
  await page.getByRole('link', { name: 'nordlicht-2026-031.txt' }).click()
  await expect(page).toHaveURL(/\/sources\//)
  await expect(page).toHaveURL(there)
  await expect(writes).toHaveCount(0)
  for (const screen of ['Search', 'Timeline', 'Due', 'Duplicates', 'Operation', 'Home', 'Sources', 'Entities']) {
    await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: screen, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible()
    await expect(page).toHaveURL(there)
    await expect(band).toBeVisible()
    await expect(writes, screen).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Choose files' })).toHaveCount(0)
  }
  await expect(page.getByRole('link', { name: '2026-031' })).toBeVisible()
  await expect(page.getByText('Late Comer')).toHaveCount(0)
  await page.getByRole('link', { name: 'Strata', exact: true }).click()
  await expect(page).toHaveURL(there)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('nordlicht')
  await page
    .getByRole('option', { name: /2026-031/ })
    .first()
    .click()
  await expect(page).toHaveURL(there)

  // What came later is not known yet.
  await page.goto(`${server.url}/entities/${later.entities[0]?.entity_id}?known_at=${corrected - 1}`)
  await expect(page.getByRole('heading', { name: 'Not known yet at that time' })).toBeVisible()
  await band.getByRole('button', { name: 'Back to now' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Late Comer' })).toBeVisible()
  await expect(page).not.toHaveURL(/known_at/)
  await expect(page.getByRole('button', { name: 'Merge…' })).toBeVisible()

  // Deleted, it is shown as it was before; at a later time it says that it was deleted, and can be had back.
  const gone = later.entities[0]?.entity_id
  const deletion = await server.api<{ seq: number }>(`/api/v1/entities/${gone}/delete`, {})
  await page.goto(`${server.url}/entities/${gone}?known_at=${deletion.seq}`)
  await expect(page.getByRole('heading', { name: '“Late Comer” was deleted at that time' })).toBeVisible()
  await page.getByRole('button', { name: 'Show it as it was before' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Late Comer' })).toBeVisible()
  await expect(writes).toHaveCount(0)
  await page.goto(`${server.url}/entities/${gone}?known_at=${deletion.seq}`)
  await page.getByRole('button', { name: 'Go back to now, to restore it' }).click()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('button', { name: 'Merge…' })).toBeVisible()

  // From the history to the moment of an entry, and back by key.
  await page.goto(`${server.url}${path}?show=history`)
  await page.getByRole('article').last().getByRole('button', { name: 'Look at this time' }).click()
  await expect(page).toHaveURL(/known_at=\d+/)
  await expect(page.getByText('Corrected by')).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await expect(page.getByText('Corrected by')).toBeVisible()
  await expect(page).not.toHaveURL(/known_at/)
})
