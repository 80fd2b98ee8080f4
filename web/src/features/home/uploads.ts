import { ApiError, answer, api, newKey, pageHeaders, parseJson, raw, type Schemas } from '../../api/client'
import { followRun } from '../../shared/events'
import type { Dropped } from './dropped'
import { isPaused, keepPaused } from './paused'
import { forgetFile, type KeptFile, keepFiles, keptFiles } from './queue'

export type UploadState =
  | 'waiting'
  | 'checking'
  | 'sending'
  | 'reading'
  | 'done'
  | 'held'
  | 'unread'
  | 'partial'
  | 'failed'
  | 'unsupported'
  | 'cancelled'

export interface Upload {
  id: string
  name: string
  path: string
  size: number
  state: UploadState
  sent: number
  /** What its run does; left out while that is not known. */
  stage?: 'queued' | 'read' | 'interpret'
  /** Passages read so far. */
  blocks?: number
  /** Of what is being read, 0 to 1; left out while its length is unknown. */
  read?: number
  sourceId?: string
  mediaType?: string
  /** The store had it before it came. */
  held?: boolean
  runId?: string
  entities: { id: string; title: string }[]
  entityCount: number
  members: number
  error?: ApiError
}

const asNew = (id: string, path: string): Upload => ({
  id,
  name: path.split('/').pop() || path,
  path,
  size: 0,
  state: 'waiting',
  sent: 0,
  entities: [],
  entityCount: 0,
  members: 0,
})

/** The code of what the browser could not read: sending it again is of no use. */
export const unreadable = 'UNREADABLE'

/** Whether it failed in a way that another try may mend, or was not read. */
export const canRetry = (upload: Upload) =>
  (upload.state === 'failed' && upload.error?.code !== unreadable) ||
  upload.state === 'partial' ||
  upload.state === 'cancelled' ||
  upload.state === 'unread'

const pictures = new Set(['image/png', 'image/jpeg', 'image/tiff', 'image/webp', 'image/gif', 'image/bmp'])

/** Whether it is a picture that only OCR reads. */
export const needsOcr = (upload: Upload) => upload.state === 'unsupported' && pictures.has(upload.mediaType ?? '')

/** Above this a file goes in pieces that a broken connection does not lose. */
const resumableFrom = 50 * 1000 * 1000
/** So many files at a time; the server has as many slots to read them. */
const parallel = 6
const finished = new Set<UploadState>(['done', 'held', 'unread', 'partial', 'failed', 'unsupported', 'cancelled'])

export const isFinished = (upload: Upload) => finished.has(upload.state)

type Reading = Pick<Schemas['RunResult'], 'run_id' | 'status' | 'entity_count' | 'errors'>
type ReadOptions = Pick<Schemas['ReinterpretOptions'], 'ocr'>

const isUnderWay = (run: Reading | null | undefined) => run?.status === 'queued' || run?.status === 'running'

/** The files of this browser on their way into the store. One for the page's whole life. */
export class Uploads {
  private items = new Map<string, Upload>()
  private files = new Map<string, KeptFile>()
  private running = new Map<string, AbortController>()
  private listeners = new Set<() => void>()
  private known: { digest: string; tell: (source: Held | undefined) => void; fail: (error: unknown) => void }[] = []
  /** What the server may have got already: it is sent again under its key, and the answer says how far it was read. */
  private tried = new Set<string>()
  /** What the server holds and is to read again. */
  private toRead = new Map<string, ReadOptions>()
  private user = ''
  paused = false
  list: Upload[] = []

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Goes on with what an earlier visit of this user had not sent; what another added is none of theirs. */
  resume(user: string) {
    if (this.user === user) return
    for (const running of this.running.values()) running.abort()
    this.running.clear()
    this.items.clear()
    this.files.clear()
    this.tried.clear()
    this.toRead.clear()
    this.tell()
    this.user = user
    this.paused = isPaused(user)
    // A private window may keep nothing: what is dropped there lives as long as the page.
    keptFiles().then(
      kept => {
        if (this.user !== user) return
        const mine = kept.filter(k => k.user === user)
        for (const k of mine) this.tried.add(k.id)
        this.take(mine)
        this.endPause()
      },
      () => this.endPause(),
    )
  }

  /** Takes files on their way; one that the browser could not read is named as failed. */
  async add(files: Dropped[]) {
    const kept = files.map(
      (f): KeptFile => ({
        id: newKey(),
        user: this.user,
        ...f,
        ...(f.file ? {} : { failed: { size: 0, error: { code: unreadable, message: f.path, status: 0 } } }),
      }),
    )
    this.take(kept)
    await keepFiles(kept).catch(() => {})
  }

