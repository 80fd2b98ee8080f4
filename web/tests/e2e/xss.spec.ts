import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

const run = 'window.hit=1'
const hostile = [
  `<img src=x onerror="${run}">`,
  `<script>${run}</script>`,
  `"><svg onload="${run}">`,
  `' onmouseover='${run}`,
  `javascript:${run}`,
  `</script><script>${run}</script>`,
  `<a href="javascript:${run}">x</a><iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
  '<link rel=stylesheet href="http://127.0.0.1:PORT/a.css"><img src="http://127.0.0.1:PORT/a.png">',
  '{{constructor.constructor("window.hit=1")()}}',
]
const all = hostile.join('\n')

const files: Record<string, string> = {
  [`a<img src=x onerror=${run}>.txt`]: `Invoice 77\nVendor: ${hostile[0]}\n${all}\nTotal: 12.00 EUR\n`,
  'note.md': `---\ntitle: "${hostile[0]?.replaceAll('"', "'")}"\ntags: ["${hostile[1]}"]\n---\n# ${hostile[2]}\n\n[click](javascript:${run}) ![x](http://127.0.0.1:PORT/b.png) <javascript:${run}>\n\n${all}\n\n| a | b |\n|---|---|\n| ${hostile[0]} | ${hostile[1]} |\n`,
  'page.html': `<!doctype html><html><head><title>${hostile[1]}</title><meta http-equiv=refresh content="0;url=http://127.0.0.1:PORT/"><base href="http://127.0.0.1:PORT/"></head><body onload="${run};parent.hit=1;top.hit=1">${all}<script>top.hit=1;fetch('http://127.0.0.1:PORT/c')</script><form action="http://127.0.0.1:PORT/"><input autofocus onfocus="top.hit=1"></form><object data="http://127.0.0.1:PORT/d"></object><p>Invoice 5, total 3.00 EUR</p></body></html>`,
  'picture.svg': `<svg xmlns="http://www.w3.org/2000/svg" onload="${run};top.hit=1"><script>top.hit=1</script><image href="http://127.0.0.1:PORT/e.png"/><text>${hostile[5]?.replaceAll('<', '&lt;')}</text></svg>`,
  'mail.eml': `From: "${hostile[0]?.replaceAll('"', "'")}" <a@example.org>\nTo: b@example.org\nSubject: ${hostile[1]}\nDate: Mon, 2 Feb 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body onload="${run};top.hit=1">${all}</body></html>\n`,
  'table.csv': `Name,Email,Note\n"${hostile[0]?.replaceAll('"', '""')}",a@example.org,"${hostile[1]}"\n"=cmd|' /C calc'!A0",b@example.org,"${hostile[2]?.replaceAll('"', '""')}"\n`,
  'data.json': JSON.stringify([{ name: hostile[0], [hostile[1] ?? '']: hostile[2], url: hostile[4] }]),
}

const types: Record<string, string> = { html: 'text/html', svg: 'image/svg+xml' }

/** Nothing that came with the data has run, and the browser has asked nobody else. */
async function expectHarmless(page: Page, where: string, elsewhere: string[]) {
  for (const frame of page.frames()) {
    if (frame.url().startsWith('http'))
      expect(await page.evaluate(() => (window as { hit?: unknown }).hit), where).toBeUndefined()
  }
  expect(elsewhere, where).toEqual([])
  // Not one element of the page is the data's own.
  const foreign = await page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'main :is([onerror], [onload], [onmouseover], script), body :is([href^="javascript:" i], [src^="http:"], [href^="http:"])',
      ),
    ].map(element => element.outerHTML),
  )
  expect(foreign, where).toEqual([])
}

