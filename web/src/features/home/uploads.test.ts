import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Schemas } from '../../api/client'
import { followRun } from '../../shared/events'
import { forgetFile, type KeptFile, keepFiles, keptFiles } from './queue'
import { isFinished, needsOcr, type Upload, Uploads } from './uploads'

vi.mock('./queue', () => ({
  keepFiles: vi.fn(async () => {}),
  forgetFile: vi.fn(async () => {}),
  keptFiles: vi.fn(async () => []),
}))

vi.mock('../../shared/events', () => ({ followRun: vi.fn(() => () => {}) }))

/** A request as the browser would send it; a test answers it. */
class Sent {
  static all: Sent[] = []
  upload: { onprogress?: (e: { loaded: number }) => void } = {}
  headers: Record<string, string> = {}
  url = ''
  status = 0
  responseText = ''
  aborted = false
  file?: File
  onload?: () => void
  onerror?: () => void
  open(_method: string, url: string) {
    this.url = url
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value
  }
  send(file: File) {
    this.file = file
    Sent.all.push(this)
  }
  abort() {
    this.aborted = true
  }
  answer(status: number, body: unknown) {
    this.status = status
    this.responseText = typeof body === 'string' ? body : JSON.stringify(body)
    this.onload?.()
  }
}

type Run = NonNullable<Schemas['IngestResult']['run']>
const result = (more: Partial<Schemas['IngestResult']> = {}, run: Partial<Run> = {}) =>
  ({
    source_id: 'src_1',
    file_name: 'a.txt',
    byte_size: 3,
    deduplicated: false,
    run: { run_id: 'run_1', status: 'completed', entity_count: 0, entities: [], errors: [], ...run },
    ...more,
  }) as Schemas['IngestResult']

let held: { digest: string; source_id: string }[]
let knownAsked: string[][]
let requests: string[]
let runs: Partial<Run>[]
let members: number
let lastRuns: Partial<Schemas['RunView']>[]
let reread: () => Response
let readWith: unknown[]

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

async function server(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname
  requests.push(`${request.method} ${path}`)
  if (path === '/api/v1/sources/known') {
    const digests = ((await request.json()) as { digests: string[] }).digests
    knownAsked.push(digests)
    return json({ items: held.filter(h => digests.includes(h.digest)) })
  }
  if (path === '/api/v1/sources/url') return json(result({ source_id: 'src_url' }))
  if (path.endsWith('/reinterpret')) {
    readWith.push(await request.json())
    return reread()
  }
  if (path.endsWith('/cancel')) return json({ run_id: 'run_1', status: 'cancelled' })
  if (path.startsWith('/api/v1/runs/'))
    return json({ run_id: 'run_1', entity_count: 0, errors: [], ...(runs.shift() ?? { status: 'completed' }) })
  return json({ source_id: 'src_1', media_type: 'image/png', member_count: members, runs: lastRuns })
}

/** Lets what is under way happen; passes as much time as is said. */
async function pass(ms = 200) {
  for (let i = 0; i < 4; i++) {
    await vi.advanceTimersByTimeAsync(ms / 4)
    await new Promise(go => setImmediate(go))
  }
}

const file = (name: string, text = name) => ({ file: new File([text], name, { type: 'text/plain' }), path: name })
const stateOf = (uploads: Uploads) => uploads.list.map(u => u.state)
const only = (uploads: Uploads) => uploads.list[0] as Upload
const sent = (at = 0) => Sent.all[at] as Sent

async function sending(...names: string[]): Promise<Uploads> {
  const uploads = new Uploads()
  await uploads.add(names.map(name => file(name)))
  await pass()
  return uploads
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  Sent.all = []
  held = []
  knownAsked = []
  requests = []
  readWith = []
  runs = []
  members = 0
  lastRuns = [{ run_id: 'run_1', status: 'completed' }]
  reread = () => json(result({}, { status: 'completed' }))
  vi.stubGlobal('XMLHttpRequest', Sent)
  vi.stubGlobal('fetch', vi.fn(server))
  // The digest of a test is its text, in place of a pool of threads that takes its own time.
  vi.stubGlobal('crypto', {
    randomUUID: () => `key_${++keys}`,
    subtle: { digest: async (_: string, bytes: ArrayBuffer) => bytes },
  })
})
let keys = 0
afterEach(() => {
  vi.useRealTimers()
  vi.clearAllMocks()
})

