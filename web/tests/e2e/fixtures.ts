import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { Server } from './server'

interface Fixtures {
  /** A server of this test's own, for one user without sign-in. */
  server: Server
  /** The same that asks for tokens. */
  guarded: Server
  /** One that asks for tokens, with the operator root. */
  operated: Server
}

/** What a browser may say without anything being wrong: a refusal that the page shows. */
const allowed =
  /Failed to load resource: (the server responded with a status of (400|401|404|409|412|415|422|429|503)|net::ERR_(CONNECTION|FAILED|EMPTY|INCOMPLETE|SOCKET))/

/** A source as it came, in the frame that lets it do nothing. */
const sandboxed = /\/api\/v1\/sources\/[^/]+\/content$/

/** Fails on whatever the browser's console or its policy complains about. */
export function watch(page: Page, faults: string[]) {
  page.on('console', message => {
    // A document in its frame is forbidden everything, and says so of whatever it tries. The browser doesn't always say where;
    // what the page's own policy refuses is also reported by the listener below, with its place.
    const { url } = message.location()
    if (sandboxed.test(url) && /^(Blocked|Refused|Loading|Applying|Executing|policy)/.test(message.text())) return
    if (url === '' && message.text().includes('violates the following Content Security Policy directive')) return
    if (message.type() === 'error' && !allowed.test(message.text()))
      faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', error => faults.push(`page: ${error.message}`))
  return page.addInitScript(() => {
    addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))
  })
}

export const test = base.extend<Fixtures>({
  server: // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
    async ({}, use) => {
      const server = await Server.start()
      await use(server)
      await server.end()
    },
  guarded: // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
    async ({}, use) => {
      const server = await Server.start({ tokens: true })
      await use(server)
      await server.end()
    },
  operated: // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
    async ({}, use) => {
      const server = await Server.start({ tokens: true, operators: ['root'] })
      await use(server)
      await server.end()
    },
  page: async ({ page }, use) => {
    const faults: string[] = []
    await watch(page, faults)
    await use(page)
    expect(faults).toEqual([])
  },
})

/** What axe finds in the state that the page is in. */
export async function findings(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  // A place on a page is as small as its words (WCAG 2.5.8, exception "equivalent": the list of values has a large button for each).
  const isPlace = (rule: string, html: string) => rule === 'target-size' && html.includes('data-place')
  return found.violations
    .map(v => ({ ...v, nodes: v.nodes.filter(n => !isPlace(v.id, n.html)) }))
    .filter(v => v.nodes.length > 0)
    .map(v => `${v.id}: ${v.nodes.map(n => `${n.target.join(' ')} (${n.any[0]?.message ?? ''})`).join(' | ')}`)
}

export const expectAccessible = async (page: Page) => expect(await findings(page)).toEqual([])

export { expect }