  async addUrl(url: string) {
    const kept = { id: newKey(), user: this.user, file: null, path: url, url }
    this.take([kept])
    await keepFiles([kept]).catch(() => {})
  }

  pause(paused: boolean) {
    this.paused = paused
    keepPaused(this.user, paused)
    this.tell()
    this.pump()
  }

  /** Pausing is about the files that are there: later ones go at once. */
  private endPause() {
    if (this.paused && [...this.items.values()].every(isFinished)) this.pause(false)
  }

  cancel(id: string) {
    const item = this.items.get(id)
    if (!item || isFinished(item)) return
    this.running.get(id)?.abort()
    if (item.runId) api.POST('/api/v1/runs/{run_id}/cancel', { params: { path: { run_id: item.runId } } }).catch(() => {})
    this.end(id, { state: 'cancelled' })
  }

  /** Sends a file again, or has it read again where the server holds it. */
  retry(id: string, options: ReadOptions = {}) {
    const item = this.items.get(id)
    const kept = this.files.get(id)
    if (!item || !kept || !(canRetry(item) || needsOcr(item))) return
    if (item.sourceId) this.toRead.set(id, options)
    this.set(id, {
      state: 'waiting',
      sent: 0,
      error: undefined,
      runId: undefined,
      stage: undefined,
      blocks: undefined,
      read: undefined,
    })
    if (!item.sourceId) void keepFiles([kept]).catch(() => {})
    this.pump()
  }

  retryFailed() {
    for (const item of this.list) if (item.state === 'failed' && canRetry(item)) this.retry(item.id)
  }

  clearFinished() {
    for (const item of this.list) {
      if (!isFinished(item)) continue
      this.items.delete(item.id)
      this.files.delete(item.id)
      if (item.state === 'failed') void forgetFile(item.id).catch(() => {})
    }
    this.tell()
  }

  get unsent() {
    return this.list.some(
      item => (item.state === 'waiting' && !this.toRead.has(item.id)) || item.state === 'checking' || item.state === 'sending',
    )
  }

  private take(kept: KeptFile[]) {
    for (const k of kept) {
      if (this.items.has(k.id)) continue
      const { failed, ...file } = k
      this.files.set(k.id, file)
      this.items.set(k.id, { ...asNew(k.id, k.path), size: k.file?.size ?? 0, ...(failed && asFailed(failed)) })
    }
    this.tell()
    this.pump()
  }

  private set(id: string, change: Partial<Upload>) {
    const before = this.items.get(id)
    if (!before) return
    this.items.set(id, { ...before, ...change })
    this.tell()
  }

  private end(id: string, change: Partial<Upload>) {
    this.running.delete(id)
    this.toRead.delete(id)
    this.set(id, change)
    void this.keepEnd(id).catch(() => {})
    this.endPause()
    this.pump()
  }

  /** What failed outlives a reload, with its file as long as the server does not hold it. */
  private keepEnd(id: string) {
    const item = this.items.get(id)
    const kept = this.files.get(id)
    if (!kept || item?.state !== 'failed' || !item.error) return forgetFile(id)
    const { code, message, status, advice } = item.error
    const { size, sourceId, held, mediaType } = item
    const failed = { size, sourceId, held, mediaType, error: { code, message, status, advice } }
    return keepFiles([{ ...kept, file: sourceId ? null : kept.file, failed }])
  }

  private scheduled = false
  /** Tells what has changed once a frame, however many files report. */
  private tell() {
    if (this.scheduled) return
    this.scheduled = true
    setTimeout(() => {
      this.scheduled = false
      this.list = [...this.items.values()]
      for (const listener of this.listeners) listener()
    }, 50)
  }

  private pump() {
    if (this.paused) return
    for (const item of this.items.values()) {
      if (this.running.size >= parallel) return
      if (item.state !== 'waiting' || this.running.has(item.id)) continue
      const abort = new AbortController()
      this.running.set(item.id, abort)
      void this.send(item.id, abort.signal)
    }
  }

