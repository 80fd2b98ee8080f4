import { act, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { Providers } from '../test/render'
import { type Column, Grid } from './Grid'

interface Row {
  id: string
  total: number
}

const columns: Column<Row>[] = [
  { id: 'name', label: 'Name', width: 200, sort: 'name', render: r => <a href={`#${r.id}`}>{r.id}</a> },
  { id: 'total', label: 'Total', width: 100, numeric: true, render: r => r.total },
]
const open = vi.fn()
const onSort = vi.fn()
const onRange = vi.fn()
let selection: ReadonlySet<string>
beforeEach(() => {
  vi.clearAllMocks()
  selection = new Set()
})

function Shown({
  count,
  sort,
  loaded = count,
  choose = true,
}: {
  count: number
  sort?: string
  loaded?: number
  choose?: boolean
}) {
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  selection = selected
  return (
    <Grid
      name="test"
      label="Rows"
      columns={columns}
      count={count}
      rowAt={i => (i < loaded ? { id: `r${i}`, total: i } : undefined)}
      rowKey={i => `r${i}`}
      open={open}
      sort={sort}
      onSort={onSort}
      onRange={onRange}
      {...(choose ? { selected, onSelect: select } : {})}
    />
  )
}

function show(props: Parameters<typeof Shown>[0]) {
  render(
    <Providers>
      <Shown {...props} />
    </Providers>,
  )
  return userEvent.setup()
}
const grid = () => screen.getByRole('grid', { name: 'Rows' })
const rows = () => Array.from(grid().querySelectorAll<HTMLElement>('[role=rowgroup] > [role=row]'))
/** The row that has the focus, by its number in the list. */
const focused = () => Number(document.activeElement?.getAttribute('aria-rowindex')) - 2
const start = () => rows()[0]?.focus()

it('of 100,000 rows only those in sight are in the page', async () => {
  const user = show({ count: 100_000 })
  expect(grid()).toHaveAttribute('aria-rowcount', '100001')
  expect(rows().length).toBeGreaterThan(10)
  expect(rows().length).toBeLessThanOrEqual(60)
  start()
  await user.keyboard('{End}')
  expect(focused()).toBe(99_999)
  expect(rows().length).toBeLessThanOrEqual(60)
  expect(screen.getByText('r99999')).toBeInTheDocument()
  expect(screen.queryByText('r0')).not.toBeInTheDocument()
  await expect.poll(() => onRange.mock.calls.at(-1)?.[1]).toBe(99_999)
})

/** What the wheel does. */
const scrollTo = (row: number) => act(() => grid().scrollTo({ top: row * 36 }))

it('what scrolls keeps its elements: a row that stays is the same, one that comes takes the place of one that went', () => {
  show({ count: 1000 })
  scrollTo(100)
  const before = rows()
  const stays = screen.getByText('r110')
  scrollTo(103)
  expect(new Set(rows())).toEqual(new Set(before))
  expect(screen.getByText('r110')).toBe(stays)
  expect(screen.getByText('r125')).toBeInTheDocument()
  scrollTo(500)
  expect(rows()).toHaveLength(before.length)
  expect(rows().filter(r => !before.includes(r))).toEqual([])
})

it('readers are told the rows in the order of the list', () => {
  show({ count: 1000 })
  for (const row of [100, 107, 90]) {
    scrollTo(row)
    const owned = (grid().querySelector('[role=rowgroup]')?.getAttribute('aria-owns') ?? '').split(' ')
    const told = owned.map(id => Number(document.getElementById(id)?.getAttribute('aria-rowindex')))
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told).toHaveLength(rows().length)
  }
})

it('the row with the focus stays in the page when it is scrolled away, and keys go on from it', async () => {
  const user = show({ count: 1000 })
  start()
  await user.keyboard('{ArrowDown}{ArrowDown}')
  scrollTo(500)
  expect(focused()).toBe(2)
  expect(screen.getByText('r505')).toBeInTheDocument()
  await user.keyboard('{ArrowDown}')
  expect(focused()).toBe(3)
  expect(screen.getByText('r10')).toBeInTheDocument()
})

