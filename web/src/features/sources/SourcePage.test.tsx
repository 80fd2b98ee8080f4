import { screen, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { FakeServer } from '../../shared/test/api'
import { document, observation, page, run, source, blocks as twoBlocks } from '../../shared/test/fixtures'
import { newServer, openPage } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const [first, second] = twoBlocks.items
if (!first || !second) throw new Error('two blocks')
const blocks = {
  ...twoBlocks,
  items: [
    { ...first, locator: { start: 0, length: 17 } },
    { ...second, locator: { start: 18, length: 18 } },
  ],
}

/** A window so wide, in em, by what its media queries ask. */
const inWindow = (em: number) =>
  vi.stubGlobal('matchMedia', (media: string) => {
    const [, bound, limit] = /\((min|max)-width: ([\d.]+)em\)/.exec(media) ?? []
    const matches = bound !== undefined && (bound === 'min' ? em >= Number(limit) : em <= Number(limit))
    return { matches, media, addEventListener: () => {}, removeEventListener: () => {} }
  })

const rest = (server: FakeServer) =>
  server
    .answer('get', '/api/v1/documents', page(document))
    .answer('get', '/api/v1/documents/{document_id}/observations', page(observation))
    .answer('get', '/api/v1/documents/{document_id}/blocks', blocks)
    .bytes('/api/v1/sources/{source_id}/content', 'Invoice 7 of Acme')

const started = () => rest(newServer()).answer('get', '/api/v1/sources/{source_id}', source)

describeStates('SourcePage', {
  address: '/sources/src_1',
  call: ['get', '/api/v1/sources/{source_id}'],
  also: rest,
  filled: { answer: source, shows: 'invoice-7.txt' },
  writes: ['Read again', 'Delete…'],
})

it('shows its values; one that is chosen is in the address and marked in the text', async () => {
  started()
  const { user, at } = await openPage('/sources/src_1?show=blocks')
  const values = within(await screen.findByRole('region', { name: 'Values' }))
  await user.click(await values.findByRole('button', { name: /Total.*1,200.50/ }))
  await expect.poll(at).toBe('/sources/src_1?show=blocks&value=obs_1.total')
  const text = within(screen.getByRole('group', { name: 'Text' }))
  expect(await text.findByRole('button', { name: '1,200.50', pressed: true })).toHaveAttribute('title', 'Total: €1,200.50')
  expect(values.getByText(/two amounts/)).toBeInTheDocument()
})

it('the keys n and p go through the values', async () => {
  started()
  const { user, at } = await openPage('/sources/src_1?show=blocks')
  await screen.findByRole('button', { name: /Total/ })
  await user.keyboard('n')
  await expect.poll(at).toContain('value=obs_1.total')
})

it('says that no document was made, and what failed where it is not known', async () => {
  const server = started().answer('get', '/api/v1/documents', page())
  const { unmount } = await openPage('/sources/src_1')
  expect(await screen.findByText('No document was made of this source.')).toBeInTheDocument()
  unmount()
  server.fail('get', '/api/v1/documents', 500, { code: 'SOMETHING_BROKE' })
  await openPage('/sources/src_1')
  expect(await screen.findByRole('alert')).toHaveTextContent('SOMETHING_BROKE')
  expect(screen.queryByText('No document was made of this source.')).not.toBeInTheDocument()
})

it('values that can’t be had leave the original', async () => {
  started().fail('get', '/api/v1/documents/{document_id}/observations', 503, { code: 'UNAVAILABLE' })
  await openPage('/sources/src_1?show=original')
  expect(await screen.findByRole('alert')).toHaveTextContent('UNAVAILABLE')
  expect(await screen.findByText('Invoice 7 of Acme')).toBeInTheDocument()
})

it('a page of HTML is shown in a frame that may do nothing', async () => {
  started().answer('get', '/api/v1/sources/{source_id}', { ...source, media_type: 'text/html' })
  await openPage('/sources/src_1?show=original')
  const shown = await screen.findByTitle('invoice-7.txt')
  expect(shown.getAttribute('sandbox')).toBe('')
  expect(shown.getAttribute('src')).toBe('/api/v1/sources/src_1/content')
})

it('a hostile text stays text', async () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
  started().bytes('/api/v1/sources/{source_id}/content', hostile)
  const { container } = await openPage('/sources/src_1?show=original')
  expect(await screen.findByText(hostile)).toBeInTheDocument()
  expect(container.querySelector('script, img[src=x]')).toBeNull()
})

