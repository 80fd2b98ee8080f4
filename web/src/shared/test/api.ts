import { vi } from 'vitest'
import type { Schemas } from '../../api/client'
import type { paths } from '../../api/schema'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
/** The paths that have that method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never
}[keyof paths]

/** The generated types call an object of any names one of none; fixtures need to fill it. */
type Open<T> = T extends object
  ? T extends readonly (infer U)[]
    ? Open<U>[]
    : [T] extends [Record<string, never>]
      ? Record<string, unknown>
      : { [K in keyof T]: Open<T[K]> }
  : T
type Success = 200 | 201 | 202 | 204
type ContentOf<R> = R extends { content: { 'application/json': infer T } } ? Open<T> : undefined
/** What a route answers when it does what was asked. */
export type Answer<M extends Method, P extends PathOf<M>> =
  paths[P] extends Record<M, { responses: infer R }> ? ContentOf<R[keyof R & Success]> : never
/** A shape of the API by its name, to be filled by a fixture. */
export type Shape<N extends keyof Schemas> = Open<Schemas[N]>

export interface Asked {
  path: string
  query: Record<string, string>
  body: unknown
}

type Reply = (asked: Asked, signal: AbortSignal) => Response | Promise<Response>
interface Route {
  method: string
  pattern: RegExp
  reply: Reply
  fits?: (asked: Asked) => boolean
}

const json = (body: unknown, status = 200, type = 'application/json') =>
  status === 204 || body === undefined
    ? new Response(null, { status: 204 })
    : new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } })

/** Stands for the server: answers by route, the route that was told last first; what was not told is refused and named. */
export class FakeServer {
  private routes: Route[] = []
  private gone = false
  readonly calls: (Asked & { method: string })[] = []
  /** Calls that no test told an answer for. */
  readonly unexpected: string[] = []

  constructor() {
    vi.stubGlobal('fetch', (input: Request | string, init?: RequestInit) =>
      this.take(input instanceof Request ? input : new Request(new URL(input, location.origin), init)),
    )
  }

  answer<M extends Method, P extends PathOf<M>>(method: M, path: P, answer: Answer<M, P> | ((asked: Asked) => Answer<M, P>)) {
    return this.on(method, path, asked => json(typeof answer === 'function' ? (answer as (a: Asked) => unknown)(asked) : answer))
  }

  /** Answers those calls that fit; others get what was told before. */
  answerWhen<M extends Method, P extends PathOf<M>>(method: M, path: P, fits: (asked: Asked) => boolean, answer: Answer<M, P>) {
    return this.on(method, path, () => json(answer), fits)
  }

  /** Refuses with a problem, as the server writes them. */
  fail<M extends Method, P extends PathOf<M>>(method: M, path: P, status: number, problem: Partial<Schemas['Problem']> = {}) {
    const body = { type: 'about:blank', title: 'Refused', status, code: 'INTERNAL_SERVER_ERROR', ...problem }
    return this.on(method, path, () => json(body, status, 'application/problem+json'))
  }

  hang<M extends Method, P extends PathOf<M>>(method: M, path: P) {
    return this.on(
      method,
      path,
      (_, signal) =>
        new Promise((_, stop) => signal.addEventListener('abort', () => stop(new DOMException('Aborted', 'AbortError')))),
    )
  }

  /** Bytes, as sources have them. */
  bytes<P extends PathOf<'get'>>(path: P, text: string, type = 'text/plain') {
    return this.on('get', path, () => new Response(text, { headers: { 'Content-Type': type } }))
  }

  /** Whether the server can be reached at all. */
  reachable(reachable: boolean) {
    this.gone = !reachable
  }

  asked<M extends Method, P extends PathOf<M>>(method: M, path: P): Asked[] {
    const pattern = patternOf(path)
    return this.calls.filter(c => c.method === method && pattern.test(c.path))
  }

  private on(method: Method, path: string, reply: Reply, fits?: Route['fits']) {
    this.routes.unshift({ method, pattern: patternOf(path), reply, fits })
    return this
  }

  private async take(request: Request): Promise<Response> {
    if (this.gone) throw new TypeError('Failed to fetch')
    const url = new URL(request.url)
    const method = request.method.toLowerCase()
    const text = await request.text()
    const asked = { path: url.pathname, query: Object.fromEntries(url.searchParams), body: text ? JSON.parse(text) : undefined }
    this.calls.push({ method, ...asked })
    const route = this.routes.find(r => r.method === method && r.pattern.test(url.pathname) && (r.fits?.(asked) ?? true))
    if (route) return route.reply(asked, request.signal)
    this.unexpected.push(`${request.method} ${url.pathname}`)
    return json({ code: 'NOT_TOLD', detail: `No test told the answer of ${request.method} ${url.pathname}.` }, 500)
  }
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`)