it('rows are asked for as they come into sight, but those of a leap once it rests', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: false })
  show({ count: 100_000 })
  const asked = () => onRange.mock.calls.at(-1)?.[0]
  scrollTo(10)
  expect(asked()).toBe(4)
  const calls = onRange.mock.calls.length
  for (const row of [1000, 2000, 3000]) scrollTo(row)
  expect(onRange.mock.calls).toHaveLength(calls)
  act(() => vi.advanceTimersByTime(1000))
  expect(onRange.mock.calls.slice(calls)).toEqual([[2994, 3026]])
  vi.useRealTimers()
})

it('a row that came is shown, and no other is drawn again', () => {
  const drawn: string[] = []
  const loaded = new Map<number, Row>([[0, { id: 'r0', total: 0 }]])
  let tell = () => {}
  const draw = (row: Row) => {
    drawn.push(row.id)
    return row.id
  }
  const counted: Column<Row>[] = [{ id: 'name', label: 'Name', width: 200, render: draw }]
  render(
    <Providers>
      <Grid
        name="test"
        label="Rows"
        columns={counted}
        count={3}
        rowAt={i => loaded.get(i)}
        rowKey={i => `r${i}`}
        subscribe={changed => {
          tell = changed
          return () => {}
        }}
        open={open}
      />
    </Providers>,
  )
  drawn.length = 0
  loaded.set(1, { id: 'r1', total: 1 })
  act(() => tell())
  expect(screen.getByText('r1')).toBeInTheDocument()
  expect(drawn).toEqual(['r1'])
})

it('a list longer than browsers can scroll stays within their limit', () => {
  show({ count: 5_000_000 })
  expect(Number.parseFloat(grid().querySelector<HTMLElement>('[role=rowgroup]')?.style.height ?? '')).toBeLessThanOrEqual(
    15_000_000,
  )
  expect(rows().length).toBeLessThanOrEqual(60)
})

it('keys move the focus, and stop at the ends', async () => {
  const user = show({ count: 100 })
  start()
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(focused()).toBe(2)
  await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}')
  expect(focused()).toBe(0)
  await user.keyboard('{PageDown}')
  expect(focused()).toBe(18)
  await user.keyboard('{End}{ArrowDown}')
  expect(focused()).toBe(99)
  await user.keyboard('{PageUp}')
  expect(focused()).toBe(81)
  await user.keyboard('{Home}')
  expect(focused()).toBe(0)
})

it('one row is reached by Tab, the one that was used last', async () => {
  const user = show({ count: 100 })
  expect(rows().filter(r => r.tabIndex === 0)).toHaveLength(1)
  start()
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(
    rows()
      .filter(r => r.tabIndex === 0)
      .map(r => r.getAttribute('aria-rowindex')),
  ).toEqual(['4'])
})

it('Enter opens, with Ctrl in another tab; a click does, but not one on a box, or with Ctrl on a link, which is the browser’s', async () => {
  const user = show({ count: 5 })
  start()
  await user.keyboard('{ArrowDown}{Enter}')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(open.mock.calls).toEqual([
    [{ id: 'r1', total: 1 }, { newTab: false }],
    [{ id: 'r1', total: 1 }, { newTab: true }],
  ])
  await user.click(screen.getByLabelText('Select row 4'))
  await user.keyboard('{Control>}')
  await user.click(screen.getByText('r3'))
  await user.keyboard('{/Control}')
  expect(open).toHaveBeenCalledTimes(2)
  await user.click(screen.getByText('3', { selector: '[role=gridcell]' }))
  expect(open.mock.calls.at(-1)).toEqual([{ id: 'r3', total: 3 }, { newTab: false }])
  await user.click(screen.getByText('r4'))
  expect(open.mock.calls.at(-1)).toEqual([{ id: 'r4', total: 4 }, { newTab: false }])
  expect(open).toHaveBeenCalledTimes(4)
  expect(location.hash).not.toBe('#r4')
})

it('a row that is not there yet is a placeholder and opens nothing', async () => {
  const user = show({ count: 5, loaded: 2 })
  expect(screen.getAllByRole('row', { name: /^Loading row/ })).toHaveLength(3)
  start()
  await user.keyboard('{End}{Enter}')
  expect(open).not.toHaveBeenCalled()
})

