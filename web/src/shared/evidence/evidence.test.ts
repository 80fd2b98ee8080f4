import { describe, expect, it, vi } from 'vitest'
import { hasBox, type Place, type PlacedValue, placeNames, valuesOf } from '.'
import { boxesOf, widthStep } from './PageView'

describe('widthStep', () => {
  it.each([
    [100, 1, 200],
    [222, 1, 200],
    [223, 1, 900],
    [700, 1, 900],
    [700, 2, 1800],
    [1300, 2, 2700],
    [9999, 3, 2700],
    [700, 4, 1800],
  ])('%i pixels at density %i take the picture of %i', (shown, density, step) => {
    vi.stubGlobal('devicePixelRatio', density)
    expect(widthStep(shown)).toBe(step)
  })
})

const place = (left: number, top: number, more: Partial<Place> = {}, width = 20): Place =>
  ({ page: 1, box: { left, top, width, height: 10, page_width: 600, page_height: 800 }, ...more }) as Place
const value = (...places: Place[]): PlacedValue => ({
  key: 'obs_1.total',
  entityId: 'ent_1',
  entityType: 'invoice',
  field: 'total',
  value: 1,
  places,
  around: [],
})
const boxes = (v: PlacedValue, page = 1) => boxesOf(v, page).map(p => [p.box?.left, p.box?.top, p.box?.width])

describe('boxesOf', () => {
  it('makes words beside each other one', () => {
    expect(boxes(value(place(10, 100), place(32, 101), place(54, 100)))).toEqual([[10, 100, 64]])
  })
  it('keeps lines, distant words and other pages apart', () => {
    expect(boxes(value(place(10, 100), place(10, 115), place(300, 115), place(10, 100, { page: 2 })))).toEqual([
      [10, 100, 20],
      [10, 115, 20],
      [300, 115, 20],
    ])
    expect(boxes(value(place(10, 100, { page: 2 })), 2)).toEqual([[10, 100, 20]])
  })
  it('takes words in any order, and none without a place', () => {
    expect(boxes(value(place(32, 100), place(10, 100)))).toEqual([[10, 100, 42]])
    expect(boxes(value(place(0, 0, { box: null as never })))).toEqual([])
  })
  it('changes nothing of what it was given', () => {
    const v = value(place(10, 100), place(32, 100))
    const before = structuredClone(v)
    boxesOf(v, 1)
    expect(v).toEqual(before)
  })
})

it('a box counts only on a page', () => {
  expect(hasBox(value(place(1, 1)))).toBe(true)
  expect(hasBox(value(place(1, 1, { page: null as never })))).toBe(false)
  expect(hasBox(value())).toBe(false)
})
it('places have names', () => {
  expect(placeNames([{ sheet: 'Budget', cells: 'C4' } as Place])).toMatchObject({ sheet: 'Budget', cells: 'C4', page: undefined })
  expect(placeNames([])).toEqual({ page: undefined, sheet: undefined, cells: undefined, part: undefined })
})
it('what a document states becomes values with their places', () => {
  const values = valuesOf({
    observation_id: 'obs_1',
    entity_id: 'ent_1',
    entity_type: 'invoice',
    fields: { total: 12, currency: 'EUR', note: null },
    doubts: { total: 'blurred' },
    evidence: { total: { quote: '12,00', block: 3, document_id: 'doc_1', quote_verified: false, places: [place(1, 2)] } },
  } as never)
  expect(values.map(v => [v.key, v.quote, v.currency, v.doubt, v.verified])).toEqual([
    ['obs_1.total', '12,00', 'EUR', 'blurred', false],
    ['obs_1.currency', undefined, 'EUR', undefined, undefined],
    ['obs_1.note', undefined, 'EUR', undefined, undefined],
  ])
})

it('what is not a field is a value too', () => {
  const values = valuesOf({
    observation_id: 'obs_1',
    entity_id: 'ent_1',
    entity_type: 'generic',
    fields: { name: 'Ann' },
    fragments: { Budget: { value: 12, reason: 'not declared', places: [place(1, 2)] } },
  } as never)
  expect(values.map(v => [v.key, v.value, v.undeclared, v.places.length])).toEqual([
    ['obs_1.name', 'Ann', undefined, 0],
    ['obs_1.Budget', 12, true, 1],
  ])
})