describe('a file', () => {
  it('that the browser can’t read is named as failed, and not tried again', async () => {
    const uploads = new Uploads()
    await uploads.add([{ file: null, path: 'inbox/closed' }])
    await pass()
    expect(only(uploads)).toMatchObject({ name: 'closed', path: 'inbox/closed', state: 'failed', error: { code: 'UNREADABLE' } })
    uploads.retryFailed()
    uploads.retry(only(uploads).id)
    await pass()
    expect(only(uploads).state).toBe('failed')
    expect(Sent.all).toEqual([])
    uploads.clearFinished()
    await pass()
    expect(uploads.list).toEqual([])
  })

  it('is checked, sent, read and done', async () => {
    const uploads = new Uploads()
    const states: string[] = []
    uploads.subscribe(() => states.push(...stateOf(uploads)))
    runs = [{ status: 'running' }, { status: 'completed', entity_count: 3 }]
    members = 2
    await uploads.add([{ file: new File(['abc'], 'a.txt', { type: 'text/plain' }), path: 'inbox/a.txt' }])
    await pass()
    expect(only(uploads)).toMatchObject({ name: 'a.txt', path: 'inbox/a.txt', state: 'sending', size: 3, sent: 0 })
    const query = new URL(sent().url, 'http://x').searchParams
    expect(Object.fromEntries(query)).toEqual({ file_name: 'a.txt', wait: 'false', origin_path: 'inbox/a.txt' })
    expect(sent().headers).toEqual({ 'Idempotency-Key': only(uploads).id, 'Content-Type': 'text/plain' })
    sent().upload.onprogress?.({ loaded: 2 })
    await pass()
    expect(only(uploads).sent).toBe(2)
    sent().answer(201, result({}, { status: 'queued' }))
    await pass()
    expect(only(uploads)).toMatchObject({ state: 'reading', sourceId: 'src_1', runId: 'run_1', sent: 3 })
    await pass(3000)
    expect(only(uploads)).toMatchObject({ state: 'done', entityCount: 3, members: 2 })
    expect(states).toEqual(expect.arrayContaining(['sending', 'reading', 'done']))
    expect(keepFiles).toHaveBeenCalledTimes(1)
    expect(forgetFile).toHaveBeenCalledWith(only(uploads).id)
    expect(uploads.unsent).toBe(false)
  })

  it('without a folder has no path of origin', async () => {
    await sending('a.txt')
    expect(sent().url).not.toContain('origin_path')
  })

  it('that the server holds is not sent', async () => {
    held = [{ digest: '61', source_id: 'src_9' }]
    const uploads = await sending('a')
    expect(only(uploads)).toMatchObject({ state: 'held', sourceId: 'src_9' })
    expect(Sent.all).toHaveLength(0)
  })

  it('that came meanwhile is held too', async () => {
    const uploads = await sending('a')
    sent().answer(200, result({ deduplicated: true }))
    await pass()
    expect(only(uploads)).toMatchObject({ state: 'held', sourceId: 'src_1' })
  })

  it.each([
    [{ status: 'failed', errors: ['The page tree is broken.'] }, 'failed', 'The page tree is broken.'],
    [{ status: 'failed', errors: ['UNSUPPORTED_MEDIA_TYPE: x'] }, 'unsupported', 'UNSUPPORTED_MEDIA_TYPE: x'],
    [{ status: 'partial', errors: ['One member failed.'] }, 'partial', 'One member failed.'],
    [{ status: 'cancelled' }, 'cancelled', undefined],
    [undefined, 'unread', undefined],
  ] as const)('held already shows what its last reading left: %j', async (run, state, message) => {
    held = [{ digest: '61', source_id: 'src_9' }]
    const deleted = { run_id: 'run_3', status: 'completed', deleted_by: 'dec_1' } as const
    lastRuns = [{ run_id: 'run_1', status: 'completed', deleted_by: 'dec_0' }, ...(run ? [run as object] : []), deleted]
    const uploads = await sending('a')
    expect(only(uploads)).toMatchObject({ state, held: true, sourceId: 'src_9' })
    expect(only(uploads).error?.message).toBe(message)
    expect(Sent.all).toHaveLength(0)
  })

  it('held already that is being read is waited for', async () => {
    held = [{ digest: '61', source_id: 'src_9' }]
    lastRuns = [{ run_id: 'run_1', status: 'running' }]
    runs = [{ status: 'running' }, { status: 'completed', entity_count: 2 }]
    const uploads = await sending('a')
    expect(only(uploads).state).toBe('reading')
    await pass(2000)
    expect(only(uploads)).toMatchObject({ state: 'held', entityCount: 2 })
  })

  it('with the bytes of another one under way keeps its name and is held', async () => {
    const uploads = await sending('a.txt', 'same.txt')
    sent(0).answer(202, result({}, { status: 'queued' }))
    sent(1).answer(202, result({ deduplicated: true }, { status: 'queued' }))
    await pass(2000)
    expect(uploads.list.map(u => [u.name, u.state])).toEqual([
      ['a.txt', 'done'],
      ['same.txt', 'held'],
    ])
  })

  it('says at which stage its reading is', async () => {
    const uploads = await sending('a')
    runs = Array(20).fill({ status: 'running' })
    sent().answer(202, result({}, { status: 'queued' }))
    await pass()
    expect(only(uploads).stage).toBe('queued')
    const move = vi.mocked(followRun).mock.calls.at(-1)?.[1]
    move?.({ run_id: 'run_1', state: 'running', stage: 'read', done: 300 })
    await pass()
    expect(only(uploads)).toMatchObject({ stage: 'read', blocks: 300, read: undefined })
    move?.({ run_id: 'run_1', state: 'running', stage: 'interpret', done: 100, total: 400 })
    await pass()
    expect(only(uploads)).toMatchObject({ stage: 'interpret', read: 0.25 })
  })

  it('that was read at once shows what was found', async () => {
    const uploads = await sending('a')
    const entities = [{ entity_id: 'ent_1', entity_type: 'invoice', fields: { title: 'Invoice 7' } }]
    sent().answer(201, result({}, { entity_count: 1, entities } as never))
    await pass()
    expect(only(uploads)).toMatchObject({ state: 'done', entityCount: 1, entities: [{ id: 'ent_1', title: 'Invoice 7' }] })
  })

  it.each([
    [{ status: 'failed', errors: ['The model did not answer.'] }, 'failed', 'The model did not answer.'],
    [{ status: 'failed', errors: ['UNSUPPORTED_MEDIA_TYPE: x'] }, 'unsupported', 'UNSUPPORTED_MEDIA_TYPE: x'],
    [{ status: 'partial', errors: ['Page 3.', 'Page 4.'] }, 'partial', 'Page 3. Page 4.'],
    [{ status: 'cancelled' }, 'cancelled', undefined],
  ] as const)('whose reading ends as %j', async (run, state, message) => {
    const uploads = await sending('a')
    runs = [run as never]
    sent().answer(201, result({}, { status: 'queued' }))
    await pass(2000)
    expect(only(uploads).state).toBe(state)
    expect(only(uploads).error?.message).toBe(message)
    expect(isFinished(only(uploads))).toBe(true)
  })

  it.each([
    [415, { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'No.' }, 'unsupported', 'UNSUPPORTED_MEDIA_TYPE'],
    [413, { code: 'PAYLOAD_TOO_LARGE', detail: 'No.' }, 'failed', 'PAYLOAD_TOO_LARGE'],
    [402, { code: 'STORAGE_QUOTA_EXCEEDED', detail: 'No.' }, 'failed', 'STORAGE_QUOTA_EXCEEDED'],
    [500, '<h1>oh</h1>', 'failed', 'INTERNAL_SERVER_ERROR'],
    [200, 'not JSON', 'failed', 'INTERNAL_SERVER_ERROR'],
  ])('refused with %i %j', async (status, body, state, code) => {
    const uploads = await sending('a')
    sent().answer(status, body)
    await pass()
    expect(only(uploads)).toMatchObject({ state, error: { code } })
  })

  it('that can’t be read any more fails, and the others go on', async () => {
    const gone = file('gone')
    gone.file.arrayBuffer = () => Promise.reject(new DOMException('Gone', 'NotReadableError'))
    const uploads = new Uploads()
    await uploads.add([gone, file('b')])
    await pass()
    expect(stateOf(uploads)).toEqual(['failed', 'sending'])
  })
})