test('hostile names, texts and documents run nothing and load nothing @smoke', async ({ page, server }) => {
  test.setTimeout(300_000)
  // Another host: whatever it is asked for was loaded by what came with the data.
  const elsewhere: string[] = []
  const other = createServer((request, answer) => {
    elsewhere.push(request.url ?? '')
    answer.end()
  }).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const real = (text: string) => text.replaceAll('PORT', String((other.address() as AddressInfo).port))
  page.on('request', request => {
    if (/^http/.test(request.url()) && !request.url().startsWith(server.url) && request.frame() === page.mainFrame())
      elsewhere.push(request.url())
  })
  for (const [name, text] of Object.entries(files))
    await server.upload(name, real(text), { type: types[name.split('.').pop() ?? ''] })
  await server.api('/api/v1/schemas', {
    entity_type: 'trap',
    activate: true,
    schema: {
      type: 'object',
      title: hostile[0],
      description: hostile[1],
      properties: {
        name: { type: 'string', title: hostile[2] },
        note: { type: 'string' },
        link: { type: 'string', format: 'uri' },
      },
    },
  })
  const stored = await server.api<{ entities: { entity_id: string }[] }>('/api/v1/entities', {
    entities: hostile.map((text, i) => ({
      ref: `e${i}`,
      entity_type: i < 2 ? 'contact' : 'trap',
      fields: { name: real(text), note: real(`${text} ${i % 2}`), link: hostile[4] },
    })),
    relationships: [{ from: 'e0', to: 'e1', type: 'knows' }],
  })
  const one = stored.entities[0]?.entity_id
  await server.api(`/api/v1/entities/${one}/correct`, { fields: { note: `${hostile[1]} corrected` }, reason: hostile[0] })
  await server.api('/api/v1/duplicates/find', {})
  const sources = (await server.api<{ items: { source_id: string; file_name: string }[] }>('/api/v1/sources?limit=100')).items
  expect(sources.length).toBeGreaterThanOrEqual(Object.keys(files).length)
  const odd = encodeURIComponent(hostile[0] ?? '')

  const screens = [
    '/',
    '/sources',
    `/sources?text=${odd}`,
    ...sources.flatMap(s => [
      `/sources/${s.source_id}`,
      `/sources/${s.source_id}?show=blocks`,
      `/sources/${s.source_id}?show=details`,
    ]),
    '/entities',
    '/entities?type=trap&facet=name',
    '/entities?type=trap&sum=&by=name',
    `/entities?type=${odd}&where=${odd}&sort=${odd}&columns=${odd}`,
    `/entities/${one}?field=note`,
    `/entities/${one}?show=history`,
    `/entities/${one}?show=relationships`,
    `/entities/${odd}`,
    `/sources/${odd}`,
    '/search?q=img',
    `/search?q=${odd}&type=${odd}&source=${odd}`,
    `/timeline?from=2020-01-01&type=${odd}`,
    '/due',
    '/conflicts',
    '/duplicates',
    `/duplicates?state=${odd}`,
    '/operation/audit',
    `/operation/${odd}`,
    `/${odd}`,
    `/?known_at=${odd}`,
    `/entities?known_at=javascript:${run}`,
  ]
  for (const path of screens) {
    await page.goto(server.url + path)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
    await expectHarmless(page, path, elsewhere)
  }

  // The page's own inputs: palette and merge dialog.
  await page.goto(`${server.url}/entities/${one}`)
  await expect(page.getByRole('heading', { level: 1, name: hostile[0] })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page
    .getByRole('dialog')
    .getByRole('combobox')
    .fill(hostile[0] ?? '')
  await expect(page.getByRole('option', { name: /^Search everything for/ })).toBeVisible()
  await expectHarmless(page, 'palette', elsewhere)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Merge…' }).click()
  await page.getByLabel('Find the other entity').fill('script')
  await page.getByRole('dialog').getByRole('button', { name: hostile[1] }).first().click()
  await expect(page.getByRole('columnheader', { name: 'After merging' })).toBeVisible()
  await expectHarmless(page, 'merge dialog', elsewhere)

  // Opened by itself, a source still runs nothing.
  for (const s of sources) {
    const answer = await page.request.get(`${server.url}/api/v1/sources/${s.source_id}/content`)
    expect(answer.headers()['content-security-policy'], s.file_name).toContain('sandbox')
    expect(answer.headers()['x-content-type-options'], s.file_name).toBe('nosniff')
  }
  other.close()
})
