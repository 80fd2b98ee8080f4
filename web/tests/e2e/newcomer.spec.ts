import { join } from 'node:path'
import { expect, expectAccessible, test } from './fixtures'
import { samples } from './server'

test('a newcomer drops papers, clicks a total and sees its place on the page @smoke', async ({ page, server }) => {
  await page.goto(server.url)
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible()
  await expectAccessible(page)

  await page
    .getByTestId('files')
    .setInputFiles([join(samples, 'office/kestrel-kv-2044.pdf'), join(samples, 'invoices/nordlicht-2026-031.txt')])
  const uploads = page.getByRole('list', { name: 'Files on their way' })
  await expect(uploads.locator('[role=listitem][data-state=done]')).toHaveCount(2)
  await expectAccessible(page)

  await uploads.getByRole('link', { name: /kestrel/ }).click()
  await page
    .getByRole('button', { name: /^Total £514\.80/ })
    .first()
    .click()
  const box = page.getByRole('button', { name: 'Total £514.80, page 1' })
  await expect(box).toHaveAttribute('aria-pressed', 'true')
  await expect(box).toBeInViewport()
  await expect(page.getByRole('img', { name: 'Page 1' })).toHaveJSProperty('complete', true)
  await expectAccessible(page)

  // The address says it all: a link to the value leads to the same place.
  await page.reload()
  await expect(page.getByRole('button', { name: 'Total £514.80, page 1' })).toHaveAttribute('aria-pressed', 'true')
})

test('a correction wins, is undone by key, and the history tells of both @smoke', async ({ page, server }) => {
  await server.cli('ingest', join(samples, 'invoices/nordlicht-2026-031.txt'))
  await page.goto(`${server.url}/entities?type=invoice`)
  await page.getByRole('link', { name: '2026-031' }).click()
  await page.getByRole('button', { name: 'Correct Due date' }).click()
  await page.getByLabel('Correct Due date').fill('2026-03-01')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await expect(page.getByRole('button', { name: '1 Mar 2026' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: '17 Feb 2026' })).toBeVisible()
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByText('Corrected by rest')).toBeVisible()
  await expect(page.getByText('Taken back by rest')).toBeVisible()
})