it('an address is fetched by the server', async () => {
  const uploads = new Uploads()
  await uploads.addUrl('https://example.org/a.pdf')
  await pass()
  expect(only(uploads)).toMatchObject({ state: 'done', sourceId: 'src_url' })
  expect(requests).toContain('POST /api/v1/sources/url')
})

describe('many files', () => {
  it('go six at a time', async () => {
    const uploads = await sending(...Array.from({ length: 20 }, (_, i) => `f${i}`))
    const underWay = () => stateOf(uploads).filter(s => s === 'sending').length
    expect(Sent.all).toHaveLength(6)
    expect(underWay()).toBe(6)
    sent(0).answer(200, result())
    sent(1).answer(500, {})
    await pass()
    expect(Sent.all).toHaveLength(8)
    expect(underWay()).toBe(6)
    expect(stateOf(uploads).slice(0, 2)).toEqual(['done', 'failed'])
  })
  it('are all sent in the end, whatever becomes of each', async () => {
    const uploads = await sending(...Array.from({ length: 20 }, (_, i) => `f${i}`))
    uploads.cancel(uploads.list[19]?.id ?? '')
    for (let i = 0; i < Sent.all.length; i++) {
      sent(i).answer(i % 3 === 0 ? 500 : 200, i % 3 === 0 ? {} : result())
      await pass()
    }
    expect(Sent.all).toHaveLength(19)
    expect(uploads.list.every(isFinished)).toBe(true)
  })
  it('are asked for together', async () => {
    await sending('a', 'b', 'c')
    expect(knownAsked).toEqual([['61', '62', '63']])
  })
  it('pause: what is sent goes on, nothing new begins', async () => {
    const uploads = await sending(...Array.from({ length: 8 }, (_, i) => `f${i}`))
    uploads.pause(true)
    sent(0).answer(200, result())
    await pass()
    expect(stateOf(uploads)).toEqual(['done', ...Array(5).fill('sending'), 'waiting', 'waiting'])
    uploads.pause(false)
    await pass()
    expect(stateOf(uploads)).toEqual(['done', ...Array(6).fill('sending'), 'waiting'])
    expect(uploads.unsent).toBe(true)
  })
  it('finished ones are cleared, the others stay', async () => {
    const uploads = await sending('a', 'b')
    sent(0).answer(200, result())
    await pass()
    uploads.clearFinished()
    await pass()
    expect(uploads.list.map(u => u.path)).toEqual(['b'])
  })
})