it('is deleted only after its name was typed', async () => {
  const server = started()
  server.answer('get', '/api/v1/erasures/preview', {
    confirm: 'c1',
    source_count: 1,
    bytes_freed: 1200,
    documents: 1,
    runs: 1,
    observations: 1,
    entities_removed: 1,
    entities_changed: 0,
    afterwards: 'Gone.',
  } as never)
  const { user } = await openPage('/sources/src_1')
  await user.click(await screen.findByRole('button', { name: 'Delete…' }))
  const dialog = within(await screen.findByRole('dialog'))
  const button = await dialog.findByRole('button', { name: 'Delete for good' })
  expect(button).toBeDisabled()
  await user.type(dialog.getByLabelText('Type the file’s name to confirm'), 'invoice-7')
  expect(button).toBeDisabled()
  await user.type(dialog.getByLabelText('Type the file’s name to confirm'), '.txt')
  server.fail('post', '/api/v1/erasures', 409, { code: 'CONFLICT', detail: 'It has changed.' })
  await user.click(button)
  expect(await dialog.findByRole('alert')).toHaveTextContent('It has changed.')
  expect(server.asked('post', '/api/v1/erasures')[0]?.body).toEqual({ source_id: 'src_1', confirm: 'c1' })
})

it('a value is marked where its bytes are, not in the first block of its record', async () => {
  const total = observation.evidence?.total
  started().answer(
    'get',
    '/api/v1/documents/{document_id}/observations',
    page({ ...observation, evidence: { total: { ...total, block: 0 } } } as never),
  )
  const { user } = await openPage('/sources/src_1?show=blocks')
  await user.click(await screen.findByRole('button', { name: /Total.*1,200.50/ }))
  const text = within(screen.getByRole('group', { name: 'Text' }))
  const mark = await text.findByRole('button', { name: '1,200.50', pressed: true })
  const block = mark.closest('[data-index]')
  expect(block).toHaveAttribute('data-index', '1')
  await expect.poll(() => block?.getAttribute('data-chosen')).toBe('true')
  expect(block?.parentElement?.querySelector('[data-index="0"]')).not.toHaveAttribute('data-chosen')
})

it('choosing a value leaves the window where it is', async () => {
  started()
  const { user, router } = await openPage('/sources/src_1?show=blocks')
  const navigate = vi.spyOn(router, 'navigate')
  await user.click(await screen.findByRole('button', { name: /Total.*1,200.50/ }))
  expect(navigate.mock.lastCall?.[0]).toMatchObject({ replace: true, resetScroll: false })
})

it.each(['original', 'details'])('a value chosen beside %s leads to the text that shows its place', async tab => {
  started()
  const { user, at } = await openPage(`/sources/src_1?show=${tab}`)
  await user.click(await screen.findByRole('button', { name: /Total.*1,200.50/ }))
  await expect.poll(at).toBe('/sources/src_1?show=blocks&value=obs_1.total')
  expect(await screen.findByRole('button', { name: '1,200.50', pressed: true })).toBeInTheDocument()
})

it('a value under the pointer is marked in the text, and the other way round', async () => {
  started()
  const { user } = await openPage('/sources/src_1?show=blocks')
  const value = await screen.findByRole('button', { name: /Total.*1,200.50/ })
  const place = await screen.findByRole('button', { name: '1,200.50' })
  await user.hover(value)
  expect(place).toHaveAttribute('data-hovered')
  await user.hover(place)
  expect(value).toHaveAttribute('data-hovered')
})

it('an undeclared value leads to its place as well', async () => {
  const fragments = { Mark: { value: 'EUR', reason: 'not declared', locator: { start: 33, length: 3 } } }
  started().answer('get', '/api/v1/documents/{document_id}/observations', page({ ...observation, fragments } as never))
  const { user } = await openPage('/sources/src_1?show=blocks')
  await user.click(await screen.findByRole('button', { name: /^Mark.*EUR/ }))
  expect(await screen.findByRole('button', { name: 'EUR', pressed: true })).toHaveAttribute('title', 'Mark: EUR')
})

