import { expect, it } from 'vitest'
import { cellOf } from './CsvButton'

it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\tx', '\rx', '=cmd|"/c calc"!A1', '-', '+49 30 123', ' =1+1', '\n=1+1', '＝1+1'])(
  'a text that a spreadsheet would run is disarmed: %j',
  text => expect(cellOf(text).replace(/^"/, '')).toMatch(/^'/),
)
it('so is one behind a quote', () => expect(cellOf('=1,"2"')).toBe('"\'=1,""2"""'))
it('and one in a list or record', () => {
  expect(cellOf(['=1+1'])).toBe('"[""=1+1""]"')
  expect(cellOf({ a: '=1' })).toBe('"{""a"":""=1""}"')
})
it.each([
  [-5, '-5'],
  ['-5.25', '-5.25'],
  ['-12345678901234567.89', '-12345678901234567.89'],
  [0, '0'],
  [false, 'false'],
  [null, ''],
  [undefined, ''],
  ['', ''],
  ['Acme', 'Acme'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['2026-03-14', '2026-03-14'],
])('%j is written as %j', (value, cell) => expect(cellOf(value)).toBe(cell))
