import { describe, expect, it } from 'vitest'
import { cellsOf, findBlock, hitsOf, lettersOf, type Piece, piecesOf, type SourceValue, sheetCellsOf } from './places'

describe('cellsOf', () => {
  it.each([
    ['a,b,c', ',', ['a', 'b', 'c']],
    ['', ',', ['']],
    [',', ',', ['', '']],
    ['a;"b;c";d', ';', ['a', 'b;c', 'd']],
    ['"say ""hi""",x', ',', ['say "hi"', 'x']],
    ['"",""', ',', ['', '']],
    ['"two\nlines"\tx', '\t', ['two\nlines', 'x']],
    ['5" disk,x', ',', ['5" disk', 'x']],
    ['"open, to the end', ',', ['open, to the end']],
    ['ü,😀,"é"', ',', ['ü', '😀', 'é']],
  ])('splits %j', (row, delimiter, cells) => expect(cellsOf(row, delimiter).map(c => c.text)).toEqual(cells))
})

describe('hitsOf', () => {
  const value = (key: string, quote?: string): SourceValue => ({
    key,
    quote,
    entityId: 'ent_1',
    entityType: 'invoice',
    field: key,
    value: quote,
    places: [],
    around: [],
  })
  const found = (text: string, values: SourceValue[], chosen?: string) =>
    hitsOf({ text }, values, chosen).map(h => [h.value.key, h.start, h.end])

  it('finds quotes in the order of the text', () => {
    expect(found('Total 12 EUR', [value('currency', 'EUR'), value('total', '12')])).toEqual([
      ['total', 6, 8],
      ['currency', 9, 12],
    ])
  })
  it('lays none over another: the longer goes first', () => {
    expect(found('Acme Tools Ltd', [value('short', 'Tools'), value('long', 'Acme Tools')])).toEqual([['long', 0, 10]])
  })
  it('gives the same words to two values twice', () => {
    expect(found('12 and 12', [value('a', '12'), value('b', '12')])).toEqual([
      ['a', 0, 2],
      ['b', 7, 9],
    ])
  })
  it('lets the chosen one go before all', () => {
    expect(found('Acme Tools Ltd', [value('short', 'Tools'), value('long', 'Acme Tools')], 'short')).toEqual([['short', 5, 10]])
  })
  it('passes over what has no quote or is not there', () => {
    expect(found('text', [value('a'), value('b', '  '), value('c', 'other')])).toEqual([])
    expect(found('', [value('a', 'x')])).toEqual([])
  })
  it('takes signs of patterns as they are', () => expect(found('a.*b (c)', [value('x', '.*b (')])).toEqual([['x', 1, 6]]))
})

describe('findBlock', () => {
  const blockAt = (index: number) => ({ index, locator: { start: index * 10, length: 9 } }) as never
  const pages = (asked: number[]) => async (page: number) => {
    asked.push(page)
    return [blockAt(page * 2), blockAt(page * 2 + 1)]
  }

  it('looks first where the record is, then on either side', async () => {
    const asked: number[] = []
    expect(await findBlock(35, 0, 8, pages(asked))).toBe(3)
    expect(asked[0]).toBe(0)
    expect(await findBlock(35, 7, 8, pages([]))).toBe(3)
    expect(await findBlock(35, 1, 8, pages([]))).toBe(3)
  })
  it('knows none for a byte between blocks, or behind them all', async () => {
    expect(await findBlock(39, 0, 8, pages([]))).toBeNull()
    expect(await findBlock(900, 0, 8, pages([]))).toBeNull()
    expect(await findBlock(1, 0, 0, pages([]))).toBeNull()
  })
})

describe('hitsOf by bytes', () => {
  const at = (key: string, start: number, length: number, quote?: string): SourceValue => ({
    key,
    quote,
    span: { start, end: start + length },
    entityId: 'ent_1',
    entityType: 'invoice',
    field: key,
    value: quote,
    places: [],
    around: [],
  })
  const found = (piece: Piece, values: SourceValue[], chosen?: string, encoding?: string) =>
    hitsOf(piece, values, chosen, encoding).map(h => [h.value.key, h.start, h.end])

  it('marks the one of equal words that was read', () => {
    const piece = { text: '12 für 12', locator: { start: 100, length: 10 } }
    expect(found(piece, [at('a', 108, 2, '12')])).toEqual([['a', 7, 9]])
    expect(found(piece, [at('a', 100, 2, '12')])).toEqual([['a', 0, 2]])
  })
  it('counts in the bytes of the encoding', () =>
    expect(
      found({ text: 'ü 7, ü 7', locator: { start: 0, length: 8 } }, [at('a', 7, 1, '7')], undefined, 'windows-1252'),
    ).toEqual([['a', 7, 8]]))
  it('knows the words of a value without a quote', () =>
    expect(found({ text: 'Spent 70', locator: { start: 5, length: 8 } }, [at('spent', 11, 2)])).toEqual([['spent', 6, 8]]))
  it('lets what fills the piece cover nothing in it', () => {
    const piece = { text: 'Desks 70', locator: { start: 0, length: 8 } }
    const values = [at('row', 0, 8), at('spent', 6, 2)]
    expect(found(piece, values)).toEqual([['spent', 6, 8]])
    expect(found(piece, values, 'row')).toEqual([['row', 0, 8]])
    expect(found(piece, values.slice(0, 1))).toEqual([['row', 0, 8]])
  })
  it('takes the whole piece where its marks hide the words', () =>
    expect(
      found({ text: 'Total 12', raw: '**Total** 12', locator: { start: 0, length: 12 } }, [at('a', 0, 12, '**Total** 12')]),
    ).toEqual([['a', 0, 8]]))
})

describe('piecesOf', () => {
  it.each([
    ['utf-8', 15],
    ['windows-1252', 12],
  ])('gives the cells of a row their bytes, %s', (encoding, length) => {
    const cells = piecesOf({ text: 'ü;"a""b";é;ü', locator: { start: 50, length } }, ';', encoding)
    expect(cells.map(c => c.text)).toEqual(['ü', 'a"b', 'é', 'ü'])
    const last = cells[3]?.locator
    expect((last?.start ?? 0) + (last?.length ?? 0)).toBe(50 + length)
    expect(cells[1]?.raw).toBe('"a""b"')
  })
})

describe('sheetCellsOf', () => {
  const field = (text: string) => ({ name: 'x', text, locator: { start: 0, length: 1 } })
  const row = (cells: string[], fields: string[]) =>
    ({ fields: fields.map(field), places: cells.map(c => ({ sheet: 'Plan', cells: c })), text: fields.join('\t') }) as never

  it('places cells by their letters, over those that are empty', () =>
    expect(
      sheetCellsOf(row(['A5', 'B5', 'D5', 'AB5:AD5'], ['Desks', 'Ben', '70', 'end'])).map(c => [c.row, c.column, c.columns]),
    ).toEqual([
      [5, 1, 1],
      [5, 2, 1],
      [5, 4, 1],
      [5, 28, 3],
    ]))
  it('knows none where places and cells are not the same', () => expect(sheetCellsOf(row(['A5'], ['a', 'b']))).toEqual([]))
  it('names columns as spreadsheets do', () =>
    expect([1, 26, 27, 52, 53, 703].map(lettersOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'AAA']))
})
