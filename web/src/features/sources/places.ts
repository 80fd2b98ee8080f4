import type { Schemas } from '../../api/client'
import { type PlacedValue, valuesOf } from '../../shared/evidence'

interface Span {
  start: number
  end: number
}

/** A value with the bytes that it was read from, in what its document's locators refer to. */
export interface SourceValue extends PlacedValue {
  span?: Span
}

/** Text with the bytes that it stands for: a block or a cell. */
export interface Piece {
  text: string
  /** Those bytes as text, where the text is not the same. */
  raw?: string | null
  locator?: Schemas['ByteLocator'] | null
}

/** Returns the values of what a document stated, each with its bytes. */
export function sourceValuesOf(observation: Schemas['ObservationView']): SourceValue[] {
  const evidence = (observation.evidence ?? {}) as Record<string, Schemas['EvidenceView']>
  return valuesOf(observation).map(value => {
    const locator = value.undeclared ? observation.fragments?.[value.field]?.locator : evidence[value.field]?.locator
    return { ...value, span: locator ? { start: locator.start, end: locator.start + locator.length } : undefined }
  })
}

export const hasPlace = (value: SourceValue) => value.span !== undefined || value.quote !== undefined

/** Whether the piece has some of the value's bytes. */
export const touches = ({ locator }: Piece, { span }: SourceValue) =>
  !!locator && !!span && span.start < locator.start + locator.length && locator.start < span.end

/** Whether the piece has all of the value's bytes. */
export const holds = ({ locator }: Piece, { span }: SourceValue) =>
  !!locator && !!span && locator.start <= span.start && span.end <= locator.start + locator.length

/** What a document's locators count in: text of its own is always UTF-8. */
export const encodingOf = (document: Schemas['DocumentView']) => (document.locator_in === 'text' ? 'utf-8' : document.encoding)

/** The index of the block in which a byte stands. Blocks come in the order of their bytes, so pages of them are bisected. */
export async function findBlock(
  byte: number,
  guess: number,
  pages: number,
  pageOf: (page: number) => Promise<Schemas['BlockView'][]>,
): Promise<number | null> {
  let low = 0
  let high = pages - 1
  let page = Math.min(guess, high)
  while (low <= high) {
    const blocks = await pageOf(page)
    const found = blocks.find(b => b.locator.start <= byte && byte < b.locator.start + b.locator.length)
    if (found) return found.index
    if (byte < (blocks[0]?.locator.start ?? 0)) high = page - 1
    else low = page + 1
    page = (low + high) >> 1
  }
  return null
}

/** The place in the text of a byte, counted from its beginning; near it where an encoding's characters differ in length. */
function charAt(text: string, byte: number, bytes: number, encoding: string): number {
  if (encoding !== 'utf-8') return Math.round((byte / bytes) * text.length)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text).subarray(0, Math.max(byte, 0)))
    .length
}

/** How many bytes lie before a place in the text. */
function byteAt(text: string, char: number, bytes: number, encoding: string): number {
  if (encoding !== 'utf-8') return Math.round((char / text.length) * bytes)
  return new TextEncoder().encode(text.slice(0, char)).length
}

/** The words of a value and where they begin in the piece, if that is known. */
function wordsOf({ text, raw, locator }: Piece, value: SourceValue, encoding: string): { words: string; start?: number } {
  if (!value.span || !locator) return { words: value.quote?.trim() ?? '' }
  const source = raw ?? text
  const at = (byte: number) => charAt(source, byte - locator.start, locator.length, encoding)
  const start = at(value.span.start)
  return { words: (value.quote ?? source.slice(start, at(value.span.end))).trim(), start }
}

export interface Hit extends Span {
  value: SourceValue
}

