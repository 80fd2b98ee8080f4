import { expect, it } from 'vitest'

const files = import.meta.glob<string>('../{features,shared}/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true })

/** Returns what a file imports from within src, from its root. */
function importsOf(path: string, text: string): string[] {
  const folder = path
    .replace(/^\.\.\//, '')
    .split('/')
    .slice(0, -1)
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']*)'/g)].map(([, to = '']) => {
    const parts = [...folder]
    for (const part of to.split('/')) {
      if (part === '..') parts.pop()
      else if (part !== '.') parts.push(part)
    }
    return parts.join('/')
  })
}

const isTest = (path: string) => path.includes('.test.') || path.includes('/shared/test/')
const code = Object.entries(files).filter(([path]) => !isTest(path))

it('features use only themselves, shared and api', () => {
  const found = code
    .filter(([path]) => path.startsWith('../features/'))
    .flatMap(([path, text]) => {
      const own = path.split('/').slice(1, 3).join('/')
      return importsOf(path, text)
        .filter(to => !to.startsWith(`${own}/`) && !to.startsWith('shared/') && !to.startsWith('api/'))
        .map(to => `${path} → ${to}`)
    })
  expect(code.length).toBeGreaterThan(60)
  expect(found).toEqual([])
})

it('shared uses only itself and api', () => {
  const found = code
    .filter(([path]) => path.startsWith('../shared/'))
    .flatMap(([path, text]) =>
      importsOf(path, text)
        .filter(to => !/^(shared|api)(\/|$)/.test(to))
        .map(to => `${path} → ${to}`),
    )
  expect(found).toEqual([])
})
