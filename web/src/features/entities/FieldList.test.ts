import { expect, it } from 'vitest'
import { parse } from './FieldList'

it.each([
  ['12.5', 1, 12.5],
  ['12,5', 1, 12.5],
  [' -3 ', 1, -3],
  ['1 234', 1, 1234],
  ['0,125', 1, 0.125],
  ['.5', 1, 0.5],
  // What can be read in two ways, or not exactly, goes as it was typed: the server says what is wrong.
  ['1,234', 1, '1,234'],
  ['1,234.56', 1, '1,234.56'],
  ['1.234,56', 1, '1.234,56'],
  ['12345678901234567.89', 1, '12345678901234567.89'],
  ['Infinity', 1, 'Infinity'],
  ['0x10', 1, '0x10'],
  ['', 1, ''],
  ['ten', 1, 'ten'],
  ['true', false, true],
  ['false', true, false],
  ['yes', true, 'yes'],
  ['12', '11', '12'],
  ['007', '1', '007'],
  ['2026-03-14', '2026-03-13', '2026-03-14'],
  ['x', null, 'x'],
  ['["a",1]', ['b'], ['a', 1]],
  ['{"a":{"b":null}}', {}, { a: { b: null } }],
  ['[12345678901234567.89]', [1], ['12345678901234567.89']],
])('%j over %j becomes %j', (text, before, value) => expect(parse(text, before)).toEqual(value))
it('a list that is not JSON is told, not stored', () => expect(() => parse('[1,', [1])).toThrow(SyntaxError))
