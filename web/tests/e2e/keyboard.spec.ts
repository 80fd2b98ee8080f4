import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { samples } from './server'

/** The focus is on something that can be seen, and shows. */
async function expectFocusSeen(page: Page) {
  const said = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    if (!element || element === document.body) return 'nothing has the focus'
    const place = element.getBoundingClientRect()
    if (place.bottom <= 0 || place.top >= innerHeight || place.right <= 0 || place.left >= innerWidth)
      return 'the focus is out of sight'
    // A password's field fills the box that has its border; a switch is drawn beside its own, invisible field.
    const box = element.closest('.mantine-PasswordInput-input') ?? element
    const drawn = element.matches('[role=switch]') ? (element.nextElementSibling ?? element) : box
    const style = getComputedStyle(drawn)
    const isOutlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2
    return isOutlined || (!drawn.matches('input, textarea') && style.boxShadow !== 'none') ? '' : element.outerHTML.slice(0, 200)
  })
  expect(said).toBe('')
}

/** Goes on by Tab until that has the focus. */
async function tabTo(page: Page, target: Locator, most = 60) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    await expectFocusSeen(page)
    if (await target.evaluate(element => element === document.activeElement)) return
  }
  throw new Error(`Tab does not come to ${target}`)
}

test('all of a newcomer’s way by keys alone @smoke', async ({ page, server }) => {
  await page.goto(server.url)
  const choose = page.getByRole('button', { name: 'Choose files' })
  await expect(choose).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await expectFocusSeen(page)
  await page.keyboard.press('Enter')
  await tabTo(page, choose, 4)
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Enter')
  await (await choosing).setFiles([
    join(samples, 'office/kestrel-kv-2044.pdf'),
    join(samples, 'invoices/nordlicht-2026-031.txt'),
    join(samples, 'invoices/alder-finch-0117.txt'),
  ])
  await expect(page.locator('[role=listitem][data-state=done]')).toHaveCount(3)

  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await expect(page.getByRole('heading', { level: 1, name: 'Entities' })).toBeVisible()
  const rows = page.getByRole('rowgroup').getByRole('row')
  await expect(rows.first()).toBeVisible()
  for (let i = 0; i < 80 && !(await rows.first().evaluate(row => row === document.activeElement)); i++) {
    await page.keyboard.press('Tab')
    await expectFocusSeen(page)
  }
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  await expectFocusSeen(page)
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Fields' })).toBeVisible()

  await page.keyboard.press('j')
  await expect(page).toHaveURL(/field=/)
  const first = new URL(page.url()).searchParams.get('field')
  await page.keyboard.press('j')
  await expect.poll(() => new URL(page.url()).searchParams.get('field')).not.toBe(first)
  await page.keyboard.press('k')
  await expect.poll(() => new URL(page.url()).searchParams.get('field')).toBe(first)
  await page.keyboard.press('e')
  const editor = page.getByLabel(/^Correct /).and(page.locator('input, textarea'))
  await expect(editor).toBeFocused()
  await expectFocusSeen(page)
  await page.keyboard.press('Escape')
  await expect(editor).toHaveCount(0)
  await expectFocusSeen(page)

  // Dialogs give the focus back to what opened them.
  const merge = page.getByRole('button', { name: 'Merge…' })
  await merge.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Find the other entity')).toBeFocused()
  await expectFocusSeen(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(merge).toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(merge).toBeFocused()
  const account = page.getByRole('button', { name: 'Account and settings' })
  await account.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem').first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expectFocusSeen(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem')).toHaveCount(0)
  await expect(account).toBeFocused()

  // The palette finds and opens.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('nordlicht')
  await expect(page.getByRole('option').first()).toContainText('2026-031')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2026-031')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // Keys can be changed, and single letters switched off.
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog')
  const change = dialog.getByRole('button', { name: 'Change the keys of “Go to Timeline”' })
  await tabTo(page, change)
  await page.keyboard.press('Enter')
  await page.keyboard.press('t')
  await expect(dialog.getByRole('alert')).toContainText('already means')
  await page.keyboard.press('y')
  await expect(change).toHaveText('Y')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('y')
  await expect(page.getByRole('heading', { level: 1, name: 'Timeline' })).toBeVisible()
  await page.keyboard.press('?')
  await tabTo(page, dialog.getByRole('switch'), 5)
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expect(page.getByRole('heading', { level: 1, name: 'Timeline' })).toBeAttached()
})