  private async send(id: string, signal: AbortSignal) {
    const kept = this.files.get(id)
    if (!kept) return
    const options = this.toRead.get(id)
    try {
      const result = options
        ? await this.readAgain(id, options, signal)
        : kept.url
          ? await this.fetchUrl(kept, signal)
          : await this.sendFile(kept, signal)
      if (!result || signal.aborted) return
      this.set(id, {
        sourceId: result.source_id,
        ...(kept.url ? { name: result.file_name ?? kept.path } : {}),
        mediaType: result.media_type,
        held: !options && result.deduplicated,
        runId: result.run?.run_id,
        size: result.byte_size,
        sent: result.byte_size,
        entities: entitiesOf(result),
      })
      if (!options && result.deduplicated && !isUnderWay(result.run)) await this.settle(id, result.source_id, signal)
      else await this.follow(id, result.source_id, result.run ?? undefined, signal)
    } catch (error) {
      if (signal.aborted) return
      const refusal = error instanceof ApiError ? error : new ApiError('FAILED', String(error), 0)
      if (isPassing(refusal)) {
        // The server restarts or asks for patience: the file waits and goes again by itself.
        this.tried.add(id)
        this.set(id, { state: 'waiting', sent: 0, error: refusal })
        setTimeout(
          () => {
            if (signal.aborted) return
            this.running.delete(id)
            this.pump()
          },
          (refusal.retryAfter ?? 3) * 1000,
        )
        return
      }
      this.end(id, { state: refusal.status === 415 ? 'unsupported' : 'failed', error: refusal })
    }
  }

  private async fetchUrl(kept: KeptFile, signal: AbortSignal) {
    this.set(kept.id, { state: 'sending', error: undefined })
    return answer(
      api.POST('/api/v1/sources/url', { body: { url: kept.url ?? '', wait: false, idempotency_key: kept.id }, signal }),
    )
  }

  private async sendFile(kept: KeptFile, signal: AbortSignal): Promise<Schemas['IngestResult'] | undefined> {
    const file = kept.file
    if (!file) return
    this.set(kept.id, { state: 'checking', error: undefined })
    const digest = await digestOf(file, signal)
    signal.throwIfAborted()
    const again = this.tried.has(kept.id) && file.size <= resumableFrom
    const held = again ? undefined : await this.isKnown(digest)
    signal.throwIfAborted()
    if (held) {
      this.set(kept.id, { sourceId: held.source_id, sent: file.size, held: true })
      await this.settle(kept.id, held.source_id, signal)
      return
    }
    this.set(kept.id, { state: 'sending' })
    this.tried.add(kept.id)
    const progress = (sent: number) => this.set(kept.id, { sent })
    if (file.size <= resumableFrom) return sendWhole(kept.id, file, kept.path, progress, signal)
    const { sendInPieces } = await code(() => import('./resumable'))
    return sendInPieces(kept.id, file, kept.path, progress, signal)
  }

  private async readAgain(id: string, options: ReadOptions, signal: AbortSignal) {
    this.set(id, { state: 'reading', error: undefined })
    return answer(
      api.POST('/api/v1/sources/{source_id}/reinterpret', {
        params: { path: { source_id: this.items.get(id)?.sourceId ?? '' } },
        body: { ...options, wait: false },
        signal,
      }),
    )
  }

  /** Shows what the last reading of a file that was held already left. */
  private async settle(id: string, sourceId: string, signal: AbortSignal) {
    const source = await sourceOf(sourceId, signal)
    const run = (source.runs ?? []).filter(r => !r.deleted_by).at(-1)
    if (isUnderWay(run)) {
      this.set(id, { runId: run?.run_id })
      await this.follow(id, sourceId, run, signal)
    } else this.conclude(id, run, source)
  }

  /** Waits until the file is read. */
  private async follow(id: string, sourceId: string, first: Reading | undefined, signal: AbortSignal) {
    let run = first
    this.set(id, { state: 'reading', stage: run?.status === 'queued' ? 'queued' : undefined })
    const runId = run?.run_id ?? ''
    let wake = () => {}
    const end = followRun(runId, moved => {
      const stage = moved.state === 'queued' ? 'queued' : (moved.stage ?? undefined)
      this.set(id, { stage, blocks: moved.done, read: moved.total ? moved.done / moved.total : undefined })
      if (moved.state !== 'queued' && moved.state !== 'running') wake()
    })
    try {
      // Events wake it; should they be late or lost, it asks.
      for (let wait = 300; run && isUnderWay(run); wait = Math.min(wait * 2, 5000)) {
        await new Promise<void>(go => {
          wake = go
          setTimeout(go, wait)
        })
        if (signal.aborted) return
        run = await answer(api.GET('/api/v1/runs/{run_id}', { params: { path: { run_id: runId } }, signal }))
      }
    } finally {
      end()
    }
    this.conclude(id, run, await sourceOf(sourceId, signal))
  }

  private conclude(id: string, run: Reading | undefined, source: Schemas['SourceView']) {
    const known = {
      entityCount: run?.entity_count ?? 0,
      members: source.member_count ?? 0,
      mediaType: source.media_type,
    }
    const held = this.items.get(id)?.held
    switch (run?.status) {
      case 'failed':
        return this.end(id, { ...known, ...failure(run.errors) })
      case 'partial':
        return this.end(id, { ...known, state: 'partial', error: new ApiError('PARTIAL', (run.errors ?? []).join(' '), 0) })
      case 'cancelled':
        return this.end(id, { ...known, state: 'cancelled' })
      case undefined:
        return this.end(id, { ...known, state: held ? 'unread' : 'done' })
      default:
        return this.end(id, { ...known, state: held ? 'held' : 'done' })
    }
  }

