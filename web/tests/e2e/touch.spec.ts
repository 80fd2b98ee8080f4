import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { samples } from './server'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })

const expectNoSideways = async (page: Page) =>
  expect(await page.evaluate(() => (document.scrollingElement as Element).scrollWidth)).toBeLessThanOrEqual(390)

test('on a phone: a file goes in, a tap on a value shows its place, and everything is within reach @smoke', async ({
  page,
  server,
}) => {
  await page.goto(server.url)
  await expectNoSideways(page)
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files' }).tap()
  await (await choosing).setFiles(join(samples, 'office/kestrel-kv-2044.pdf'))
  const uploads = page.getByRole('list', { name: 'Files on their way' })
  await expect(uploads.locator('[role=listitem][data-state=done]')).toHaveCount(1)
  await expectNoSideways(page)
  await uploads.getByRole('link', { name: /kestrel/ }).tap()
  await page
    .getByRole('region', { name: 'Values' })
    .getByRole('button', { name: /^Total £514\.80/ })
    .tap()
  const place = page.getByRole('button', { name: 'Total £514.80, page 1' })
  await expect(place).toHaveAttribute('aria-pressed', 'true')
  await expect(place).toBeInViewport()
  await expectNoSideways(page)

  const navigation = page.getByRole('navigation', { name: 'Navigation' })
  await expect(navigation).not.toBeInViewport()
  await page.getByRole('button', { name: 'Open the navigation' }).tap()
  await navigation.getByRole('link', { name: 'Entities' }).tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Entities' })).toBeVisible()
  await expect(navigation).not.toBeInViewport()
  await expectNoSideways(page)
  await page.getByRole('row').getByRole('link').first().tap()
  await page.getByRole('button', { name: '£514.80', exact: true }).first().tap()
  await expect(page.getByRole('complementary', { name: 'Where it comes from' }).getByRole('heading')).toHaveText('Total: £514.80')
  await expect(page.getByRole('button', { name: 'Total £514.80, page 1' })).toBeVisible()
  await expectNoSideways(page)
  for (const tab of ['History', 'Relationships']) {
    await page.getByRole('tab', { name: tab }).tap()
    await expectNoSideways(page)
  }
})