it('only the cell that was read is marked, not another with the same words', async () => {
  const row = { ...first, type: 'record', text: '02.01.2026;02.01.2026;Card;Card payment', locator: { start: 50, length: 39 } }
  const evidence = (start: number, quote: string) => ({
    document_id: 'doc_1',
    block: 0,
    locator: { start, length: quote.length },
    quote,
  })
  started()
    .answer('get', '/api/v1/documents', page({ ...document, is_records: true, facts: { delimiter: ';' } } as never))
    .answer('get', '/api/v1/documents/{document_id}/blocks', { items: [row], next_cursor: null } as never)
    .answer(
      'get',
      '/api/v1/documents/{document_id}/observations',
      page({
        ...observation,
        doubts: {},
        fields: { date: '2026-01-02', type: 'Card' },
        evidence: { date: evidence(61, '02.01.2026'), type: evidence(72, 'Card') },
      } as never),
    )
  await openPage('/sources/src_1?show=blocks')
  const marks = await screen.findAllByRole('button', { name: /^(02\.01\.2026|Card)$/ })
  expect(marks.map(m => [m.textContent, m.closest('span')?.textContent])).toEqual([
    ['02.01.2026', '02.01.2026'],
    ['Card', 'Card'],
  ])
  expect(marks[0]?.closest('span')?.previousElementSibling).toHaveTextContent('02.01.2026')
})

it('a spreadsheet is a grid of columns with letters and rows with numbers', async () => {
  const field = (name: string, text: string, start: number) => ({ name, text, locator: { start, length: text.length } })
  const row = {
    ...first,
    type: 'record',
    text: 'Desks\tBen\t70',
    places: ['A5', 'B5', 'D5'].map(cells => ({ sheet: 'Plan', cells })),
    fields: [field('Item', 'Desks', 0), field('Owner', 'Ben', 6), field('Spent', '70', 10)],
    locator: { start: 0, length: 12 },
  }
  started()
    .answer('get', '/api/v1/documents', page({ ...document, is_records: true, locator_in: 'text', block_count: 1 } as never))
    .answer('get', '/api/v1/documents/{document_id}/blocks', { items: [row], next_cursor: null } as never)
    .answer('get', '/api/v1/documents/{document_id}/observations', page())
  await openPage('/sources/src_1?show=blocks')
  expect((await screen.findByText('70')).style.gridColumn).toBe('5 / span 1')
  expect(screen.getByText('5')).toBeInTheDocument()
  expect(['A', 'B', 'C', 'D'].map(letters => screen.getByText(letters).textContent)).toEqual(['A', 'B', 'C', 'D'])
})

