import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { defineMessages, useText } from '../i18n'
import { Icon, Text } from '../ui'
import classes from './grid.module.css'

export const gridMessages = defineMessages(
  {
    sortedUp: '{name}, smallest first',
    sortedDown: '{name}, largest first',
    resize: 'Width of {name}',
    loading: 'Loading row {row}',
    selectRow: 'Select row {row}',
    selectAll: 'Select all',
  },
  {
    sortedUp: '{name}, kleinste zuerst',
    sortedDown: '{name}, größte zuerst',
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
  render: (row: T) => ReactNode
}

interface Props<T> {
  label: string
  columns: Column<T>[]
  count: number
  rowAt: (index: number) => T | undefined
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

const rowHeight = 36
/** Browsers stop at some 33 million pixels; a longer list is scrolled in proportion. */
const tallest = 15_000_000

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
  const rows = useVirtualizer({
    count: Math.min(count, Math.floor(tallest / rowHeight)),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: rowHeight,
  })
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  useEffect(() => {
    if (count > 0) onRange?.(first, last)
  }, [first, last, count, onRange])

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
    rows.scrollToIndex(next, { align: 'auto' })
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

  // The same functions at every scroll, so that a row in sight is not drawn again.
  const latest = useRef({ open, toggle })
  latest.current = { open, toggle }
  const stableOpen = useCallback((row: T, event: { newTab: boolean }) => latest.current.open(row, event), [])
  const stableToggle = useCallback((index: number, range: boolean) => latest.current.toggle(index, range), [])

  const template = `${onSelect ? '40px ' : ''}${columns.map(c => `${widthOf(c)}px`).join(' ')} 1fr`
  const total = columns.reduce((sum, c) => sum + widthOf(c), onSelect ? 40 : 0)
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
      <div role="rowgroup" style={{ height: rows.getTotalSize(), minWidth: total, position: 'relative' }}>
        {items.map(item => {
          const key = rowKey(item.index)
          return (
            <Row
              key={item.key}
              index={item.index}
              start={item.start}
              row={rowAt(item.index)}
              columns={columns}
              template={template}
              active={item.index === Math.min(active, count - 1)}
              selected={selected?.has(key)}
              focusing={focusing}
              activate={setActive}
              open={stableOpen}
              toggle={onSelect ? stableToggle : undefined}
            />
          )
        })}
      </div>
      {count === 0 && (
        <Text p="md" c="dimmed" role="row">
          <span role="gridcell">–</span>
        </Text>
      )}
    </div>
  )
}

interface RowProps<T> {
  index: number
  start: number
  row: T | undefined
  columns: Column<T>[]
  template: string
  active: boolean
  selected: boolean | undefined
  focusing: RefObject<boolean>
  activate: (index: number) => void
  open: (row: T, event: { newTab: boolean }) => void
  toggle?: (index: number, range: boolean) => void
}

function PlainRow<T>({ index, start, row, columns, template, active, selected, focusing, activate, open, toggle }: RowProps<T>) {
  const t = useText(gridMessages)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      className={classes.row}
      style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}
      ref={element => {
        if (active && focusing.current && element) {
          focusing.current = false
          element.focus({ preventScroll: true })
        }
      }}
      onFocus={() => activate(index)}
      onClick={(event: MouseEvent) => {
        const target = event.target as HTMLElement
        if (!row || target.closest('button,input')) return
        const newTab = event.ctrlKey || event.metaKey || event.shiftKey
        // A link in a row is one for the browser's own ways of opening; a plain click goes where the row goes.
        if (target.closest('a')) {
          if (newTab) return
          event.preventDefault()
        }
        open(row, { newTab })
      }}
    >
      {toggle && (
        <div role="gridcell" className={classes.cell}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('selectRow', { row: index + 1 })}
            checked={selected ?? false}
            onChange={() => {}}
            onClick={event => toggle(index, event.shiftKey)}
          />
        </div>
      )}
      {columns.map(column => (
        <div key={column.id} role="gridcell" className={classes.cell} data-numeric={column.numeric || undefined}>
          {row ? column.render(row) : <span className={classes.bone} aria-label={t('loading', { row: index + 1 })} role="img" />}
        </div>
      ))}
    </div>
  )
}

const Row = memo(PlainRow) as typeof PlainRow

/** A link in a cell, without the cost of the router's: the row opens it. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} tabIndex={-1} className={classes.link}>
      {children}
    </a>
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