describe('cancelling', () => {
  it('ends what is sent and begins the next', async () => {
    const uploads = await sending(...Array.from({ length: 7 }, (_, i) => `f${i}`))
    uploads.cancel(only(uploads).id)
    await pass()
    expect(sent(0).aborted).toBe(true)
    expect(only(uploads).state).toBe('cancelled')
    expect(Sent.all).toHaveLength(7)
    expect(stateOf(uploads).filter(s => s === 'sending')).toHaveLength(6)
    expect(forgetFile).toHaveBeenCalledWith(only(uploads).id)
  })
  it('while it is checked sends nothing and stays cancelled', async () => {
    const uploads = new Uploads()
    await uploads.add([file('a')])
    await vi.advanceTimersByTimeAsync(10)
    uploads.cancel((uploads as unknown as { items: Map<string, Upload> }).items.keys().next().value as string)
    await pass(1000)
    expect(stateOf(uploads)).toEqual(['cancelled'])
    expect(Sent.all).toHaveLength(0)
  })
  it('while it is checked and held already stays cancelled', async () => {
    held = [{ digest: '61', source_id: 'src_9' }]
    const uploads = new Uploads()
    await uploads.add([file('a')])
    await vi.advanceTimersByTimeAsync(10)
    uploads.cancel((uploads as unknown as { items: Map<string, Upload> }).items.keys().next().value as string)
    await pass(1000)
    expect(stateOf(uploads)).toEqual(['cancelled'])
  })
  it('while it is read cancels the reading', async () => {
    const uploads = await sending('a')
    sent().answer(201, result({}, { status: 'queued' }))
    await pass(100)
    uploads.cancel(only(uploads).id)
    await pass(5000)
    expect(requests).toContain('POST /api/v1/runs/run_1/cancel')
    expect(only(uploads).state).toBe('cancelled')
  })
  it('while it is read again stays cancelled', async () => {
    const uploads = await sending('a')
    sent().answer(200, result({}, { status: 'failed', errors: ['x'] }))
    await pass()
    const first = server
    vi.stubGlobal('fetch', (request: Request) =>
      request.url.includes('/runs/') && request.method === 'GET'
        ? new Promise((_, fail) =>
            request.signal.addEventListener('abort', () => fail(new DOMException('Aborted', 'AbortError'))),
          )
        : first(request),
    )
    reread = () => json(result({}, { status: 'queued' }))
    uploads.retry(only(uploads).id)
    await pass(1000)
    expect(only(uploads).state).toBe('reading')
    uploads.cancel(only(uploads).id)
    await pass(1000)
    expect(only(uploads).state).toBe('cancelled')
  })
  it('what is finished does nothing', async () => {
    const uploads = await sending('a')
    sent().answer(200, result())
    await pass()
    uploads.cancel(only(uploads).id)
    await pass()
    expect(only(uploads).state).toBe('done')
  })
})