it.each(['failed', 'partial'] as const)('says at once why a reading %s, and offers another', async status => {
  started().answer('get', '/api/v1/sources/{source_id}', { ...source, runs: [{ ...run, status, errors: ['PDF: no trailer.'] }] })
  const { user } = await openPage('/sources/src_1')
  expect(await screen.findByText('PDF: no trailer.')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Read it again' }))
  expect(await screen.findByRole('dialog', { name: 'Read this source again' })).toBeInTheDocument()
})

it('promises no text where no document was made', async () => {
  started()
    .answer('get', '/api/v1/documents', page())
    .answer('get', '/api/v1/sources/{source_id}', { ...source, media_type: 'application/pdf' })
  await openPage('/sources/src_1')
  expect(await screen.findByText(/You can download it/)).toBeInTheDocument()
  expect(screen.queryByText(/see its text/)).not.toBeInTheDocument()
})

it('on a narrow screen the chosen value stands at its foot', async () => {
  inWindow(24)
  started()
  const { user, at } = await openPage('/sources/src_1?show=blocks')
  await user.click(await screen.findByRole('button', { name: '1,200.50' }))
  const sheet = within(await screen.findByRole('region', { name: 'Chosen value' }))
  expect(sheet.getByText('€1,200.50')).toBeInTheDocument()
  await user.click(sheet.getByRole('button', { name: 'Close' }))
  await expect.poll(at).toBe('/sources/src_1?show=blocks')
  expect(screen.queryByRole('region', { name: 'Chosen value' })).not.toBeInTheDocument()
})

it('on a narrow screen a value chosen in the list brings the document back into view', async () => {
  inWindow(24)
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
  started()
  const { user } = await openPage('/sources/src_1?show=blocks')
  await user.click(await screen.findByRole('button', { name: '1,200.50' }))
  expect(scrolled).not.toHaveBeenCalledWith({ block: 'start' })
  await user.click(screen.getByRole('button', { name: /Total.*1,200.50/ }))
  expect(scrolled).toHaveBeenCalledWith({ block: 'start' })
})

it('a wide screen shows the original beside its text', async () => {
  inWindow(90)
  started()
  const { user, at } = await openPage('/sources/src_1?show=original')
  await user.click(await screen.findByRole('switch', { name: 'Side by side' }))
  await expect.poll(at).toContain('side=1')
  expect(await screen.findByRole('group', { name: 'Text' })).toBeInTheDocument()
  expect(screen.getAllByText(/Invoice 7 of Acme/)).toHaveLength(2)
})

it('a mail is shown to be read, and as it came on request', async () => {
  started()
    .answer('get', '/api/v1/sources/{source_id}', { ...source, media_type: 'message/rfc822' })
    .bytes('/api/v1/sources/{source_id}/content', 'MIME-Version: 1.0')
  const { user } = await openPage('/sources/src_1?show=original')
  expect(await screen.findByText('Invoice 7 of Acme')).toBeInTheDocument()
  expect(screen.queryByText('MIME-Version: 1.0')).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Raw message' }))
  expect(await screen.findByText('MIME-Version: 1.0')).toBeInTheDocument()
})

it('a source that is not there leads to the list, in words for people', async () => {
  newServer().fail('get', '/api/v1/sources/{source_id}', 404, {
    code: 'SOURCE_NOT_FOUND',
    advice: 'See what there is: GET /api/v1/sources.',
  })
  await openPage('/sources/src_1')
  const alert = within(await screen.findByRole('alert'))
  expect(alert.getByRole('heading', { level: 1 })).toHaveTextContent('There is no such source')
  expect(alert.getByRole('navigation', { name: 'Breadcrumb' })).toHaveTextContent('Sources')
  expect(alert.getByRole('link', { name: 'To all sources' })).toHaveAttribute('href', '/sources')
  expect(alert.queryByText(/api/)).not.toBeInTheDocument()
})

it('the same bytes can be let in again after a source was erased', async () => {
  const server = started()
    .answer('get', '/api/v1/erasures/preview', {
      confirm: 'c1',
      source_count: 1,
      bytes_freed: 1200,
      afterwards: 'Gone.',
    } as never)
    .answer('post', '/api/v1/erasures', { erasure_id: 'dec_9' } as never)
    .answer('post', '/api/v1/erasures/{erasure_id}/lift', { erasure_id: 'dec_9', decision_id: 'dec_10' })
    .answer('get', '/api/v1/sources', page())
    .answer('get', '/api/v1/projects', page() as never)
  const { user } = await openPage('/sources/src_1')
  await user.click(await screen.findByRole('button', { name: 'Delete…' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(await dialog.findByLabelText('Type the file’s name to confirm'), 'invoice-7.txt')
  await user.click(dialog.getByRole('button', { name: 'Delete for good' }))
  await user.click(await screen.findByRole('button', { name: 'Let the same bytes in again' }))
  expect(await screen.findByText('“invoice-7.txt” may be added again.')).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/erasures/{erasure_id}/lift')[0]?.path).toBe('/api/v1/erasures/dec_9/lift')
})

it('another version is named by its file and time', async () => {
  started().answer('get', '/api/v1/sources/{source_id}', asked =>
    asked.path.endsWith('src_2') ? { ...source, source_id: 'src_2', file_name: 'older.txt' } : { ...source, replaces: 'src_2' },
  )
  await openPage('/sources/src_1?show=details')
  expect(await screen.findByRole('link', { name: /^older\.txt, .*2026/ })).toHaveAttribute('href', '/sources/src_2')
})

it('what is inside a ZIP leads to its source', async () => {
  started()
    .answer('get', '/api/v1/sources/{source_id}', { ...source, members: [{ source_id: 'src_5', path: 'a/one.txt' }] as never })
    .answer('get', '/api/v1/documents/{document_id}/blocks', {
      items: [{ ...first, type: 'list_item', text: 'a/one.txt', traits: { target: 'a/one.txt' } }],
      next_cursor: null,
    } as never)
  await openPage('/sources/src_1?show=blocks')
  expect(await screen.findByRole('link', { name: 'a/one.txt' })).toHaveAttribute('href', '/sources/src_5')
})

it('a quote of several lines is marked line by line', async () => {
  const quote = '[\n  "a"\n]'
  started()
    .answer('get', '/api/v1/documents/{document_id}/blocks', {
      items: [{ ...first, type: 'record', text: `{ "tags": ${quote} }`, locator: { start: 0, length: 22 } }],
      next_cursor: null,
    } as never)
    .answer(
      'get',
      '/api/v1/documents/{document_id}/observations',
      page({
        ...observation,
        fields: { tags: ['a'] },
        evidence: { tags: { document_id: 'doc_1', block: 0, locator: { start: 10, length: quote.length }, quote } },
      } as never),
    )
  await openPage('/sources/src_1?show=blocks')
  const marks = within(await screen.findByRole('group', { name: 'Text' }))
  expect((await marks.findAllByRole('button')).map(m => [m.textContent, m.tabIndex])).toEqual([
    ['[', 0],
    ['"a"', -1],
    [']', -1],
  ])
})
