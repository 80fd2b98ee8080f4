import type { Browser, Page } from '@playwright/test'
import { expect, test, watch } from './fixtures'
import type { Server } from './server'

const invoice = (vendor: string) => `Invoice 2026-1\nVendor: ${vendor}\nInvoice date: 2026-02-03\nTotal: 12.50 EUR\n`

async function signIn(page: Page, token: string) {
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** A browser of somebody else's, signed in. */
async function visit(browser: Browser, server: Server, token: string, faults: string[]) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  await watch(page, faults)
  await page.goto(server.url)
  await signIn(page, token)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  return page
}

test('two users see their own and cannot tell the other’s from what does not exist', async ({ browser, guarded: server }) => {
  const faults: string[] = []
  const users: Record<string, { token: string; source: string; entity: string; page: Page }> = {}
  for (const name of ['anna', 'bruno']) {
    const token = await server.makeUser(name)
    const { source_id: source } = await server.upload(`${name}.txt`, invoice(`${name} works`), { token })
    const stored = await server.api<{ entities: { entity_id: string }[] }>(
      '/api/v1/entities',
      { entities: [{ entity_type: 'contact', fields: { name: `Friend of ${name}`, email: `${name}@example.org` } }] },
      { token },
    )
    const entity = stored.entities[0]?.entity_id ?? ''
    users[name] = { token, source, entity, page: await visit(browser, server, token, faults) }
  }
  for (const [name, other] of [
    ['anna', 'bruno'],
    ['bruno', 'anna'],
  ] as const) {
    const me = users[name]
    const them = users[other]
    if (!me || !them) throw new Error('No such user')
    const { page } = me
    const cookies = await page.context().cookies()
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    expect(await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      me.token,
    )

    await page.getByRole('link', { name: 'Sources', exact: true }).click()
    await expect(page.getByRole('link', { name: `${name}.txt` })).toBeVisible()
    await expect(page.getByText(`${other}.txt`)).toHaveCount(0)
    await page.getByRole('link', { name: 'Entities', exact: true }).click()
    await expect(page.getByRole('link', { name: `Friend of ${name}` })).toBeVisible()
    await expect(page.getByText(`Friend of ${other}`)).toHaveCount(0)
    await page.goto(`${server.url}/operation/users`)
    await expect(page.getByRole('tab', { name: 'Usage' })).toBeVisible()
    await expect(page.getByRole('tab', { name: 'Users' })).toHaveCount(0)
    await page.goto(`${server.url}/search?q=${other}`)
    await expect(page.getByRole('heading', { name: `Nothing found for “${other}”` })).toBeVisible()
    await page.goto(`${server.url}/search?q=${name}`)
    await expect(page.getByRole('article').first()).toContainText(name)

    // The same words for what is another's and for what is nobody's, but for the id that was asked for.
    const said = async (path: string, id: string) => {
      await page.goto(server.url + path + id)
      await expect(page.getByRole('alert')).toBeVisible()
      return ((await page.getByRole('main').textContent()) ?? '').replaceAll(id, 'ID').replace(/trace \w+/, 'trace')
    }
    expect(await said('/entities/', them.entity)).toBe(await said('/entities/', 'ent_00000000000000000000000f'))
    expect(await said('/sources/', them.source)).toBe(await said('/sources/', 'src_00000000000000000000000f'))
  }

  // Signing out ends it, also for what the browser still holds.
  const anna = users.anna?.page as Page
  await anna.goto(`${server.url}/entities`)
  await expect(anna.getByRole('link', { name: 'Friend of anna' })).toBeVisible()
  await anna.getByRole('button', { name: 'Account and settings' }).click()
  await anna.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(anna.getByRole('heading', { name: 'Sign in to Strata' })).toBeVisible()
  expect(await anna.context().cookies()).toEqual([])
  await anna.goBack()
  await expect(anna.getByRole('heading', { name: 'Sign in to Strata' })).toBeVisible()
  await expect(anna.getByText('Friend of anna')).toHaveCount(0)
  // Another user in the same browser sees nothing of the first.
  await signIn(anna, users.bruno?.token ?? '')
  await expect(anna.getByRole('link', { name: 'Friend of bruno' })).toBeVisible()
  await expect(anna.getByText('Friend of anna')).toHaveCount(0)
  expect(faults).toEqual([])
})

