import { describe, expect, it } from 'vitest'
import { kindOf } from './schema'
import { NotTyped, parse, textOf } from './typed'

describe('what was typed', () => {
  it.each([
    ['12.5', 12.5],
    ['12,5', 12.5],
    [' -3 ', -3],
    ['1 234', 1234],
    ['0,125', 0.125],
    ['.5', 0.5],
    ['1,250.75', 1250.75],
    ['1.250,75', 1250.75],
    ['-1,234,567.5', -1234567.5],
    ['1,234', 1234],
    ['1.234', 1.234],
    ['1,234,567', 1234567],
    ['', null],
    // With more digits than a double holds it goes as it was typed: the server says what is wrong.
    ['12345678901234567.89', '12345678901234567.89'],
  ])('%j is the number %j', (text, value) => expect(parse(text, 'number', 'en-GB')).toEqual(value))

  it.each([
    ['1.234', 1234],
    ['1,234', 1.234],
    ['1.250,75', 1250.75],
    ['1,250.75', 1250.75],
    ['12.5', 12.5],
    ['1.234.567', 1234567],
    ['0.125', 0.125],
  ])('%j is in German the number %j', (text, value) => expect(parse(text, 'number', 'de')).toEqual(value))

  it.each(['ten', 'Infinity', '0x10', '1.2.3', '1,2,3', '12,34.5', '1,23,456', '-', ',', '1.250,75,3'])(
    '%j is no number, and is not stored as another',
    text => expect(() => parse(text, 'number', 'en-GB')).toThrow(NotTyped),
  )

  it.each([
    ['true', 'boolean', true],
    ['false', 'boolean', false],
    ['12', 'text', '12'],
    ['007', 'text', '007'],
    ['', 'text', null],
    ['2026-03-14', 'date', '2026-03-14'],
    ['"paid"', 'choice', 'paid'],
    ['2', 'choice', 2],
    ['a\n\n b ', 'lines', ['a', 'b']],
    ['["a",1]', 'list', ['a', 1]],
    ['{"a":{"b":null}}', 'record', { a: { b: null } }],
    ['[12345678901234567.89]', 'list', ['12345678901234567.89']],
  ] as const)('%j as a %s becomes %j', (text, kind, value) => expect(parse(text, kind, 'en-GB')).toEqual(value))

  it('that is no JSON or no time is told, not stored', () => {
    expect(() => parse('[1,', 'list', 'de')).toThrow(NotTyped)
    expect(() => parse('soon', 'date-time', 'de')).toThrow(NotTyped)
  })
})

describe('a value that is edited', () => {
  it.each([
    [1234.5, 'number', 'en-GB'],
    [1234.5, 'number', 'de'],
    [1.234, 'number', 'de'],
    ['paid', 'choice', 'de'],
    [['a', 'b'], 'lines', 'de'],
    [[{ a: 1 }], 'list', 'de'],
    ['2026-03-14T09:26:00.000Z', 'date-time', 'de'],
  ] as const)('%j as a %s reads back the same in %s', (value, kind, locale) =>
    expect(parse(textOf(value, kind, locale), kind, locale)).toEqual(value),
  )
})

it('the schema says how a field is edited, else its value does', () => {
  expect(
    [
      { type: 'number' },
      { type: ['integer', 'null'] },
      { anyOf: [{ type: 'number' }, { type: 'null' }] },
      { type: 'boolean' },
      { type: 'string', format: 'date' },
      { type: 'string', format: 'date-time' },
      { type: 'string', format: 'moment' },
      { enum: ['a', 'b'] },
      { type: 'array', items: { type: 'string' } },
      { type: 'array' },
      { type: 'object' },
    ].map(p => kindOf(p)),
  ).toEqual(['number', 'number', 'number', 'boolean', 'date', 'date-time', 'text', 'choice', 'lines', 'list', 'record'])
  expect([1, true, '2026-03-14', 'x', ['a'], { a: 1 }, undefined].map(v => kindOf(undefined, v))).toEqual([
    'number',
    'boolean',
    'date',
    'text',
    'list',
    'record',
    'text',
  ])
})