describe('trying again', () => {
  it('sends what was refused, under the same key', async () => {
    const uploads = await sending('a')
    sent().answer(500, {})
    await pass()
    uploads.retryFailed()
    await pass()
    expect(only(uploads)).toMatchObject({ state: 'sending', error: undefined, sent: 0 })
    expect(sent(1).headers['Idempotency-Key']).toBe(sent(0).headers['Idempotency-Key'])
    const kept = vi.mocked(keepFiles).mock.calls.map(([files]) => files[0]?.failed?.error.code)
    expect(kept).toEqual([undefined, 'INTERNAL_SERVER_ERROR', undefined])
  })
  it('sends what was cancelled', async () => {
    const uploads = await sending('a')
    uploads.cancel(only(uploads).id)
    uploads.retry(only(uploads).id)
    await pass()
    expect(only(uploads).state).toBe('sending')
    sent(1).answer(200, result())
    await pass()
    expect(only(uploads).state).toBe('done')
  })
  it('reads again what the server has', async () => {
    const uploads = await sending('a')
    sent().answer(200, result({}, { status: 'failed', errors: ['x'] }))
    await pass()
    uploads.retry(only(uploads).id)
    await pass()
    expect(only(uploads)).toMatchObject({ state: 'done', error: undefined })
    expect(requests).toContain('POST /api/v1/sources/src_1/reinterpret')
    expect(Sent.all).toHaveLength(1)
  })
  it('reads again what was cancelled while it was read', async () => {
    const uploads = await sending('a')
    sent().answer(202, result({}, { status: 'queued' }))
    await pass(100)
    uploads.cancel(only(uploads).id)
    uploads.retry(only(uploads).id)
    await pass(1000)
    expect(requests).toContain('POST /api/v1/sources/src_1/reinterpret')
    expect(only(uploads).state).toBe('done')
    expect(Sent.all).toHaveLength(1)
  })
  it('reads a picture by OCR where that is asked for', async () => {
    const uploads = await sending('a')
    sent().answer(200, result({ media_type: 'image/png' }, { status: 'failed', errors: ['UNSUPPORTED_MEDIA_TYPE: x'] }))
    await pass()
    expect(needsOcr(only(uploads))).toBe(true)
    uploads.retry(only(uploads).id, { ocr: true })
    await pass()
    expect(readWith).toEqual([{ ocr: true, wait: false }])
    expect(only(uploads).state).toBe('done')
  })
  it('reads six at a time', async () => {
    const uploads = await sending(...Array.from({ length: 6 }, (_, i) => `f${i}`))
    for (let i = 0; i < 6; i++) sent(i).answer(200, result({}, { status: 'failed', errors: ['x'] }))
    await uploads.add([file('f6'), file('f7')])
    lastRuns = [{ status: 'failed', errors: ['x'] }]
    await pass()
    for (let i = 6; i < 8; i++) sent(i).answer(200, result({}, { status: 'failed', errors: ['x'] }))
    await pass()
    reread = () => json(result({}, { status: 'running' }))
    runs = Array(50).fill({ status: 'running' })
    uploads.retryFailed()
    await pass()
    expect(stateOf(uploads).filter(s => s === 'reading')).toHaveLength(6)
    expect(stateOf(uploads).filter(s => s === 'waiting')).toHaveLength(2)
    expect(uploads.unsent, 'the server has them').toBe(false)
  })
  it('says why reading again was refused', async () => {
    const uploads = await sending('a')
    sent().answer(200, result({}, { status: 'failed', errors: ['x'] }))
    await pass()
    reread = () => json({ code: 'QUOTA_EXCEEDED', detail: 'Spent.' }, 429)
    uploads.retry(only(uploads).id)
    await pass()
    expect(only(uploads)).toMatchObject({ state: 'failed', error: { code: 'QUOTA_EXCEEDED' } })
  })
  it('does nothing to what is under way', async () => {
    const uploads = await sending('a')
    uploads.retry(only(uploads).id)
    await pass()
    expect(Sent.all).toHaveLength(1)
  })
})