/** Where values stand in a piece, none over another: the chosen one goes first, then the longer ones, last what fills the piece. */
export function hitsOf(piece: Piece, values: SourceValue[], chosen?: string, encoding = 'utf-8'): Hit[] {
  const { text, raw } = piece
  const hits: Hit[] = []
  const isFree = ({ start, end }: Span) => !hits.some(h => start < h.end && h.start < end)
  const whole: Hit[] = []
  const found = values
    .map(value => ({ value, ...wordsOf(piece, value, encoding) }))
    .filter(f => f.words !== '')
    .sort((a, b) => Number(b.value.key === chosen) - Number(a.value.key === chosen) || b.words.length - a.words.length)
  for (const { value, words, start } of found) {
    const fills = { start: 0, end: text.length, value }
    if (words === text.trim() && value.key !== chosen) {
      whole.push(fills)
      continue
    }
    let best: Hit | undefined
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      const hit = { start: at, end: at + words.length, value }
      if (isFree(hit) && (!best || (start !== undefined && Math.abs(at - start) < Math.abs(best.start - start)))) best = hit
      if (best && (start === undefined || at > start)) break
    }
    if (best) hits.push(best)
    // Its marks or quotes are not shown, so that the words differ: the piece stands for them.
    else if (raw && start !== undefined && text !== '') whole.push(fills)
  }
  for (const hit of whole) if (isFree(hit)) hits.push(hit)
  return hits.sort((a, b) => a.start - b.start)
}

/** Splits a row of a delimited file, by RFC 4180, for show only. */
export function cellsOf(row: string, delimiter: string): (Span & { text: string })[] {
  const cells: (Span & { text: string })[] = []
  let start = 0
  let cell = ''
  let quoted = false
  const end = (at: number) => {
    cells.push({ text: cell, start, end: at })
    cell = ''
    start = at + delimiter.length
  }
  for (let i = 0; i < row.length; i++) {
    const c = row[i]
    if (quoted) {
      if (c === '"' && row[i + 1] === '"') {
        cell += '"'
        i++
      } else if (c === '"') quoted = false
      else cell += c
    } else if (c === '"' && cell === '') quoted = true
    else if (c === delimiter) end(i)
    else cell += c
  }
  end(row.length)
  return cells
}

/** The cells of a row of a delimited file, each with its bytes. */
export function piecesOf(row: Piece, delimiter: string, encoding: string): Piece[] {
  const { text, locator } = row
  return cellsOf(text, delimiter).map(cell => {
    if (!locator) return { text: cell.text }
    const start = byteAt(text, cell.start, locator.length, encoding)
    const raw = text.slice(cell.start, cell.end)
    return {
      text: cell.text,
      raw: raw === cell.text ? undefined : raw,
      locator: { start: locator.start + start, length: byteAt(text, cell.end, locator.length, encoding) - start },
    }
  })
}

/** The number of a spreadsheet's column, from 1: A, B, … Z, AA. */
const numberOf = (letters: string) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)

/** The letters of a spreadsheet's column. */
export const lettersOf = (column: number): string =>
  column > 26 ? lettersOf(Math.floor((column - 1) / 26)) + lettersOf(((column - 1) % 26) + 1) : String.fromCharCode(64 + column)

export interface SheetCell extends Piece {
  row: number
  column: number
  columns: number
}

/** The cells of a spreadsheet's row, each with its place in the sheet; none where the block is no such row. */
export function sheetCellsOf(block: Schemas['BlockView']): SheetCell[] {
  const places = block.places ?? []
  const pieces: Piece[] = block.fields ?? block.cells ?? [block]
  if (places.length !== pieces.length) return []
  return places.flatMap((place, index) => {
    const [, letters, row, last] = /^([A-Z]+)(\d+)(?::([A-Z]+)\d+)?$/.exec(place.cells ?? '') ?? []
    const piece = pieces[index]
    if (!place.sheet || !letters || !row || !piece) return []
    const column = numberOf(letters)
    return [{ ...piece, row: Number(row), column, columns: last ? numberOf(last) - column + 1 : 1 }]
  })
}
