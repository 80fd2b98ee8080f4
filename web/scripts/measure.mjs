// Measures the page as it is served: largest paint on a cold cache, work of the main thread while 100,000 rows scroll, and interactions.
//   node scripts/measure.mjs URL [RUNS]       URL of a server whose store has 100,000 transactions; median of RUNS (5)
import { chromium } from 'playwright-core'

const [url, runs = '5'] = process.argv.slice(2)
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const browser = await chromium.launch({ executablePath: process.env.STRATA_CHROMIUM ?? '/usr/bin/chromium', args })
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
const median = numbers =>
  at(
    [...numbers].sort((a, b) => a - b),
    0.5,
  )

async function once() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    globalThis.measured = { paint: 0, interaction: 0 }
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) measured.paint = entry.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) measured.interaction = Math.max(measured.interaction, entry.duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  })
  await page.goto(url)
  await page.getByRole('heading', { name: 'What is held' }).waitFor()
  await page.waitForTimeout(1000)
  const paint = await page.evaluate(() => measured.paint)

  const listed = Date.now()
  await page.goto(`${url}/entities?type=transaction`)
  await page.getByRole('row').nth(5).getByRole('link').waitFor()
  const firstRows = Date.now() - listed
  await page.waitForTimeout(1000)

  const client = await context.newCDPSession(page)
  const events = []
  client.on('Tracing.dataCollected', data => events.push(...data.value))
  await client.send('Tracing.start', {
    traceConfig: {
      includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline.frame', 'devtools.timeline'],
    },
  })
  let rows = 0
  await page.getByRole('grid').hover()
  for (let i = 0; i < 120; i++) {
    await page.mouse.wheel(0, 400 + 40 * i)
    rows = Math.max(rows, await page.evaluate(() => document.querySelectorAll('[role=row]').length))
  }
  const done = new Promise(resolve => client.once('Tracing.tracingComplete', resolve))
  await client.send('Tracing.end')
  await done
  // The thread that runs the page's script; what it did between two frames is that frame's work.
  const main = events.find(e => e.name === 'EvaluateScript' || e.name === 'FunctionCall')
  const mine = events.filter(e => e.pid === main.pid && e.tid === main.tid)
  const frames = mine.filter(e => e.name === 'Commit').map(e => e.ts)
  const begins = [...new Set(frames)].sort((a, b) => a - b)
  const tasks = mine.filter(e => e.name === 'RunTask' && e.dur)
  const work = new Map()
  for (const task of tasks) {
    let low = 0
    let high = begins.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (begins[mid] <= task.ts) low = mid + 1
      else high = mid
    }
    work.set(low, (work.get(low) ?? 0) + (task.tdur ?? task.dur) / 1000)
  }
  const perFrame = [...work.values()].sort((a, b) => a - b)
  await page.evaluate(() => {
    measured.interaction = 0
  })
  await page.getByRole('button', { name: 'Amount' }).click()
  await page.getByRole('button', { name: 'Facets' }).click()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('party')
  await page.waitForTimeout(1500)
  const interaction = await page.evaluate(() => measured.interaction)
  await context.close()
  return {
    paint,
    firstRows,
    frame50: at(perFrame, 0.5),
    frame95: at(perFrame, 0.95),
    longest: perFrame.at(-1),
    rows,
    interaction,
  }
}

const all = []
for (let i = 0; i < Number(runs); i++) all.push(await once())
await browser.close()
for (const name of Object.keys(all[0])) console.log(`${name.padEnd(12)} ${median(all.map(a => a[name])).toFixed(1)}`)
