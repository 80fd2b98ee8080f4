// Says how large each route is as browsers get it (Brotli), and how that differs from what is committed; ends with 1 where one is over its budget.
//   node scripts/budget.mjs [FOLDER] [--update]
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const folder = process.argv.slice(2).find(a => !a.startsWith('--')) ?? 'dist'
const known = new URL('../budget.json', import.meta.url)
const budgets = { 'first route, script': 200_000, 'first route, style': 45_000, 'lazy route': 150_000 }

const manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8'))
const sizeOf = async file => (await stat(join(folder, `${file}.br`))).size

/** What a chunk brings with it, without what is there already. */
function reach(key, have = new Set()) {
  const chunks = new Set()
  const walk = k => {
    if (chunks.has(k) || have.has(k)) return
    chunks.add(k)
    for (const i of manifest[k].imports ?? []) walk(i)
  }
  walk(key)
  return chunks
}
async function total(keys) {
  const files = new Set([...keys].map(k => manifest[k].file))
  const styles = new Set([...keys].flatMap(k => manifest[k].css ?? []))
  let script = 0
  let style = 0
  for (const f of files) script += await sizeOf(f)
  for (const f of styles) style += await sizeOf(f)
  return { script, style }
}

/** What is loaded whenever a chunk is asked for: the first route, and what all that ask for it have in common. */
function loadedBefore(key) {
  const askers = Object.keys(manifest).filter(k => manifest[k].dynamicImports?.includes(key))
  const [one, ...others] = askers.map(a => reach(a))
  return new Set([...first, ...[...(one ?? [])].filter(k => others.every(o => o.has(k)))])
}

const first = reach('index.html')
const sizes = {}
const entry = await total(first)
sizes['first route, script'] = entry.script
sizes['first route, style'] = entry.style
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue
  const { script, style } = await total(reach(key, loadedBefore(key)))
  sizes[key.replace(/^src\//, '')] = script + style
}
if (process.argv.includes('--update')) {
  await writeFile(known, `${JSON.stringify(sizes, null, 2)}\n`)
}
const before = JSON.parse(await readFile(known, 'utf8').catch(() => '{}'))
let over = 0
for (const [name, size] of Object.entries(sizes)) {
  const budget = budgets[name] ?? budgets['lazy route']
  const was = before[name]
  const change = was === undefined ? 'new' : `${size >= was ? '+' : ''}${(((size - was) / was) * 100).toFixed(1)} %`
  if (size > budget) over++
  console.log(
    `${size > budget ? 'OVER ' : '     '}${name.padEnd(46)} ${(size / 1000).toFixed(1).padStart(7)} kB of ${budget / 1000} kB  ${change}`,
  )
}
process.exit(over ? 1 : 0)
