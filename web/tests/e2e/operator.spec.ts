import { expect, test } from './fixtures'

test('an operator signs in, makes and ends a token, adds a user with a plan, verifies the store, and reads what was decided', async ({
  page,
  operated: server,
}) => {
  const key = await server.makeUser('root')
  const { entities } = await server.api<{ entities: { entity_id: string }[] }>(
    '/api/v1/entities',
    { entities: [{ entity_type: 'contact', fields: { name: 'Dora', email: 'dora@example.org' } }] },
    { token: key },
  )
  await server.api(
    `/api/v1/entities/${entities[0]?.entity_id}/correct`,
    { fields: { email: 'dora@new.example' }, reason: 'the letterhead' },
    { token: key },
  )

  await page.goto(server.url)
  await page.getByLabel('Token').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Operation' }).click()
  await expect(page.getByRole('tab', { name: 'Usage' })).toHaveAttribute('aria-selected', 'true')

  await page.getByRole('tab', { name: 'Tokens' }).click()
  await page.getByRole('button', { name: 'Make a token' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('phone')
  await dialog.getByRole('button', { name: 'Make a token' }).click()
  await expect(dialog.getByText('it is shown this once')).toBeVisible()
  const token = ((await dialog.locator('pre').textContent()) ?? '').trim()
  expect(token.length).toBeGreaterThan(20)
  const list = (key: string) => fetch(`${server.url}/api/v1/stats`, { headers: { Authorization: `Bearer ${key}` } })
  expect((await list(token)).status).toBe(200)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('cell', { name: 'phone', exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('cell', { name: 'phone', exact: true })).toBeVisible()
  expect(await page.content()).not.toContain(token)
  await page.getByRole('button', { name: 'Revoke phone' }).click()
  expect((await list(token)).status).toBe(200)
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByRole('row', { name: /phone/ })).toContainText('ended')
  expect((await list(token)).status).toBe(401)

  await page.getByRole('tab', { name: 'Users' }).click()
  await page.getByRole('button', { name: 'Add a user' }).click()
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('carol')
  await dialog.getByRole('button', { name: 'Add a user' }).click()
  await expect(page.getByText('strata users token add carol')).toBeVisible()
  await page.getByRole('button', { name: 'Plan of carol' }).click()
  await dialog.getByRole('combobox', { name: 'Plan' }).click()
  await page.getByRole('option', { name: 'free' }).click()
  await dialog.getByLabel('Readings a month').fill('7')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /^carol / })).toContainText('0 of 7')
  expect(await server.cli('users', 'plan', 'carol')).toContain('free')
  // Saved again as it is, the plan keeps its own limit.
  await page.getByRole('button', { name: 'Plan of carol' }).click()
  await expect(dialog.getByLabel('Readings a month')).toHaveValue('7')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('row', { name: /^carol / })).toContainText('0 of 7')

  await page.getByRole('tab', { name: 'Jobs' }).click()
  await page.getByRole('combobox', { name: 'Start a job' }).click()
  await page.getByRole('option', { name: 'verify' }).click()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'done' }).click()
  await expect(page.getByRole('row', { name: /^verify .*done/ })).toBeVisible({ timeout: 60_000 })

  await page.getByRole('tab', { name: 'Audit' }).click()
  await expect(page.getByRole('row', { name: /the letterhead/ }).getByRole('link', { name: 'Dora' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Action' }).click()
  await page.getByRole('option', { name: 'Job started' }).click()
  await expect(page.getByRole('row', { name: /the letterhead/ })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /Job started.*tok_/ })).toBeVisible()

  await page.getByRole('tab', { name: 'Health' }).click()
  await expect(page.getByText('The server is ready')).toBeVisible()
  await expect(page.getByRole('cell', { name: 'broken' })).toHaveCount(0)
  await page.getByRole('tab', { name: 'About' }).click()
  await expect(page.getByText('Licence: Apache-2.0')).toBeVisible()
})