it('Space selects, again takes back', async () => {
  const user = show({ count: 5 })
  start()
  await user.keyboard(' {ArrowDown} ')
  expect([...selection]).toEqual(['r0', 'r1'])
  expect(rows().map(r => r.getAttribute('aria-selected'))).toEqual(['true', 'true', 'false', 'false', 'false'])
  await user.keyboard(' ')
  expect([...selection]).toEqual(['r0'])
})

it('Shift selects all between: by key, and by click', async () => {
  const user = show({ count: 20 })
  start()
  await user.keyboard(' {Shift>}{ArrowDown}{ArrowDown}{/Shift}')
  expect([...selection]).toEqual(['r0', 'r1', 'r2'])
  await user.click(screen.getByLabelText('Select row 6'))
  await user.keyboard('{Shift>}')
  await user.click(screen.getByLabelText('Select row 9'))
  await user.keyboard('{/Shift}')
  expect([...selection]).toEqual(['r0', 'r1', 'r2', 'r5', 'r6', 'r7', 'r8'])
})

it('a range that begins with Shift begins at the row that was left', async () => {
  const user = show({ count: 20 })
  start()
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{/Shift}')
  expect([...selection].sort()).toEqual(['r3', 'r4'])
})

it('the box in the head selects all and none', async () => {
  const user = show({ count: 1000 })
  const all = screen.getByLabelText('Select all')
  await user.click(all)
  expect(selection.size).toBe(1000)
  expect(all).toBeChecked()
  await user.click(all)
  expect(selection.size).toBe(0)
})

it('without selection there are no boxes, and Space is left alone', async () => {
  const user = show({ count: 5, choose: false })
  expect(screen.queryByRole('checkbox')).not.toBeInTheDocument()
  start()
  await user.keyboard(' ')
  expect(selection.size).toBe(0)
})

it.each([
  [undefined, null, 'Name', 'name'],
  ['name', 'ascending', 'Name, ascending', '-name'],
  ['-name', 'descending', 'Name, descending', undefined],
])('the head sorts: after %s', async (sort, state, name, next) => {
  const user = show({ count: 5, sort })
  const head = screen.getAllByRole('columnheader')[1] as HTMLElement
  expect(head.getAttribute('aria-sort')).toBe(state)
  await user.click(within(head).getByRole('button', { name }))
  expect(onSort.mock.calls).toEqual([[next]])
})

it('what the server can’t sort by is no button', () => {
  show({ count: 5 })
  expect(within(screen.getAllByRole('columnheader')[2] as HTMLElement).queryByRole('button')).not.toBeInTheDocument()
})

it('columns are resized by keys, not below what can be seen, and keep their width', async () => {
  show({ count: 5 })
  const edge = () => screen.getByRole('separator', { name: 'Width of Total' })
  fireEvent.keyDown(edge(), { key: 'ArrowRight' })
  fireEvent.keyDown(edge(), { key: 'ArrowRight' })
  expect(edge()).toHaveAttribute('aria-valuenow', '132')
  expect(JSON.parse(localStorage.getItem('strata.grid.test') ?? '')).toEqual({ total: 132 })
  for (let i = 0; i < 10; i++) fireEvent.keyDown(edge(), { key: 'ArrowLeft' })
  expect(edge()).toHaveAttribute('aria-valuenow', '48')
})

it('kept widths are taken up; broken ones are forgotten', () => {
  localStorage.setItem('strata.grid.test', '{"total":300}')
  show({ count: 5 })
  expect(screen.getByRole('separator', { name: 'Width of Total' })).toHaveAttribute('aria-valuenow', '300')
})
it.each(['nonsense', 'null', '{"total":"wide"}'])('broken widths (%s) are forgotten', kept => {
  localStorage.setItem('strata.grid.test', kept)
  show({ count: 5 })
  expect(screen.getByRole('separator', { name: 'Width of Total' })).toHaveAttribute('aria-valuenow', '100')
})

it('a list of none says so', () => {
  show({ count: 0 })
  expect(grid()).toHaveTextContent('–')
  expect(onRange).not.toHaveBeenCalled()
})
