import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { defineMessages, useText } from '../i18n'
import { Icon, Text } from '../ui'
import classes from './grid.module.css'
import { Rows } from './Rows'
import { rowHeight } from './window'

export const gridMessages = defineMessages(
  {
    sortedUp: '{name}, ascending',
    sortedDown: '{name}, descending',
    resize: 'Width of {name}',
    loading: 'Loading row {row}',
    selectRow: 'Select row {row}',
    selectAll: 'Select all',
  },
  {
    sortedUp: '{name}, aufsteigend',
    sortedDown: '{name}, absteigend',
    resize: 'Breite von {name}',
    loading: 'Zeile {row} lädt',
    selectRow: 'Zeile {row} wählen',
    selectAll: 'Alle wählen',
  },
)

export interface Column<T> {
  id: string
  label: string
  /** In pixels, until somebody changes it. */
  width: number
  numeric?: boolean
  /** The name that the server sorts by; left out where it can't. */
  sort?: string
  /** What a cell holds: text, or a few plain elements. It is called for every row that comes into sight, so it has no hooks. */
  render: (row: T) => ReactNode
}

interface Props<T> {
  label: string
  columns: Column<T>[]
  count: number
  rowAt: (index: number) => T | undefined
  /** Calls back when rows have come that rowAt gives from now on. */
  subscribe?: (changed: () => void) => () => void
  /** Tells which rows are shown, so that they can be fetched. */
  onRange?: (first: number, last: number) => void
  rowKey: (index: number) => string
  open: (row: T, event: { newTab: boolean }) => void
  sort?: string
  onSort?: (sort: string | undefined) => void
  /** Names where widths are kept. */
  name: string
  selected?: ReadonlySet<string>
  onSelect?: (keys: ReadonlySet<string>) => void
}

const boxWidth = 40
/** Browsers stop at some 33 million pixels, and lists at 200,000 rows. */
const mostRows = 400_000

/** Text that does not fit is shown in full under the pointer. */
function tellAll(event: MouseEvent) {
  const cell = event.target as HTMLElement
  if (cell.getAttribute('role') !== 'gridcell') return
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent
  else cell.removeAttribute('title')
}

function readWidths(name: string): Record<string, number> {
  try {
    const kept = JSON.parse(localStorage.getItem(`strata.grid.${name}`) ?? '{}') as Record<string, unknown> | null
    return Object.fromEntries(Object.entries(kept ?? {}).filter((e): e is [string, number] => typeof e[1] === 'number'))
  } catch {
    return {}
  }
}