describe('a server that can’t be reached', () => {
  it('is tried again, and the file is not lost', async () => {
    const uploads = await sending('a')
    sent().onerror?.()
    await pass()
    expect(only(uploads)).toMatchObject({ state: 'waiting', error: { code: 'OFFLINE' } })
    expect(uploads.unsent).toBe(true)
    await pass(4000)
    expect(only(uploads)).toMatchObject({ state: 'sending', error: undefined })
    sent(1).answer(200, result())
    await pass()
    expect(only(uploads)).toMatchObject({ state: 'done', error: undefined })
    expect(forgetFile).toHaveBeenCalledTimes(1)
  })
  it.each([503, 429])('or answers %i is given the time that it asks for', async status => {
    const uploads = await sending('a')
    sent().answer(status, { code: 'X', detail: 'Wait.', retry_after: 20 })
    await pass(19_000)
    expect(only(uploads).state).toBe('waiting')
    await pass(2000)
    expect(only(uploads).state).toBe('sending')
  })
  it('while it is asked what it holds', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const uploads = await sending('a')
    expect(only(uploads).state).toBe('waiting')
    vi.stubGlobal('fetch', server)
    await pass(4000)
    expect(only(uploads).state).toBe('sending')
  })
  it('while a file waits it can be cancelled and tried again, once', async () => {
    const uploads = await sending('a')
    sent().onerror?.()
    await pass(400)
    uploads.cancel(only(uploads).id)
    uploads.retry(only(uploads).id)
    await pass(8000)
    expect(Sent.all).toHaveLength(2)
    uploads.cancel(only(uploads).id)
    await pass()
    expect(sent(1).aborted).toBe(true)
    expect(only(uploads).state).toBe('cancelled')
  })
  it('while a file is read again waits too', async () => {
    const uploads = await sending('a')
    sent().answer(200, result({}, { status: 'failed', errors: ['x'] }))
    await pass()
    reread = () => json(result({}, { status: 'queued' }))
    runs = [{ status: 'failed', errors: ['again'] }]
    uploads.retry(only(uploads).id)
    await pass(2000)
    expect(only(uploads)).toMatchObject({ state: 'failed', error: { message: 'again' } })
  })
})

