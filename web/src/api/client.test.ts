import { describe, expect, it, vi } from 'vitest'
import { ApiError, answer, api, newKey, onSignedOut, parseJson, raw } from './client'

const json = (body: string, status = 200, headers: Record<string, string> = {}) =>
  new Response(body, { status, headers: { 'Content-Type': 'application/json', ...headers } })

function stub(respond: (request: Request) => Response | Promise<Response>) {
  const fetch = vi.fn(async (request: Request) => respond(request))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

describe('parseJson', () => {
  it.each([
    ['12345678901234567.89', '12345678901234567.89'],
    ['-9007199254740993', '-9007199254740993'],
    ['0.12345678901234567', '0.12345678901234567'],
    ['1.00000000000000000', '1.00000000000000000'],
    ['123456789012345', 123456789012345],
    ['0.1', 0.1],
    ['-5', -5],
    ['1.5e3', 1500],
    ['0.8333333333333334', 0.8333333333333334],
    ['6.123233995736766E-17', 6.123233995736766e-17],
    ['100000000000000000', 100000000000000000],
  ])('takes %s as %s', (text, value) => expect(parseJson(`{"a":[${text}]}`)).toEqual({ a: [value] }))
  it('leaves texts alone', () => {
    const text = '{"a":"12345678901234567","b":"say \\"12345678901234567, 2\\" \\\\","12345678901234567":true}'
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })
  it('refuses what is not JSON', () => {
    expect(() => parseJson('{"a":12345678901234567')).toThrow(SyntaxError)
    expect(() => parseJson('12345678901234567 12345678901234567')).toThrow(SyntaxError)
  })
})

describe('a call', () => {
  it('keeps amounts exact, whether the answer says its length or not', async () => {
    const body = '{"items":[{"amount":12345678901234567.89}]}'
    for (const headers of [{}, { 'Content-Length': String(body.length) }] as Record<string, string>[]) {
      stub(() => json(body, 200, headers))
      expect(await answer(api.GET('/api/v1/due'))).toEqual({ items: [{ amount: '12345678901234567.89' }] })
    }
  })
  it('that is refused throws the problem', async () => {
    const problem = { code: 'RATE_LIMITED', detail: 'Too many.', advice: 'Wait.', retry_after: 7, trace_id: 't1', status: 429 }
    stub(() => json(JSON.stringify(problem), 429, { 'Content-Type': 'application/problem+json' }))
    const error = await answer(api.GET('/api/v1/due')).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      code: 'RATE_LIMITED',
      message: 'Too many.',
      status: 429,
      advice: 'Wait.',
      retryAfter: 7,
      traceId: 't1',
    })
  })
  it('that a proxy refuses without JSON throws the status', async () => {
    stub(() => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }))
    await expect(answer(api.GET('/api/v1/due'))).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR', status: 502 })
    await expect(raw('/x')).rejects.toMatchObject({ status: 502, message: 'HTTP 502' })
  })
  it('that a proxy refuses without a body throws the status', async () => {
    stub(() => new Response(null, { status: 503 }))
    await expect(answer(api.GET('/api/v1/due'))).rejects.toMatchObject({ status: 503 })
  })
  it('without a server is offline', async () => {
    stub(() => Promise.reject(new TypeError('Failed to fetch')))
    const error = (await answer(api.GET('/api/v1/due')).catch((e: unknown) => e)) as ApiError
    expect(error.isOffline).toBe(true)
  })
  it('that is given up stays given up', async () => {
    stub(() => Promise.reject(new DOMException('Aborted', 'AbortError')))
    await expect(raw('/x')).rejects.toMatchObject({ name: 'AbortError' })
  })
  it('without content returns', async () => {
    stub(() => new Response(null, { status: 204 }))
    await expect(answer(api.DELETE('/api/v1/session'))).resolves.toBeUndefined()
  })
  it('that finds no session tells who listens, until they stop', async () => {
    stub(() => json('{"code":"UNAUTHORIZED"}', 401))
    const told = vi.fn()
    const end = onSignedOut(told)
    await expect(answer(api.GET('/api/v1/due'))).rejects.toMatchObject({ status: 401 })
    expect(told).toHaveBeenCalledTimes(1)
    end()
    await expect(raw('/x')).rejects.toMatchObject({ status: 401 })
    expect(told).toHaveBeenCalledTimes(1)
  })
})

it('the bytes of a source come as they are', async () => {
  stub(() => json('[12345678901234567]'))
  expect(await (await raw('/api/v1/sources/src_1/content')).text()).toBe('[12345678901234567]')
})
it('keys differ, without TLS too', () => {
  expect(newKey()).not.toBe(newKey())
  vi.stubGlobal('crypto', { getRandomValues: <T>(bytes: T) => bytes })
  expect(newKey().length).toBeGreaterThan(15)
})
