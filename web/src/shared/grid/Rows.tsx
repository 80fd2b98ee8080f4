import {
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useReducer,
  useRef,
} from 'react'
import { type Text, useText } from '../i18n'
import { type Column, gridMessages } from './Grid'
import classes from './grid.module.css'
import { rowHeight, Slots, useRangeInSight, useWindow } from './window'

interface Props<T> {
  scroller: RefObject<HTMLDivElement | null>
  count: number
  width: number
  columns: Column<T>[]
  /** Where each column lies. */
  places: { left: number; width: number }[]
  rowAt: (index: number) => T | undefined
  rowKey: (index: number) => string
  subscribe?: (changed: () => void) => () => void
  onRange?: (first: number, last: number) => void
  active: number
  selected: ReadonlySet<string> | undefined
  /** Whether the active row takes the focus once it is drawn. */
  focusing: RefObject<boolean>
  activate: (index: number) => void
  open: (row: T, event: { newTab: boolean }) => void
  toggle?: (index: number, range: boolean) => void
}

/** The rows in sight, and the active one wherever it is, so that the focus is never lost. Only this part is drawn when the list scrolls. */
export function Rows<T>({
  scroller,
  count,
  width,
  rowAt,
  rowKey,
  subscribe,
  onRange,
  active,
  selected,
  focusing,
  ...row
}: Props<T>) {
  const t = useText(gridMessages)
  const id = useId()
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => subscribe?.(redraw), [subscribe])
  const { first, last } = useWindow(scroller, count)
  useRangeInSight(first, last, onRange)
  const slots = useRef(new Slots())
  const indices = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  if (count > 0 && active < first) indices.unshift(active)
  else if (count > 0 && active > last) indices.push(active)
  const shown = slots.current.assign(indices)
  const slotOf = new Map(shown.map(({ index, slot }) => [index, slot]))

  useLayoutEffect(() => {
    if (!focusing.current) return
    focusing.current = false
    document.getElementById(`${id}${slotOf.get(active)}`)?.focus({ preventScroll: true })
  })

  return (
    // The elements lie by slot; readers are told the order of the list.
    <div
      role="rowgroup"
      aria-owns={indices.map(index => `${id}${slotOf.get(index)}`).join(' ') || undefined}
      className={classes.rows}
      style={{ height: count * rowHeight, minWidth: width }}
    >
      {shown.map(({ index, slot }) => (
        <Row
          key={slot}
          id={`${id}${slot}`}
          index={index}
          row={rowAt(index)}
          active={index === active}
          selected={selected?.has(rowKey(index))}
          t={t}
          {...row}
        />
      ))}
    </div>
  )
}

interface RowProps<T> extends Pick<Props<T>, 'columns' | 'places' | 'activate' | 'open' | 'toggle'> {
  id: string
  index: number
  row: T | undefined
  active: boolean
  selected: boolean | undefined
  t: Text<keyof typeof gridMessages.en>
}

function PlainRow<T>({ id, index, row, columns, places, active, selected, activate, open, toggle, t }: RowProps<T>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-label={row ? undefined : t('loading', { row: index + 1 })}
      tabIndex={active ? 0 : -1}
      className={row ? classes.row : classes.waiting}
      style={{ top: index * rowHeight }}
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
        <div role="gridcell" className={classes.box}>
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
      {columns.map((column, i) => (
        <div key={column.id} role="gridcell" className={column.numeric ? classes.number : classes.text} style={places[i]}>
          {row && column.render(row)}
        </div>
      ))}
    </div>
  )
}

const Row = memo(PlainRow) as typeof PlainRow

/** A link in a cell, without the cost of the router's: the row opens it. */
export function rowLink(href: string, text: ReactNode) {
  return (
    <a href={href} tabIndex={-1} className={classes.link}>
      {text}
    </a>
  )
}
