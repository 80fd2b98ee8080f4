import { describe, expect, it } from 'vitest'
import { formatBytes, formatDate, formatMoney, formatNumber, formatTime, formatValue, isNumeric, labelOf } from '.'

/** Intl puts spaces that do not break between a number and its unit. */
const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ')

describe('amounts', () => {
  it('show every digit of what a double can’t hold', () => {
    expect(formatMoney('12345678901234567.89', 'EUR', 'en-GB')).toBe('€12,345,678,901,234,567.89')
    expect(plain(formatMoney('12345678901234567.89', 'EUR', 'de'))).toBe('12.345.678.901.234.567,89 €')
    expect(formatValue('-98765432109876543210.1234567', 'en-GB', 'total', 'USD')).toBe('-US$98,765,432,109,876,543,210.1234567')
  })
  it('have two decimals at least and are not rounded to two', () => {
    expect(formatMoney(5, 'EUR', 'en-GB')).toBe('€5.00')
    expect(formatMoney(0.125, 'EUR', 'en-GB')).toBe('€0.125')
  })
  it.each([undefined, null, '', 'eur', 'EURO', '€'])('have no sign of a currency called %s', currency => {
    expect(formatMoney(1234.5, currency, 'en-GB')).toBe('1,234.50')
  })
  it('are grouped only in fields of money', () => {
    expect(formatValue(1234567, 'en-GB', 'grand_total')).toBe('1,234,567.00')
    expect(formatValue(2026, 'en-GB', 'year')).toBe('2026')
    expect(formatValue(1234567, 'de', 'number')).toBe('1234567')
  })
})

describe('numbers that are names', () => {
  it('keep their zeros in front', () => {
    expect(formatValue('00012345678901234567', 'en-GB', 'account')).toBe('00012345678901234567')
    expect(isNumeric('007')).toBe(false)
  })
  it('are shown as they are when short', () => {
    expect(formatValue('12345', 'de', 'total')).toBe('12345')
  })
  it.each(['0', '-1', '0.5', '12345678901234567890', 12])('%s is a number', value => expect(isNumeric(value)).toBe(true))
  it.each(['', '-', '1e5', '1,5', '0x1', ' 1', null, true])('%s is none', value => expect(isNumeric(value)).toBe(false))
})

describe('dates', () => {
  it('are of the day that was stated, wherever the browser is', () => {
    expect(formatDate('2026-01-01', 'en-GB')).toBe('1 Jan 2026')
    expect(formatDate('2026-12-31T23:59:59+14:00', 'de')).toBe('31.12.2026')
    expect(formatValue('2026-03-14', 'de')).toBe('14.03.2026')
  })
  it('that no calendar has are shown as they stand', () => {
    expect(formatValue('2026-13-45', 'en-GB')).toBe('2026-13-45')
    expect(formatValue('2026-02-30', 'en-GB')).toBe('2026-02-30')
    expect(formatValue('2026-99-99T99:99:99', 'en-GB')).toBe('2026-99-99T99:99:99')
    expect(formatDate('soon', 'en-GB')).toBe('soon')
    expect(formatTime('soon', 'en-GB')).toBe('soon')
  })
  it('with a time show both', () => {
    expect(formatTime('2026-03-14T09:26:00', 'en-GB')).toBe('14 Mar 2026, 09:26')
  })
})

describe('values of other kinds', () => {
  it.each([
    [null, '–'],
    [undefined, '–'],
    [true, '✓'],
    [false, '✗'],
    ['', ''],
    [[], ''],
    [{}, ''],
    [['a', 2, null], 'a, 2, –'],
    [[{ name: 'Bolt', price: 2 }, { price: 3 }], 'Bolt; Price: 3.00'],
    [[null, { name: 'Bolt' }], '–; Bolt'],
    [{ unit_price: 2.5, due_date: '2026-03-14' }, 'Unit price: 2.50 · Due date: 14 Mar 2026'],
  ])('%j is shown as %s', (value, shown) => expect(formatValue(value, 'en-GB')).toBe(shown))
  it('take hostile text as text', () => {
    expect(formatValue('<img src=x onerror=alert(1)>', 'de')).toBe('<img src=x onerror=alert(1)>')
  })
})

it('sizes have a unit that fits', () => {
  expect(formatBytes(0, 'en-GB')).toBe('0 bytes')
  expect(formatBytes(999, 'en-GB')).toBe('999 bytes')
  expect(formatBytes(1500, 'en-GB')).toBe('1.5 kB')
  expect(plain(formatBytes(25_000_000, 'de'))).toBe('25 MB')
  expect(formatBytes(5e15, 'en-GB')).toBe('5,000 TB')
})
it('names become words', () => {
  expect(labelOf('due_date')).toBe('Due date')
  expect(labelOf('_x_')).toBe('X')
  expect(labelOf('')).toBe('')
})
it('numbers keep their decimals', () => expect(formatNumber('0.12345678901234567890', 'en-GB')).toBe('0.1234567890123456789'))