  /** Asks for many digests at once. */
  private isKnown(digest: string): Promise<Held | undefined> {
    return new Promise((tell, fail) => {
      this.known.push({ digest, tell, fail })
      if (this.known.length === 1) setTimeout(() => void this.askKnown(), 40)
    })
  }

  private async askKnown() {
    const asked = this.known.splice(0, 1000)
    try {
      const response = await raw('/api/v1/sources/known', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ digests: asked.map(a => a.digest) }),
      })
      const held = new Map(((parseJson(await response.text()) as { items: Held[] }).items ?? []).map(h => [h.digest, h]))
      for (const { digest, tell } of asked) tell(held.get(digest))
    } catch (error) {
      for (const { fail } of asked) fail(error)
    }
  }
}

interface Held {
  digest: string
  source_id: string
}

const sourceOf = (id: string, signal: AbortSignal) =>
  answer(api.GET('/api/v1/sources/{source_id}', { params: { path: { source_id: id } }, signal }))

/** Whether the server restarts or asks for patience: a quota that is spent passes only with the month. */
const isPassing = (refusal: ApiError) =>
  refusal.isOffline || refusal.status === 503 || (refusal.status === 429 && !refusal.code.endsWith('QUOTA_EXCEEDED'))

/** Fetches code that is rarely needed; where that fails, the server can't be reached. */
const code = <T>(load: () => Promise<T>): Promise<T> =>
  load().catch(() => {
    throw new ApiError('OFFLINE', 'The server can’t be reached.', 0)
  })

function asFailed({ error, ...more }: NonNullable<KeptFile['failed']>): Partial<Upload> {
  return { ...more, state: 'failed', error: new ApiError(error.code, error.message, error.status, error.advice) }
}

/** Whether a run failed because nothing reads such files. */
const isOfNoKind = (errors: string[] | null | undefined) => /UNSUPPORTED_MEDIA_TYPE|no parser/i.test((errors ?? []).join(' '))

function failure(errors: string[] | undefined): Pick<Upload, 'state' | 'error'> {
  const text = (errors ?? []).join(' ')
  return {
    state: isOfNoKind(errors) ? 'unsupported' : 'failed',
    error: new ApiError('FAILED', text, 0),
  }
}

function entitiesOf(result: Schemas['IngestResult']) {
  return (result.run?.entities ?? [])
    .slice(0, 3)
    .map(e => ({ id: e.entity_id, title: String((e.fields as Record<string, unknown>).title ?? e.entity_type) }))
}

async function digestOf(file: File, signal: AbortSignal): Promise<string> {
  if (crypto.subtle && file.size < 64_000_000)
    return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())))
  // Large files, and addresses without TLS, where browsers have no digest of their own.
  const { sha256 } = await code(() => import('@noble/hashes/sha2.js'))
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += 4_000_000) {
    if (signal.aborted) throw new DOMException('Aborted', 'AbortError')
    hash.update(new Uint8Array(await file.slice(at, at + 4_000_000).arrayBuffer()))
  }
  return hex(hash.digest())
}

const hex = (bytes: Uint8Array) => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')

/** Only XMLHttpRequest says how much has been sent. */
function sendWhole(
  id: string,
  file: File,
  path: string,
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<Schemas['IngestResult']> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const query = new URLSearchParams({ file_name: file.name, wait: 'false' })
    if (path !== file.name) query.set('origin_path', path)
    request.open('POST', `/api/v1/sources?${query}`)
    request.setRequestHeader('Idempotency-Key', id)
    for (const [name, value] of Object.entries(pageHeaders())) request.setRequestHeader(name, value)
    if (file.type) request.setRequestHeader('Content-Type', file.type)
    request.upload.onprogress = e => progress(e.loaded)
    request.onerror = () => reject(new ApiError('OFFLINE', 'The server can’t be reached.', 0))
    request.onload = () => {
      try {
        const body = parseJson(request.responseText)
        if (request.status < 300) resolve(body as Schemas['IngestResult'])
        else reject(ApiError.of(request.status, body as Partial<Schemas['Problem']>))
      } catch {
        reject(ApiError.of(request.status, undefined))
      }
    }
    signal.addEventListener('abort', () => {
      request.abort()
      reject(new DOMException('Aborted', 'AbortError'))
    })
    request.send(file)
  })
}

export const uploads = new Uploads()
