import createClient from 'openapi-fetch'
import type { components, paths } from './schema'

/** The shapes of the API, by their names. */
export type Schemas = components['schemas']

/** Every refusal of the server, and that it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly advice?: string,
    readonly retryAfter?: number,
    readonly traceId?: string,
  ) {
    super(message)
  }

  get isOffline() {
    return this.code === 'OFFLINE'
  }

  static of(status: number, problem: Partial<Schemas['Problem']> | undefined): ApiError {
    return new ApiError(
      problem?.code ?? 'INTERNAL_SERVER_ERROR',
      problem?.detail ?? problem?.title ?? `HTTP ${status}`,
      status,
      problem?.advice ?? undefined,
      problem?.retry_after ?? undefined,
      problem?.trace_id ?? undefined,
    )
  }
}

/** JSON in which a number that a double can't hold exactly is the text that it was, so that no amount is shown rounded. */
function exact(json: string): string {
  return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?![\d.eE])/g, part =>
    part.startsWith('"') || part.length < 16 || String(Number(part)) === part ? part : `"${part}"`,
  )
}

/** Parses JSON; long numbers stay text. */
export const parseJson = (json: string): unknown => JSON.parse(exact(json))

const signedOut = new Set<() => void>()

/** Calls back when the server says that the session has ended. */
export function onSignedOut(callback: () => void) {
  signedOut.add(callback)
  return () => signedOut.delete(callback)
}

let user: string | undefined

/** Says whose page this is: where another tab has signed in as somebody else, the server refuses what this one sends. */
export function actAs(name: string | undefined) {
  user = name
}

/** What every request says of the page. */
export const pageHeaders = (): Record<string, string> => (user === undefined ? {} : { 'Strata-User': user })

async function send(request: Request): Promise<Response> {
  for (const [name, value] of Object.entries(pageHeaders())) request.headers.set(name, value)
  let response: Response
  try {
    response = await fetch(request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError('OFFLINE', 'The server can’t be reached.', 0)
  }
  if (response.status === 401) for (const callback of signedOut) callback()
  return response
}

async function sendTyped(request: Request): Promise<Response> {
  const response = await send(request)
  if (response.status === 204 || !response.headers.get('Content-Type')?.includes('json')) return response
  return new Response(exact(await response.text()), response)
}

export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? 'http://localhost' : location.origin,
  fetch: sendTyped,
})

/** Returns the answer of a call, or throws what the server refused it with. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call
  if (error !== undefined || !response.ok) throw ApiError.of(response.status, error as Partial<Schemas['Problem']>)
  return data as T
}

/** Calls a route that has no typed client: uploads and raw content. */
export async function raw(path: string, init?: RequestInit): Promise<Response> {
  const response = await send(new Request(new URL(path, location.origin), init))
  if (!response.ok) {
    let problem: Partial<Schemas['Problem']> | undefined
    try {
      problem = parseJson(await response.text()) as Partial<Schemas['Problem']>
    } catch {
      // Not JSON: the status says it.
    }
    throw ApiError.of(response.status, problem)
  }
  return response
}

/** Names a request, so that one that is sent twice is done once. */
export const newKey = () =>
  crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16)).join('')
