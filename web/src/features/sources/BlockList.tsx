import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useText } from '../../shared/i18n'
import { Skeleton, Text } from '../../shared/ui'
import { BlockText, sheetColumns } from './BlockText'
import { sourceMessages } from './messages'
import { encodingOf, findBlock, holds, lettersOf, type SourceValue, sheetCellsOf, touches } from './places'
import classes from './sources.module.css'

type Block = Schemas['BlockView']

const perPage = 100

interface Props {
  document: Schemas['DocumentView']
  values: SourceValue[]
  chosen?: SourceValue
  choose: (value: SourceValue) => void
  hovered?: string
  hover?: (key: string | undefined) => void
  /** A block that a link names. */
  block?: number
  members?: Schemas['SourceView']['members']
}

const pageOf = (documentId: string, page: number) => ({
  queryKey: ['blocks', documentId, page],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answer(
      api.GET('/api/v1/documents/{document_id}/blocks', {
        params: {
          path: { document_id: documentId },
          query: { limit: perPage, cursor: page === 0 ? undefined : String(page * perPage) },
        },
        signal,
      }),
    ),
})

/** The index of the block that a value was read from, which may be any of its record. */
function useBlockOf(document: Schemas['DocumentView'], value: SourceValue | undefined): number | undefined {
  const queries = useQueryClient()
  const start = value?.span?.start
  const found = useQuery({
    queryKey: ['block at', document.document_id, start],
    staleTime: Number.POSITIVE_INFINITY,
    enabled: start !== undefined,
    queryFn: () =>
      findBlock(
        start ?? 0,
        Math.floor((value?.block ?? 0) / perPage),
        Math.ceil(document.block_count / perPage),
        async page => (await queries.fetchQuery(pageOf(document.document_id, page))).items,
      ),
  })
  return start === undefined || found.data === null ? value?.block : found.data
}

/** The document block by block, with what was read from each marked in it. */
export function BlockList({ document, values, chosen, choose, hovered, hover, block, members }: Props) {
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
  const fetched = useQueries({ queries: pages.map(page => pageOf(document.document_id, page)) })
  const byIndex = useMemo(() => {
    const map = new Map<number, Block>()
    for (const page of fetched) for (const b of page.data?.items ?? []) map.set(b.index, b)
    return map
  }, [fetched])
  const byPath = useMemo(() => new Map(members?.map(m => [m.path, m.source_id])), [members])
  const place = useBlockOf(document, chosen)
  const target = chosen ? place : block
  const columns = columnsOf(document)
  const sheetWidth = useWidestRow(document, byIndex)
  const width = sheetWidth || columns.length
  const isTable = width > 0
  const encoding = encodingOf(document)

  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls to what is chosen, once.
  useEffect(() => {
    if (target === undefined || target >= document.block_count) return
    rows.scrollToIndex(target, { align: 'center' })
  }, [target, chosen?.key, document.document_id])

  // The block may be taller and wider than what is seen of it: the mark itself comes into view, once.
  const seen = useRef<string>(undefined)
  const isThere = target !== undefined && byIndex.has(target)
  useEffect(() => {
    if (!chosen || !isThere || seen.current === chosen.key) return
    const timer = setTimeout(() => {
      scroller.current?.querySelector('[data-place][data-chosen]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      seen.current = chosen.key
    }, 60)
    return () => clearTimeout(timer)
  }, [chosen, isThere])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div ref={scroller} className={classes.blocks} tabIndex={0} role="group" aria-label={t('blocks')}>
      {/* Rows and columns of a table are told to who hears the page; other documents are text. */}
      <div {...(isTable ? { role: 'table', 'aria-label': t('blocks') } : {})}>
        {sheetWidth > 0 ? (
          <div
            role="row"
            className={`${classes.sheet} ${classes.columns}`}
            style={{ gridTemplateColumns: sheetColumns(sheetWidth), minWidth: `${10 * sheetWidth + 5}rem` }}
          >
            <span role="columnheader" aria-label={t('rowNumber')} className={classes.rowNumber} />
            {Array.from({ length: sheetWidth }, (_, i) => lettersOf(i + 1)).map(letters => (
              <span role="columnheader" key={letters}>
                {letters}
              </span>
            ))}
          </div>
        ) : (
          isTable && (
            <div
              role="row"
              className={`${classes.cells} ${classes.columns}`}
              style={{ minWidth: `${10 * columns.length + 2}rem` }}
            >
              {columns.map(name => (
                <span role="columnheader" key={name}>
                  {name}
                </span>
              ))}
            </div>
          )
        )}
        <div
          style={{
            height: rows.getTotalSize(),
            position: 'relative',
            minWidth: width > 0 ? `${10 * width + (sheetWidth > 0 ? 5 : 2)}rem` : undefined,
          }}
        >
          {items.map(item => {
            const shown = byIndex.get(item.index)
            return (
              <div
                key={item.key}
                role={isTable ? 'row' : undefined}
                ref={rows.measureElement}
                data-index={item.index}
                className={classes.block}
                data-chosen={item.index === target || (shown && chosen && touches(shown, chosen)) || undefined}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {shown ? (
                  <BlockText
                    block={shown}
                    document={document}
                    columns={sheetWidth}
                    isRow={isTable}
                    members={byPath}
                    marks={{
                      values: values.filter(v => (v.span ? holds(shown, v) : v.block === item.index)),
                      encoding,
                      chosen: chosen?.key,
                      choose,
                      hovered,
                      hover,
                    }}
                  />
                ) : (
                  <Skeleton role={isTable ? 'cell' : undefined} height={18} width="70%" />
                )}
              </div>
            )
          })}
        </div>
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

/** How many columns the rows of a spreadsheet have that were fetched so far; 0 where it is none. */
function useWidestRow(document: Schemas['DocumentView'], blocks: Map<number, Block>): number {
  const [widest, widen] = useState({ id: '', columns: 0 })
  const known = widest.id === document.document_id ? widest.columns : 0
  const columns = useMemo(
    () => Math.max(known, ...[...blocks.values()].flatMap(b => sheetCellsOf(b).map(c => c.column + c.columns - 1))),
    [known, blocks],
  )
  if (columns > known) widen({ id: document.document_id, columns })
  return columns
}
