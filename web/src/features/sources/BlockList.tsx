import { useQueries } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import type { PlacedValue } from '../../shared/evidence'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Skeleton, Text } from '../../shared/ui'
import { formatValue, labelOf } from '../../shared/values'
import { sourceMessages } from './messages'
import classes from './sources.module.css'

type Block = Schemas['BlockView']

const perPage = 100

interface Props {
  document: Schemas['DocumentView']
  values: PlacedValue[]
  chosen?: PlacedValue
  choose: (value: PlacedValue) => void
  /** A block that a link names. */
  block?: number
}

/** The document block by block, with what was read from each marked in it. */
export function BlockList({ document, values, chosen, choose, block }: Props) {
  const t = useText(sourceMessages)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: document.block_count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 42,
    overscan: 12,
  })
  const items = rows.getVirtualItems()
  const first = Math.floor((items[0]?.index ?? 0) / perPage)
  const last = Math.floor((items.at(-1)?.index ?? 0) / perPage)
  const pages = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const fetched = useQueries({
    queries: pages.map(page => ({
      queryKey: ['blocks', document.document_id, page],
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answer(
          api.GET('/api/v1/documents/{document_id}/blocks', {
            params: {
              path: { document_id: document.document_id },
              query: { limit: perPage, cursor: page === 0 ? undefined : String(page * perPage) },
            },
            signal,
          }),
        ),
    })),
  })
  const byIndex = useMemo(() => {
    const map = new Map<number, Block>()
    for (const page of fetched) for (const b of page.data?.items ?? []) map.set(b.index, b)
    return map
  }, [fetched])
  const byBlock = useMemo(() => {
    const map = new Map<number, PlacedValue[]>()
    for (const v of values) if (v.block !== undefined) map.set(v.block, [...(map.get(v.block) ?? []), v])
    return map
  }, [values])
  const target = chosen?.block ?? block
  const columns = columnsOf(document)

  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls to what is chosen, once.
  useEffect(() => {
    if (target !== undefined && target < document.block_count) rows.scrollToIndex(target, { align: 'center' })
  }, [target, document.document_id])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div ref={scroller} className={classes.blocks} tabIndex={0} role="group" aria-label={t('blocks')}>
      {columns.length > 0 && (
        <div className={`${classes.cells} ${classes.columns}`} aria-hidden="true">
          {columns.map(name => (
            <span key={name}>{name}</span>
          ))}
        </div>
      )}
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {items.map(item => {
          const shown = byIndex.get(item.index)
          return (
            <div
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              className={classes.block}
              data-chosen={item.index === target || undefined}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {shown ? (
                <BlockText
                  block={shown}
                  document={document}
                  values={byBlock.get(item.index) ?? []}
                  chosen={chosen?.key}
                  choose={choose}
                />
              ) : (
                <Skeleton height={18} width="70%" />
              )}
            </div>
          )
        })}
      </div>
      {document.block_count === 0 && (
        <Text p="md" c="dimmed">
          –
        </Text>
      )}
    </div>
  )
}

/** The names of a table's columns, where its records are rows of text. */
function columnsOf(document: Schemas['DocumentView']): string[] {
  const facts = document.facts as Record<string, string>
  if (!facts.delimiter || !facts.columns) return []
  try {
    return JSON.parse(facts.columns) as string[]
  } catch {
    return []
  }
}

function BlockText({
  block,
  document,
  values,
  chosen,
  choose,
}: {
  block: Block
  document: Schemas['DocumentView']
  values: PlacedValue[]
  chosen?: string
  choose: (value: PlacedValue) => void
}) {
  const text = <Marked text={block.text} values={values} chosen={chosen} choose={choose} />
  switch (block.type) {
    case 'heading':
      return (block.level ?? 1) <= 1 ? <h2>{text}</h2> : (block.level ?? 1) === 2 ? <h3>{text}</h3> : <h4>{text}</h4>
    case 'list_item':
    case 'checkbox':
      return (
        <div style={{ paddingLeft: `${1 + (block.level ?? 0)}rem` }}>
          {block.traits?.checked === true ? '☑ ' : block.traits?.checked === false ? '☐ ' : '• '}
          {text}
        </div>
      )
    case 'code_block':
    case 'html':
      return <pre>{text}</pre>
    case 'quote':
      return <blockquote>{text}</blockquote>
    case 'front_matter':
      return <pre className={classes.quiet}>{text}</pre>
    case 'table_row':
    case 'cell':
      return block.cells && block.cells.length > 0 ? (
        <div className={classes.cells}>
          {block.cells.map(cell => (
            <span key={`${cell.row} ${cell.column}`} data-header={cell.header || undefined}>
              <Marked text={cell.text} values={values} chosen={chosen} choose={choose} />
            </span>
          ))}
        </div>
      ) : (
        text
      )
    case 'record':
      return <RecordText block={block} document={document} values={values} chosen={chosen} choose={choose} />
    case 'page_break':
    case 'divider':
      return <hr />
    case 'footnote':
    case 'caption':
      return <span className={classes.quiet}>{text}</span>
    default:
      return text
  }
}

