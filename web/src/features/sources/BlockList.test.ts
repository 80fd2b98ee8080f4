import { describe, expect, it } from 'vitest'
import type { PlacedValue } from '../../shared/evidence'
import { cellsOf, hitsOf } from './BlockList'

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
  ])('splits %j', (row, delimiter, cells) => expect(cellsOf(row, delimiter)).toEqual(cells))
})

describe('hitsOf', () => {
  const value = (key: string, quote?: string): PlacedValue => ({
    key,
    quote,
    entityId: 'ent_1',
    entityType: 'invoice',
    field: key,
    value: quote,
    places: [],
    around: [],
  })
  const found = (text: string, values: PlacedValue[], chosen?: string) =>
    hitsOf(text, values, chosen).map(h => [h.value.key, h.start, h.end])

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
