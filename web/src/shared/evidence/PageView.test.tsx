import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { Providers } from '../test/render'
import type { Place, PlacedValue } from '.'
import { PageView } from './PageView'
import { Quote } from './Quote'

const place = (page: number, left: number, top: number): Place =>
  ({ page, box: { left, top, width: 60, height: 10, page_width: 600, page_height: 800 } }) as Place
const value = (field: string, shown: unknown, more: Partial<PlacedValue> = {}): PlacedValue => ({
  key: `obs_1.${field}`,
  entityId: 'ent_1',
  entityType: 'invoice',
  field,
  value: shown,
  currency: 'EUR',
  places: [],
  around: [],
  ...more,
})
const total = value('total', 1200.5, { places: [place(1, 300, 400), place(1, 300, 500)], doubt: 'blurred' })
const vendor = value('vendor', 'Acme', { places: [place(2, 60, 80)] })

function show(props: Partial<Parameters<typeof PageView>[0]> = {}) {
  return render(
    <Providers>
      <PageView documentId="doc_1" pages={2} values={[total, vendor]} {...props} />
    </Providers>,
  )
}

it('draws pages as pictures with names', () => {
  show()
  expect(screen.getAllByRole('img').map(i => [i.getAttribute('alt'), i.getAttribute('src')])).toEqual([
    ['Page 1', '/api/v1/documents/doc_1/pages/1.png?width=1800'],
    ['Page 2', '/api/v1/documents/doc_1/pages/2.png?width=1800'],
  ])
})

it('places are buttons with the name of their value, over their place', async () => {
  const choose = vi.fn()
  show({ choose })
  expect(screen.getAllByRole('button', { name: 'Total €1,200.50, page 1' })).toHaveLength(1)
  const places = screen.getAllByTitle('Total €1,200.50, page 1')
  expect(places).toHaveLength(2)
  expect(places.map(p => p.tabIndex)).toEqual([0, -1])
  expect(places[0]?.style.left).toBe(`${(100 * 298.5) / 600}%`)
  expect(places[0]?.style.top).toBe(`${(100 * 398.5) / 800}%`)
  expect(places[0]).toHaveAttribute('data-doubtful')
  await userEvent.click(screen.getByRole('button', { name: 'Vendor Acme, page 2' }))
  expect(choose.mock.calls).toEqual([[vendor]])
})

it('the chosen one is pressed, the others are not', () => {
  show({ chosen: 'obs_1.total' })
  expect(screen.getAllByTitle(/^Total/).map(p => p.getAttribute('aria-pressed'))).toEqual(['true', 'true'])
  expect(screen.getByRole('button', { name: /Vendor/, pressed: false })).toBeInTheDocument()
})

it('shows only the pages that are asked for', () => {
  show({ only: [2] })
  expect(screen.getAllByRole('img')).toHaveLength(1)
  expect(screen.getByText('Page 2 of 2')).toBeInTheDocument()
})

it('a picture that fails is said, and has no places over it; the others stay', () => {
  show()
  fireEvent.error(screen.getByAltText('Page 1'))
  expect(screen.getByText('This page can’t be drawn here.')).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: /Total/ })).not.toBeInTheDocument()
  expect(screen.getByRole('button', { name: /Vendor/ })).toBeInTheDocument()
})

it('another document is tried anew after one that failed', () => {
  const { rerender } = show()
  fireEvent.error(screen.getByAltText('Page 1'))
  rerender(
    <Providers>
      <PageView documentId="doc_2" pages={2} values={[]} />
    </Providers>,
  )
  expect(screen.getByAltText('Page 1')).toBeInTheDocument()
})

it('is enlarged, up to a limit, and asks for a sharper picture', async () => {
  show({ only: [1] })
  for (let i = 0; i < 12; i++) await userEvent.click(screen.getByRole('button', { name: 'Enlarge' }))
  expect(screen.getByRole('button', { name: 'Fit the width' })).toHaveTextContent('400 %')
  expect(screen.getByRole('img').getAttribute('src')).toContain('width=2700')
  await userEvent.click(screen.getByRole('button', { name: 'Fit the width' }))
  expect(screen.getByRole('button', { name: 'Fit the width' })).toHaveTextContent('100 %')
})

it('a quote stands within its words', () => {
  render(
    <Providers>
      <Quote value={value('total', 1, { quote: '1,200.50', before: 'Total ', after: ' EUR', verified: true })} />
    </Providers>,
  )
  expect(screen.getByText('1,200.50').tagName).toBe('MARK')
  expect(screen.getByText('1,200.50').closest('blockquote')).toHaveTextContent('Total 1,200.50 EUR')
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})

it('a source that no longer says it is an alert', () => {
  render(
    <Providers>
      <Quote value={value('total', 1, { quote: '1,200.50', verified: false })} />
    </Providers>,
  )
  expect(screen.getByRole('alert')).toHaveTextContent('The source no longer says this')
})

it('what was computed has no place', () => {
  render(
    <Providers>
      <Quote value={value('total', 1)} />
    </Providers>,
  )
  expect(screen.getByText(/there is no place for it in a document/)).toBeInTheDocument()
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})