/** A record of a table is shown as its cells; another as it is written. */
function RecordText({
  block,
  document,
  values,
  chosen,
  choose,
}: {
  block: Block
  document: Schemas['DocumentView']
  values: PlacedValue[]
  chosen?: string
  choose: (value: PlacedValue) => void
}) {
  const delimiter = (document.facts as Record<string, string>).delimiter ?? (isRowOfSheet(block) ? '\t' : undefined)
  if (!delimiter) {
    return (
      <pre>
        <Marked text={block.text} values={values} chosen={chosen} choose={choose} />
      </pre>
    )
  }
  return (
    <div className={classes.cells}>
      {cellsOf(block.text, delimiter).map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column.
        <span key={index}>
          <Marked text={cell} values={values} chosen={chosen} choose={choose} />
        </span>
      ))}
    </div>
  )
}

/** Whether the text is the cells of a spreadsheet's row, with tabs between them. */
function isRowOfSheet(block: Block) {
  return block.places?.some(p => p.sheet) && block.text.includes('\t')
}

/** Splits a row of a delimited file, by RFC 4180, for show only. */
export function cellsOf(row: string, delimiter: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < row.length; i++) {
    const c = row[i]
    if (quoted) {
      if (c === '"' && row[i + 1] === '"') {
        cell += '"'
        i++
      } else if (c === '"') quoted = false
      else cell += c
    } else if (c === '"' && cell === '') quoted = true
    else if (c === delimiter) {
      cells.push(cell)
      cell = ''
    } else cell += c
  }
  cells.push(cell)
  return cells
}

/** Text in which the quotes of values are buttons that lead to the values. */
function Marked({
  text,
  values,
  chosen,
  choose,
}: {
  text: string
  values: PlacedValue[]
  chosen?: string
  choose: (value: PlacedValue) => void
}) {
  const locale = useIntlLocale()
  const parts: ReactNode[] = []
  let at = 0
  for (const hit of hitsOf(text, values, chosen)) {
    if (hit.start > at) parts.push(text.slice(at, hit.start))
    const value = hit.value
    const name = `${labelOf(value.field)}: ${formatValue(value.value, locale, value.field, value.currency)}`
    parts.push(
      <button
        type="button"
        key={value.key}
        className={classes.hit}
        data-place
        data-chosen={value.key === chosen || undefined}
        title={name}
        aria-pressed={value.key === chosen}
        onClick={() => choose(value)}
      >
        {text.slice(hit.start, hit.end)}
      </button>,
    )
    at = hit.end
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}

/** Where the quotes stand in the text, none over another; the chosen one goes first. */
export function hitsOf(text: string, values: PlacedValue[], chosen?: string) {
  const hits: { start: number; end: number; value: PlacedValue }[] = []
  const ordered = [...values].sort(
    (a, b) => Number(b.key === chosen) - Number(a.key === chosen) || (b.quote?.length ?? 0) - (a.quote?.length ?? 0),
  )
  for (const value of ordered) {
    const quote = value.quote?.trim()
    if (!quote) continue
    for (let start = text.indexOf(quote); start >= 0; start = text.indexOf(quote, start + 1)) {
      const end = start + quote.length
      if (hits.some(h => start < h.end && h.start < end)) continue
      hits.push({ start, end, value })
      break
    }
  }
  return hits.sort((a, b) => a.start - b.start)
}
