import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, findings, test } from './fixtures'
import { type Server, samples } from './server'

type Look = { colorScheme: 'light' | 'dark'; width: number }
const looks: Look[][] = [
  [{ colorScheme: 'light', width: 1440 }],
  [{ colorScheme: 'dark', width: 360 }],
  [
    { colorScheme: 'dark', width: 1440 },
    { colorScheme: 'light', width: 360 },
  ],
]

/** Says what is wrong in these looks, and what has to be scrolled sideways at 320 px or at 200 % of 1440 px. */
async function faultsOf(page: Page, name: string, shown = looks.flat()): Promise<string[]> {
  const faults: string[] = []
  for (const { colorScheme, width } of shown) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    faults.push(...(await findings(page)).map(f => `${name}, ${colorScheme}, ${width} px: ${f}`))
  }
  for (const width of [320, 720]) {
    await page.setViewportSize({ width, height: 900 })
    // What floats finds its new place a moment later.
    const needed = () => page.evaluate(() => (document.scrollingElement as Element).scrollWidth)
    await expect
      .poll(needed, { timeout: 3_000 })
      .toBeLessThanOrEqual(width)
      .catch(async () => faults.push(`${name}: ${await needed()} px of content in ${width} px`))
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  return faults
}

const ids = async (server: Server) => {
  const sources = await server.api<{ items: { source_id: string; file_name: string }[] }>('/api/v1/sources?limit=200')
  const source = (name: string) => sources.items.find(s => s.file_name === name)?.source_id ?? ''
  const found = await server.api<{ items: { entity: { entity_id: string } }[] }>(
    '/api/v1/search?text=nordlicht&entity_type=invoice&kind=entity',
  )
  return { source, invoice: found.items[0]?.entity.entity_id ?? '' }
}

for (const [index, shown] of looks.entries()) {
  const name = shown.map(l => `${l.colorScheme} at ${l.width} px`).join(' and ')
  test(`everybody can use every screen, ${name}${index === 0 ? ' @smoke' : ''}`, async ({ page, server }) => {
    test.setTimeout(600_000)
    const faults: string[] = []
    await page.goto(server.url)
    await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible()
    faults.push(...(await faultsOf(page, 'home, empty', shown)))
    await server.cli('ingest', samples)
    const { source, invoice } = await ids(server)
    const screens: [path: string, ready: string][] = [
      ['/', 'main a[href^="/entities?type=invoice"]'],
      ['/sources', '[role=row] a'],
      [`/sources/${source('kestrel-kv-2044.pdf')}`, '[data-place]'],
      [`/sources/${source('kestrel-kv-2044.pdf')}?show=details`, '[role=tabpanel] table, [role=tabpanel] dl, [role=tabpanel] p'],
      [`/sources/${source('kickoff-catalogue.md')}?show=blocks`, '[data-index="0"]'],
      [`/sources/${source('contacts.csv')}`, '[data-place]'],
      ['/entities', '[role=row] a'],
      ['/entities?type=invoice&facet=vendor&sum=total&by=currency', '[role=row] a'],
      ['/entities?type=invoice&where=total+%3E', '[role=alert]'],
      [`/entities/${invoice}?field=total`, 'aside blockquote'],
      [`/entities/${invoice}?show=history`, 'article'],
      [`/entities/${invoice}?show=relationships`, '[role=tabpanel] p, [role=tabpanel] table'],
      ['/search', 'h2'],
      ['/search?q=invoice', 'article'],
      ['/search?q=qwertzuiop', 'h2'],
      ['/timeline?from=2020-01-01', 'section h2'],
      ['/due', 'section h2'],
      ['/duplicates', 'main h2'],
      ['/conflicts', 'main h2, main section'],
      ...['usage', 'tokens', 'users', 'audit', 'jobs', 'schedules', 'health', 'about'].map((part): [string, string] => [
        `/operation/${part}`,
        '[role=tabpanel] > *',
      ]),
      ['/no/such/place', 'h1'],
      ['/entities/ent_000000000000000000000000', '[role=alert]'],
      ['/sources/src_000000000000000000000000', '[role=alert]'],
      [`/entities/${invoice}?known_at=1`, 'main h1'],
      ['/entities?known_at=40', '[role=row] a'],
    ]
    for (const [path, ready] of screens) {
      await page.goto(server.url + path)
      await expect(page.locator(ready).first()).toBeVisible()
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
      faults.push(...(await faultsOf(page, path, shown)))
    }
    expect(faults).toEqual([])
  })
}

