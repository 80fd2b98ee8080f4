import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Route } from '@playwright/test'
import { expect, test } from './fixtures'
import { samples } from './server'

const note = (n: number) => `Invoice R-${n}\nVendor: House ${n}\nInvoice date: 2026-02-0${1 + (n % 8)}\nTotal: ${n}.50 EUR\n`
const text = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })

/** Whether a file is sent; lists of sources have the same address. */
const isSent = (route: Route) => route.request().method() === 'POST'

test('a heap of files and a folder arrive, the bad and the known ones say so @smoke', async ({ page, server }, info) => {
  await page.goto(server.url)
  const uploads = page.getByRole('list', { name: 'Files on their way' })
  const state = (name: string) => uploads.getByRole('listitem').filter({ hasText: name })
  await page.getByTestId('files').setInputFiles([text('first.txt', note(1))])
  await expect(state('first.txt')).toHaveAttribute('data-state', 'done')
  await page.getByRole('button', { name: 'Clear finished' }).click()
  await expect(uploads).toHaveCount(0)

  const pdf = await readFile(join(samples, 'office/kestrel-kv-2044.pdf'))
  const good = Array.from({ length: 7 }, (_, i) => text(`n${i}.txt`, note(i + 2)))
  await page
    .getByTestId('files')
    .setInputFiles([
      ...good,
      { name: 'cut off.pdf', mimeType: 'application/pdf', buffer: pdf.subarray(0, 900) },
      text('first, again.txt', note(1)),
      { name: 'noise.bin', mimeType: '', buffer: randomBytes(5000) },
    ])
  await expect(page.getByText('10 of 10 files, 1 failed')).toBeVisible()
  for (const { name } of good) await expect(state(name)).toHaveAttribute('data-state', 'done')
  await expect(state('cut off.pdf')).toHaveAttribute('data-state', 'failed')
  await expect(state('cut off.pdf')).toContainText('Failed: ')
  await expect(state('noise.bin')).toHaveAttribute('data-state', 'unsupported')
  await expect(state('noise.bin')).toContainText('Kept, but no reader for this kind')
  await expect(state('first, again.txt')).toHaveAttribute('data-state', 'held')
  await expect(state('first, again.txt')).toContainText('Held already')
  await page.getByRole('button', { name: 'Clear finished' }).click()
  await expect(uploads).toHaveCount(0)

  const folder = info.outputPath('papers')
  await mkdir(join(folder, 'inner'), { recursive: true })
  await writeFile(join(folder, 'outer.txt'), note(21))
  await writeFile(join(folder, 'inner', 'deep.txt'), note(22))
  await page.getByTestId('folder').setInputFiles(folder)
  await expect(page.getByText('2 of 2 files, none failed')).toBeVisible()
  await expect(state('deep.txt').locator('[title$="papers/inner/deep.txt"]')).toBeVisible()
  await expect(page.getByRole('link', { name: '12 Sources' })).toBeVisible()
  const { items } = await server.api<{ items: { file_name: string; origin_path?: string }[] }>('/api/v1/sources?limit=100')
  expect(items).toHaveLength(12)
})

test('what is being sent goes on after a reload, and every file ends well when the server dies in the middle', async ({
  page,
  server,
}) => {
  await page.goto(server.url)
  const uploads = page.getByRole('list', { name: 'Files on their way' })
  // The first answer never comes: the page is left while it waits.
  let held = 0
  await page.route('**/api/v1/sources?*', route => (isSent(route) && held < 3 ? void held++ : route.fallback()))
  page.on('dialog', dialog => void dialog.accept())
  await page.getByTestId('files').setInputFiles([1, 2, 3].map(n => text(`kept${n}.txt`, note(n))))
  await expect.poll(() => held).toBe(3)
  await expect(uploads.locator('[role=listitem][data-state=sending]')).toHaveCount(3)
  await page.unrouteAll()
  await page.reload()
  await expect(uploads.locator('[role=listitem][data-state=done]')).toHaveCount(3)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expect(uploads).toHaveCount(0)

  // Half of them sent, the power goes.
  let sent = 0
  let cut: (() => void) | undefined
  const half = new Promise<void>(done => {
    cut = done
  })
  await page.route('**/api/v1/sources?*', async route => {
    if (isSent(route) && ++sent === 8) cut?.()
    await route.continue()
  })
  await page.getByTestId('files').setInputFiles(Array.from({ length: 16 }, (_, i) => text(`m${i}.txt`, note(i + 10))))
  await half
  await server.kill()
  await expect(uploads.getByText('Waiting for the server').first()).toBeVisible()
  await server.restart()
  await expect(page.getByText('16 of 16 files, none failed')).toBeVisible({ timeout: 90_000 })
  const { items } = await server.api<{ items: { file_name: string }[] }>('/api/v1/sources?limit=100')
  expect(items.map(s => s.file_name).sort()).toEqual(
    [...[1, 2, 3].map(n => `kept${n}.txt`), ...Array.from({ length: 16 }, (_, i) => `m${i}.txt`)].sort(),
  )
  const runs = await server.api<{ items: { status: string }[] }>('/api/v1/runs?limit=100')
  expect([...new Set(runs.items.map(r => r.status))]).toEqual(['completed'])
})

test('a large file goes in pieces and goes on where it was when the server dies', async ({ page, server }, info) => {
  test.setTimeout(240_000)
  const large = info.outputPath('large.bin')
  await mkdir(info.outputDir, { recursive: true })
  await writeFile(large, randomBytes(60_000_000))
  await page.goto(server.url)
  const row = page.getByRole('list', { name: 'Files on their way' }).getByRole('listitem')
  const pieces: { method: string; offset: number }[] = []
  let cut: (() => void) | undefined
  const some = new Promise<void>(done => {
    cut = done
  })
  page.on('request', request => {
    const offset = request.headers()['upload-offset']
    if (request.method() !== 'PATCH' || offset === undefined) return
    pieces.push({ method: request.method(), offset: Number(offset) })
    if (Number(offset) > 0) cut?.()
  })
  await page.getByTestId('files').setInputFiles(large)
  await some
  const before = pieces.length
  await server.restart()
  await expect(row).toHaveAttribute('data-state', 'unsupported', { timeout: 120_000 })
  expect(pieces.length).toBeGreaterThan(before)
  expect(pieces[before]?.offset, 'it does not begin anew').toBeGreaterThan(0)
  const { items } = await server.api<{ items: { byte_size: number }[] }>('/api/v1/sources')
  expect(items.map(s => s.byte_size)).toEqual([60_000_000])
})