test('a revoked token asks for another over the page, which keeps what was typed; a token that reads writes nothing', async ({
  browser,
  guarded: server,
}) => {
  const faults: string[] = []
  const token = await server.makeUser('clara')
  const { source_id: source } = await server.upload('clara.txt', invoice('Clara'), { token })
  const stored = await server.api<{ entities: { entity_id: string }[] }>(
    '/api/v1/entities',
    { entities: [{ entity_type: 'contact', fields: { name: 'Dora', email: 'dora@example.org' } }] },
    { token },
  )
  const path = `/entities/${stored.entities[0]?.entity_id}`
  const make = (scope: string) =>
    server.api<{ token: string; details: { token_id: string } }>('/api/v1/tokens', { name: scope, scope }, { token })
  const short = await make('write')
  const page = await visit(browser, server, short.token, faults)
  await page.goto(`${server.url}${path}?field=email`)
  await page.getByRole('button', { name: 'Correct Email' }).click()
  await page.getByLabel('Correct Email').fill('dora@new.example')
  await server.api(`/api/v1/tokens/${short.details.token_id}`, undefined, { token, method: 'DELETE' })
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await expect(page.getByText('Your session has ended.')).toBeVisible()
  await signIn(page, 'strata_wrong')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await signIn(page, (await make('write')).token)
  await expect(page.getByRole('heading', { name: 'Sign in to Strata' })).toHaveCount(0)
  await expect(page).toHaveURL(`${server.url}${path}?field=email`)
  await expect(page.getByLabel('Correct Email')).toHaveValue('dora@new.example')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await expect(page.getByRole('button', { name: 'dora@new.example', exact: true })).toBeVisible()

  const reader = await visit(browser, server, (await make('read')).token, faults)
  await expect(reader.getByRole('button', { name: 'Choose files' })).toHaveCount(0)
  const writes =
    /^(Correct|Merge|More$|Undo|Delete|Read again|Restore|Separate|Look for duplicates|Make a token|Start|Choose files)/
  for (const [at, ready] of [
    [path, 'Dora'],
    [`${path}?show=history`, 'Dora'],
    [`/sources/${source}`, 'clara.txt'],
    ['/duplicates', 'Duplicates'],
    ['/operation/jobs', 'Operation'],
    ['/operation/tokens', 'Operation'],
  ] as const) {
    await reader.goto(server.url + at)
    await expect(reader.getByRole('heading', { level: 1, name: ready })).toBeVisible()
    await expect(reader.getByRole('status', { name: 'Loading' })).toHaveCount(0)
    await expect(reader.getByRole('button', { name: writes }), at).toHaveCount(0)
  }
  expect(faults).toEqual([])
})

test('a tab of somebody who signed out in another one neither shows nor sends as the next user', async ({
  browser,
  guarded: server,
}) => {
  const faults: string[] = []
  const [first, second] = [await server.makeUser('carla'), await server.makeUser('dario')]
  await server.upload('carla.txt', invoice('carla works'), { token: first })
  const page = await visit(browser, server, first, faults)
  const other = await page.context().newPage()
  await other.goto(`${server.url}/sources`)
  await expect(other.getByRole('link', { name: 'carla.txt' })).toBeVisible()

  await page.getByRole('button', { name: 'Account and settings' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(other.getByRole('heading', { name: 'Sign in to Strata' })).toBeVisible()
  await expect(other.getByText('carla.txt')).toHaveCount(0)

  await signIn(page, second)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expect(other.getByRole('heading', { name: 'Nothing here yet' }).or(other.getByText('No sources'))).toBeVisible()
  // What a page still sends as the one that it was opened for is refused.
  const sent = await other.evaluate(async () => {
    const response = await fetch('/api/v1/sources?file_name=note.txt', {
      method: 'POST',
      body: 'a note',
      headers: { 'Strata-User': 'carla', 'Content-Type': 'text/plain' },
    })
    return response.status
  })
  expect(sent).toBe(401)
  await other.context().close()
})
