import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client'
import { useIntlLocale } from '../../shared/i18n'
import { PageLink } from '../../shared/ui'
import { formatValue, labelOf } from '../../shared/values'
import { hitsOf, holds, type Piece, piecesOf, type SourceValue, sheetCellsOf } from './places'
import classes from './sources.module.css'

type Block = Schemas['BlockView']

/** What is marked in the text, and what its marks do. */
export interface Marks {
  values: SourceValue[]
  encoding: string
  chosen?: string
  choose: (value: SourceValue) => void
  hovered?: string
  hover?: (key: string | undefined) => void
}

interface Props {
  block: Block
  document: Schemas['DocumentView']
  marks: Marks
  /** The columns of a spreadsheet. */
  columns: number
  /** Whether the block is a row of a table. */
  isRow: boolean
  /** The sources inside this one, by path. */
  members?: Map<string, string>
}

export function BlockText(props: Props) {
  const { block, document, marks, columns, isRow } = props
  const sheet = columns > 0 ? sheetCellsOf(block) : []
  if (sheet.length > 0) {
    return (
      <div className={classes.sheet} style={{ gridTemplateColumns: sheetColumns(columns) }}>
        <span className={classes.rowNumber} role="rowheader">
          {sheet[0]?.row}
        </span>
        {sheet.map(cell => (
          <span
            key={cell.column}
            role="cell"
            aria-colspan={cell.columns > 1 ? cell.columns : undefined}
            style={{ gridColumn: `${cell.column + 1} / span ${cell.columns}` }}
          >
            <Marked piece={cell} marks={within(marks, cell)} />
          </span>
        ))}
      </div>
    )
  }
  const { delimiter } = document.facts as Record<string, string>
  if (block.type === 'record' && delimiter) {
    return <Cells pieces={piecesOf(block, delimiter, marks.encoding)} marks={marks} isRow={isRow} />
  }
  return isRow ? (
    <div role="cell">
      <Content {...props} />
    </div>
  ) : (
    <Content {...props} />
  )
}

function Content({ block, marks, members }: Props) {
  const text = <Marked piece={block} marks={marks} />
  switch (block.type) {
    case 'heading':
      return (block.level ?? 1) <= 1 ? <h2>{text}</h2> : (block.level ?? 1) === 2 ? <h3>{text}</h3> : <h4>{text}</h4>
    case 'list_item':
    case 'checkbox': {
      const member = members?.get(block.traits?.target ?? '')
      return (
        <div style={{ paddingLeft: `${1 + (block.level ?? 0)}rem` }}>
          {block.traits?.checked === true ? '☑ ' : block.traits?.checked === false ? '☐ ' : '• '}
          {member ? (
            <PageLink to="/sources/$sourceId" params={{ sourceId: member }}>
              {block.text}
            </PageLink>
          ) : (
            text
          )}
        </div>
      )
    }
    case 'message':
      return <div className={classes.message}>{text}</div>
    case 'code_block':
    case 'html':
      return <pre>{text}</pre>
    case 'quote':
      return <blockquote>{text}</blockquote>
    case 'front_matter':
      return <pre className={classes.quiet}>{text}</pre>
    case 'table_row':
    case 'cell':
      return block.cells && block.cells.length > 0 ? <Cells pieces={block.cells} marks={marks} /> : text
    case 'record':
      return <pre>{text}</pre>
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

/** The tracks of a spreadsheet's grid: its rows' numbers, then its columns. */
export const sheetColumns = (columns: number) => `3rem repeat(${columns}, minmax(10rem, 1fr))`

/** The marks of one cell. */
const within = (marks: Marks, cell: Piece): Marks => ({ ...marks, values: marks.values.filter(v => !v.span || holds(cell, v)) })

function Cells({ pieces, marks, isRow }: { pieces: (Piece & { header?: boolean | null })[]; marks: Marks; isRow?: boolean }) {
  return (
    <div className={classes.cells}>
      {pieces.map(cell => (
        <span key={cell.locator?.start ?? cell.text} role={isRow ? 'cell' : undefined} data-header={cell.header || undefined}>
          <Marked piece={cell} marks={within(marks, cell)} />
        </span>
      ))}
    </div>
  )
}

/** Text in which the quotes of values are buttons that lead to the values. */
function Marked({ piece, marks }: { piece: Piece; marks: Marks }) {
  const { text } = piece
  const parts: ReactNode[] = []
  let at = 0
  for (const hit of hitsOf(piece, marks.values, marks.chosen, marks.encoding)) {
    if (hit.start > at) parts.push(text.slice(at, hit.start))
    parts.push(<Mark key={hit.value.key} text={text.slice(hit.start, hit.end)} value={hit.value} marks={marks} />)
    at = hit.end
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}

/** A button in each line of the quote, so that the lines stay as they are. */
function Mark({ text, value, marks: { chosen, choose, hovered, hover } }: { text: string; value: SourceValue; marks: Marks }) {
  const locale = useIntlLocale()
  const name = `${labelOf(value.field)}: ${formatValue(value.value, locale, value.field, value.currency)}`
  let isFirst = true
  return text.split(/(\s*\n\s*)/).map((line, index) => {
    const key = `${index} ${line}`
    if (line.trim() === '') return <span key={key}>{line}</span>
    const tabIndex = isFirst ? 0 : -1
    isFirst = false
    return (
      <button
        type="button"
        key={key}
        className={classes.hit}
        data-place
        data-chosen={value.key === chosen || undefined}
        data-hovered={value.key === hovered || undefined}
        title={name}
        aria-pressed={value.key === chosen}
        tabIndex={tabIndex}
        onMouseEnter={() => hover?.(value.key)}
        onMouseLeave={() => hover?.(undefined)}
        onClick={() => choose(value)}
      >
        {line}
      </button>
    )
  })
}
