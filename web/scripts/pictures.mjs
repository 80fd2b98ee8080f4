// Takes the pictures of README and guide anew: serves the samples from a store of its own, and looks at them.
//   node scripts/pictures.mjs        after ./strata has built the program; STRATA_PROGRAM names another
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = process.env.STRATA_PROGRAM ?? join(root, 'artifacts/launcher/app/Strata.Cli')
const data = mkdtempSync(join(tmpdir(), 'strata-pictures-'))
execFileSync(program, ['--data', data, 'ingest', join(root, 'samples')])
const server = spawn(program, ['--data', data, 'serve', '--urls', 'http://127.0.0.1:0'])
const url = await new Promise(tell => {
  const read = bytes => {
    const found = /Listening on (http:\S+?):? /.exec(`${bytes} `)?.[1]
    if (found) tell(found.replace(/[:,]$/, ''))
  }
  server.stdout.on('data', read)
  server.stderr.on('data', read)
})
const browser = await chromium.launch({
  executablePath: process.env.STRATA_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
})
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'UTC' })
const shot = async (name, address, act) => {
  await page.goto(url + address)
  await act?.()
  await page.waitForLoadState('load')
  await page.waitForTimeout(1200)
  await page.screenshot({ path: join(root, 'docs/images', `${name}.png`) })
}
const get = async path => (await (await fetch(`${url}/api/v1${path}`)).json()).items
const source = (await get('/sources?text=kestrel'))[0].source_id
const invoice = (await get('/entities?entity_type=invoice&where=invoice_number%20%3D%20%272026-031%27'))[0].entity_id
await shot('page-source', `/sources/${source}`, async () => {
  await page
    .getByRole('button', { name: /^Total £/ })
    .first()
    .click()
})
await shot('page-entities', '/entities?type=transaction&facet=category&where=amount < -20')
await shot('page-entity', `/entities/${invoice}?field=total`)
await page.emulateMedia({ colorScheme: 'dark' })
await shot('page-home', '/')
await browser.close()
server.kill()
rmSync(data, { recursive: true, force: true })