test('everybody can use menus, dialogs, sign-in and what failures leave', async ({ page, server, guarded }) => {
  test.setTimeout(600_000)
  const faults: string[] = []
  await page.goto(guarded.url)
  await expect(page.getByRole('heading', { name: 'Sign in to Strata' })).toBeVisible()
  faults.push(...(await faultsOf(page, 'sign-in')))

  await server.cli('ingest', join(samples, 'invoices'))
  const { invoice } = await ids(server)
  const dialog = page.getByRole('dialog')
  await page.goto(`${server.url}/entities/${invoice}`)
  await expect(page.getByRole('tab', { name: 'Fields' })).toBeVisible()
  await page.getByRole('button', { name: 'Account and settings' }).click()
  await expect(page.getByRole('menuitem', { name: 'Deutsch' })).toBeVisible()
  faults.push(...(await faultsOf(page, 'account menu')))
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await dialog.getByRole('combobox').fill('nordlicht')
  await expect(dialog.getByRole('option').first()).toBeVisible()
  faults.push(...(await faultsOf(page, 'palette')))
  await page.keyboard.press('Escape')

  await page.keyboard.press('?')
  await expect(dialog.getByRole('switch')).toBeVisible()
  faults.push(...(await faultsOf(page, 'help')))
  await page.keyboard.press('Escape')

  await page.keyboard.press('t')
  await expect(dialog.getByLabel('What Strata knew at')).toBeVisible()
  faults.push(...(await faultsOf(page, 'time')))
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Merge…' }).click()
  faults.push(...(await faultsOf(page, 'merge: find')))
  await dialog.getByLabel('Find the other entity').fill('alder')
  await dialog.getByRole('button', { name: '0117' }).click()
  await expect(dialog.getByRole('columnheader', { name: 'After merging' })).toBeVisible()
  faults.push(...(await faultsOf(page, 'merge: compare')))
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Correct Due date' }).click()
  faults.push(...(await faultsOf(page, 'correcting')))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible()
  faults.push(...(await faultsOf(page, 'menu of an entity')))
  await page.keyboard.press('Escape')

  // What opens over a page: lists to choose from, in it and in a dialog, and menus with fields.
  const opened = async (name: string, path: string, open: () => Promise<void>, shown: Locator) => {
    await page.goto(server.url + path)
    await open()
    await expect(shown.first()).toBeVisible()
    faults.push(...(await faultsOf(page, name)))
  }
  const button = (name: string | RegExp) => page.getByRole('button', { name }).click()
  const list = '/entities?type=invoice'
  await opened('kinds to choose from', list, () => page.getByRole('combobox', { name: 'Kind' }).click(), page.getByRole('option'))
  await opened('columns', list, () => button('Columns'), page.getByRole('checkbox', { name: 'Vendor' }))
  await opened('saved views', list, () => button('Saved views'), page.getByLabel('Save this view'))
  await opened(
    'states of jobs',
    '/operation/jobs',
    () => page.getByRole('combobox', { name: 'State' }).click(),
    page.getByRole('option'),
  )
  await opened('a new user', '/operation/users', () => button('Add a user'), dialog.getByLabel('Full name'))
  await opened(
    'plans to choose from',
    '/operation/users',
    async () => {
      await button('Plan of local')
      await dialog.getByRole('combobox', { name: 'Plan' }).click()
    },
    page.getByRole('option', { name: 'enterprise' }),
  )
  await opened('a new token', '/operation/tokens', () => button('Make a token'), dialog.getByLabel('Ends on'))
  const deletion = await server.api<{ seq: number }>(`/api/v1/entities/${invoice}/delete`, {})
  const then = `/entities/${invoice}?known_at=${deletion.seq}`
  await opened('deleted at that time', then, async () => {}, page.getByRole('button', { name: 'Show it as it was before' }))
  await server.api(`/api/v1/entities/${invoice}/restore`, {})
  await page.goto(`${server.url}/entities/${invoice}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  await server.kill()
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  faults.push(...(await faultsOf(page, 'failed')))
  await expect(page.getByText('The server can’t be reached. What you see may be old')).toBeVisible({ timeout: 60_000 })
  faults.push(...(await faultsOf(page, 'offline')))
  expect(faults).toEqual([])
})