describe('an earlier visit', () => {
  const kept: KeptFile[] = [
    { id: 'old', user: 'anna', ...file('a') },
    { id: 'address', user: 'anna', file: null, path: 'https://x', url: 'https://x' },
    { id: 'of another', user: 'ben', ...file('b') },
  ]
  it('left files that go on, once', async () => {
    vi.mocked(keptFiles).mockResolvedValue(kept)
    const uploads = new Uploads()
    uploads.resume('anna')
    uploads.resume('anna')
    await pass()
    expect(keptFiles).toHaveBeenCalledTimes(1)
    expect(uploads.list.map(u => u.id)).toEqual(['old', 'address'])
    expect(sent().headers['Idempotency-Key']).toBe('old')
  })
  it('left what failed, with its reason and for another try', async () => {
    const error = { code: 'PAYLOAD_TOO_LARGE', message: 'Too large.', status: 413 }
    vi.mocked(keptFiles).mockResolvedValue([
      { id: 'refused', user: 'anna', ...file('a'), failed: { size: 1, error } },
      { id: 'broken', user: 'anna', file: null, path: 'b', failed: { size: 1, sourceId: 'src_7', error } },
    ])
    const uploads = new Uploads()
    uploads.resume('anna')
    await pass()
    expect(uploads.list.map(u => [u.state, u.error?.message])).toEqual(Array(2).fill(['failed', 'Too large.']))
    expect(Sent.all).toEqual([])
    uploads.retryFailed()
    await pass()
    expect(Sent.all).toHaveLength(1)
    expect(requests).toContain('POST /api/v1/sources/src_7/reinterpret')
    await pass()
    uploads.clearFinished()
    expect(forgetFile).toHaveBeenCalledWith('broken')
  })
  it('that was paused stays so, until nothing waits', async () => {
    vi.mocked(keptFiles).mockResolvedValue(kept)
    const before = new Uploads()
    before.resume('anna')
    await pass()
    before.pause(true)
    Sent.all = []
    const uploads = new Uploads()
    uploads.resume('anna')
    await pass()
    expect(uploads.paused).toBe(true)
    expect(stateOf(uploads)).toEqual(['waiting', 'waiting'])
    expect(Sent.all).toEqual([])
    for (const { id } of uploads.list) uploads.cancel(id)
    expect(uploads.paused).toBe(false)
    uploads.resume('ben')
    expect(uploads.paused).toBe(false)
  })
  it('of another user sends nothing of theirs, and what they see ends with them', async () => {
    vi.mocked(keptFiles).mockResolvedValue(kept)
    const uploads = new Uploads()
    uploads.resume('anna')
    await pass()
    uploads.resume('ben')
    await pass()
    expect(uploads.list.map(u => u.id)).toEqual(['of another'])
  })
  it('in a window that keeps nothing left none', async () => {
    vi.mocked(keptFiles).mockRejectedValue(new Error('private'))
    vi.mocked(keepFiles).mockRejectedValue(new Error('private'))
    vi.mocked(forgetFile).mockRejectedValue(new Error('private'))
    const uploads = new Uploads()
    uploads.resume('anna')
    await uploads.add([file('a')])
    await pass()
    sent().answer(200, result())
    await pass()
    expect(stateOf(uploads)).toEqual(['done'])
  })
})