/** Rows of any number: only those in sight are in the page. Arrows move, Enter opens, Space selects. */
export function Grid<T>({
  label,
  columns,
  count,
  rowAt,
  subscribe,
  onRange,
  rowKey,
  open,
  sort,
  onSort,
  name,
  selected,
  onSelect,
}: Props<T>) {
  const t = useText(gridMessages)
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const anchor = useRef(0)
  const focusing = useRef(false)
  const [widths, setWidths] = useState(() => readWidths(name))
  const widthOf = (column: Column<T>) => widths[column.id] ?? column.width
  const resize = (column: Column<T>, width: number) => {
    const next = { ...widths, [column.id]: Math.max(48, Math.round(width)) }
    setWidths(next)
    localStorage.setItem(`strata.grid.${name}`, JSON.stringify(next))
  }

  const move = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to))
    focusing.current = true
    setActive(next)
    const element = scroller.current
    if (!element) return
    const top = next * rowHeight
    if (top < element.scrollTop) element.scrollTo({ top })
    else if (top + 2 * rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTo({ top: top + 2 * rowHeight - element.clientHeight })
  }

  const toggle = useCallback(
    (index: number, range: boolean) => {
      if (!selected || !onSelect) return
      const next = new Set(selected)
      const on = !next.has(rowKey(index))
      const [from, to] = range ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index]
      for (let i = from; i <= to; i++) {
        if (on || range) next.add(rowKey(i))
        else next.delete(rowKey(i))
      }
      anchor.current = index
      onSelect(next)
    },
    [selected, onSelect, rowKey],
  )

  const keys = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget && (event.target as HTMLElement).getAttribute('role') !== 'row') return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2)
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    }
    if (event.key in steps) {
      event.preventDefault()
      move(steps[event.key] ?? 0)
      if (event.shiftKey) toggle(Math.max(0, Math.min(count - 1, steps[event.key] ?? 0)), true)
      else anchor.current = Math.max(0, Math.min(count - 1, steps[event.key] ?? 0))
    } else if (event.key === 'Enter') {
      const row = rowAt(active)
      if (row) {
        event.preventDefault()
        open(row, { newTab: event.ctrlKey || event.metaKey })
      }
    } else if (event.key === ' ' && onSelect) {
      event.preventDefault()
      toggle(active, event.shiftKey)
    }
  }

  // The same functions at every change, so that a row in sight is not drawn again.
  const latest = useRef({ open, toggle })
  latest.current = { open, toggle }
  const stableOpen = useCallback((row: T, event: { newTab: boolean }) => latest.current.open(row, event), [])
  const stableToggle = useCallback((index: number, range: boolean) => latest.current.toggle(index, range), [])

  const box = onSelect ? boxWidth : 0
  const template = `${onSelect ? `${box}px ` : ''}${columns.map(c => `${widthOf(c)}px`).join(' ')} 1fr`
  const total = columns.reduce((sum, c) => sum + widthOf(c), box)
  const places = useMemo(() => {
    let left = box
    return columns.map(column => {
      const width = widths[column.id] ?? column.width
      left += width
      return { left: left - width, width }
    })
  }, [columns, widths, box])
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + (onSelect ? 1 : 0)}
      aria-multiselectable={onSelect ? true : undefined}
      onKeyDown={keys}
      onPointerOver={tellAll}
    >
      <div className={classes.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template, minWidth: total }}>
        {onSelect && (
          <div role="columnheader" className={classes.cell}>
            <input
              type="checkbox"
              aria-label={t('selectAll')}
              checked={count > 0 && selected?.size === count}
              onChange={e =>
                onSelect(e.currentTarget.checked ? new Set(Array.from({ length: count }, (_, i) => rowKey(i))) : new Set())
              }
            />
          </div>
        )}
        {columns.map(column => {
          const down = sort === `-${column.sort}`
          const sorted = column.sort !== undefined && (down || sort === column.sort)
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-label={column.label}
              className={classes.cell}
              data-numeric={column.numeric || undefined}
              aria-sort={sorted ? (down ? 'descending' : 'ascending') : undefined}
            >
              {column.sort && onSort ? (
                <button
                  type="button"
                  className={classes.sort}
                  aria-label={sorted ? t(down ? 'sortedDown' : 'sortedUp', { name: column.label }) : column.label}
                  onClick={() => onSort(sorted ? (down ? undefined : `-${column.sort}`) : column.sort)}
                >
                  <span className="truncate">{column.label}</span>
                  {sorted && <Icon name={down ? 'down' : 'up'} size={14} />}
                </button>
              ) : (
                <span className="truncate">{column.label}</span>
              )}
              <Resizer
                label={t('resize', { name: column.label })}
                width={widthOf(column)}
                resize={width => resize(column, width)}
              />
            </div>
          )
        })}
      </div>
      <Rows
        scroller={scroller}
        count={Math.min(count, mostRows)}
        width={total}
        columns={columns}
        places={places}
        rowAt={rowAt}
        rowKey={rowKey}
        subscribe={subscribe}
        onRange={onRange}
        active={Math.max(0, Math.min(active, count - 1))}
        selected={selected}
        focusing={focusing}
        activate={setActive}
        open={stableOpen}
        toggle={onSelect ? stableToggle : undefined}
      />
      {count === 0 && (
        <Text p="md" c="dimmed" role="row">
          <span role="gridcell">–</span>
        </Text>
      )}
    </div>
  )
}

/** The edge of a column: dragged, or moved by the arrow keys. */
function Resizer({ label, width, resize }: { label: string; width: number; resize: (width: number) => void }) {
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={48}
      aria-valuemax={1200}
      tabIndex={0}
      className={classes.resizer}
      onKeyDown={event => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
        event.preventDefault()
        event.stopPropagation()
        resize(width + (event.key === 'ArrowRight' ? 16 : -16))
      }}
      onPointerDown={event => {
        const from = event.clientX
        const element = event.currentTarget
        element.setPointerCapture(event.pointerId)
        element.onpointermove = e => resize(width + e.clientX - from)
        element.onpointerup = () => {
          element.onpointermove = null
        }
      }}
    />
  )
}
