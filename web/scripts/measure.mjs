// Measures the page as it is served: largest paint on a cold cache, work of the main thread while 100,000 rows scroll (per frame),
// interactions, and the longest task between a decision about a pair and the next pair. It decides about pairs: use a store made for it.
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

/** Traces the page's thread while something is done. */
async function trace(client, act) {
  const events = []
  const collect = data => events.push(...data.value)
  client.on('Tracing.dataCollected', collect)
  await client.send('Tracing.start', {
    traceConfig: {
      includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline.frame', 'devtools.timeline'],
    },
  })
  await act()
  const done = new Promise(resolve => client.once('Tracing.tracingComplete', resolve))
  await client.send('Tracing.end')
  await done
  client.off('Tracing.dataCollected', collect)
  const main = events.find(e => e.name === 'EvaluateScript' || e.name === 'FunctionCall')
  return events.filter(e => e.pid === main.pid && e.tid === main.tid)
}

/** Milliseconds of work for each frame, sorted: what was done between two frames is the work of the second. */
async function frames(client, act) {
  const events = await trace(client, act)
  const begins = [...new Set(events.filter(e => e.name === 'Commit').map(e => e.ts))].sort((a, b) => a - b)
  const work = new Map()
  for (const task of events.filter(e => e.name === 'RunTask' && e.dur)) {
    let low = 0
    let high = begins.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (begins[mid] <= task.ts) low = mid + 1
      else high = mid
    }
    work.set(low, (work.get(low) ?? 0) + (task.tdur ?? task.dur) / 1000)
  }
  return [...work.values()].sort((a, b) => a - b)
}

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
  const rowsNow = () => page.evaluate(() => document.querySelectorAll('[role=row]').length)
  let rows = 0
  await page.getByRole('grid').hover()
  // Leaps over all the list, a notch of the wheel at a time, and back over rows that are there already.
  const wheel = (times, delta) =>
    frames(client, async () => {
      for (let i = 0; i < times; i++) {
        await page.mouse.wheel(0, delta(i))
        rows = Math.max(rows, await rowsNow())
      }
    })
  const slow = await wheel(120, () => 120)
  const back = await wheel(30, () => -480)
  const leap = await wheel(120, i => 400 + 40 * i)
  await page.evaluate(() => {
    measured.interaction = 0
  })
  await page.getByRole('button', { name: 'Amount' }).click()
  await page.getByRole('button', { name: 'Facets' }).click()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('party')
  await page.waitForTimeout(1500)
  const interaction = await page.evaluate(() => measured.interaction)

  // A decision about a pair, the next one, and what is asked for again after it; nothing that is merged here is undone.
  await page.goto(`${url}/duplicates`)
  const pairs = page.getByRole('navigation', { name: 'Pairs' })
  const waiting = await pairs.waitFor({ timeout: 5000 }).then(
    () => 12,
    () => 0,
  )
  const tasks = []
  for (let i = 0; i < waiting; i++) {
    const pair = pairs.locator('[aria-current=true]')
    await page.waitForTimeout(400)
    const before = await pair.textContent()
    const events = await trace(client, async () => {
      await page.keyboard.press(['d', 'm', 's'][i % 3])
      await page.waitForFunction(text => document.querySelector('nav [aria-current=true]:not(a)')?.textContent !== text, before)
      await page.waitForTimeout(400)
    })
    tasks.push(Math.max(...events.filter(e => e.name === 'RunTask' && e.dur).map(e => e.dur / 1000)))
  }
  await context.close()
  return {
    paint,
    firstRows,
    notch50: at(slow, 0.5),
    notch95: at(slow, 0.95),
    back95: at(back, 0.95),
    leap50: at(leap, 0.5),
    leap95: at(leap, 0.95),
    longest: Math.max(slow.at(-1), back.at(-1), leap.at(-1)),
    rows,
    interaction,
    decision: Math.max(0, ...tasks),
  }
}

const all = []
for (let i = 0; i < Number(runs); i++) all.push(await once())
await browser.close()
for (const name of Object.keys(all[0])) console.log(`${name.padEnd(12)} ${median(all.map(a => a[name])).toFixed(1)}`)
