import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { ApiError } from '../../api/client'
import { Providers } from '../test/render'
import { ErrorBoundary, ErrorState, LoadingState, QueryState } from '.'

const show = (children: ReactNode) => render(<Providers>{children}</Providers>)

describe('ErrorState', () => {
  it.each([
    [400, 'VALIDATION_FAILED', 'That can’t be right'],
    [422, 'INVALID', 'That can’t be right'],
    [403, 'FORBIDDEN', 'Not allowed'],
    [404, 'NOT_FOUND', 'Not found'],
    [410, 'GONE', 'Not found'],
    [409, 'CONFLICT', 'It has changed meanwhile'],
    [412, 'PRECONDITION_FAILED', 'It has changed meanwhile'],
    [413, 'PAYLOAD_TOO_LARGE', 'Too large'],
    [429, 'RATE_LIMITED', 'Too many requests'],
    [429, 'INTERPRETATION_QUOTA_EXCEEDED', 'Your plan’s limit is reached'],
    [402, 'STORAGE_QUOTA_EXCEEDED', 'Your plan’s limit is reached'],
    [500, 'INTERNAL_SERVER_ERROR', 'This did not work'],
    [503, 'UNAVAILABLE', 'This did not work'],
    [418, 'ANYTHING', 'This did not work'],
  ])('%i %s is “%s”, with its code', (status, code, heading) => {
    show(<ErrorState error={new ApiError(code, 'What happened.', status, 'What to do.')} />)
    const alert = screen.getByRole('alert')
    for (const text of [heading, 'What happened.', 'What to do.', `Code ${code}`]) expect(alert).toHaveTextContent(text)
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })
  it('says how long to wait, and the trace', () => {
    show(<ErrorState error={new ApiError('RATE_LIMITED', 'x', 429, undefined, 1, 'abc')} />)
    expect(screen.getByRole('alert')).toHaveTextContent('Try again in 1 second.')
    expect(screen.getByRole('alert')).toHaveTextContent('Code RATE_LIMITED, trace abc')
  })
  it.each([
    'Look it up: GET /api/v1/entities, /api/v1/entities/find?identifier=…',
    'Keep the bytes with interpret=false, or send them in another format.',
    'Use a new Idempotency-Key for another request.',
  ])('leaves out advice for programs: %s', advice => {
    show(<ErrorState error={new ApiError('ENTITY_NOT_FOUND', 'There is no such entity.', 404, advice, undefined, 'abc')} />)
    expect(screen.getByRole('alert')).toHaveTextContent('There is no such entity.')
    expect(screen.getByRole('alert')).toHaveTextContent('Code ENTITY_NOT_FOUND, trace abc')
    expect(screen.getByRole('alert')).not.toHaveTextContent(advice)
  })
  it('without a server has no code, but advice', () => {
    show(<ErrorState error={new ApiError('OFFLINE', 'x', 0)} />)
    expect(screen.getByRole('alert')).toHaveTextContent('The server can’t be reached')
    expect(screen.getByRole('alert')).not.toHaveTextContent('OFFLINE')
  })
  it.each([new Error('Broken.'), 'Broken.'])('of another kind shows its text: %s', error => {
    show(<ErrorState error={error} />)
    expect(screen.getByRole('alert')).toHaveTextContent('Broken.')
  })
  it('tries again', async () => {
    const retry = vi.fn()
    show(<ErrorState error={new Error('x')} retry={retry} />)
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(retry).toHaveBeenCalledTimes(1)
  })
  it('takes hostile text as text', () => {
    const { container } = show(<ErrorState error={new ApiError('X', '<img src=x onerror=alert(1)>', 400)} />)
    expect(container.querySelector('img')).toBeNull()
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeInTheDocument()
  })
})

describe('QueryState', () => {
  const refetch = vi.fn()
  const query = (data: string | undefined, error: unknown = null) => ({ data, error, refetch })
  const shown = (q: ReturnType<typeof query>) => show(<QueryState query={q}>{data => <p>Data: {data}</p>}</QueryState>)

  it('without data loads', () => {
    shown(query(undefined))
    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument()
  })
  it('with data shows it, even if it is empty', () => {
    shown(query(''))
    expect(screen.getByText('Data:')).toBeInTheDocument()
  })
  it('that failed says so and asks again', async () => {
    shown(query(undefined, new Error('Broken.')))
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(refetch).toHaveBeenCalledTimes(1)
    expect(screen.queryByText(/Data/)).not.toBeInTheDocument()
  })
  it('that failed later keeps what it showed', () => {
    shown(query('old', new Error('Broken.')))
    expect(screen.getByText('Data: old')).toBeInTheDocument()
    expect(screen.getByRole('alert')).toHaveTextContent('Broken.')
  })
})

describe('QueryState without a server', () => {
  it('keeps what it showed; the band says that it may be old', () => {
    const query = { data: 'old', error: new ApiError('OFFLINE', 'x', 0), refetch: vi.fn() }
    show(<QueryState query={query}>{data => <p>Data: {data}</p>}</QueryState>)
    expect(screen.getByText('Data: old')).toBeInTheDocument()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })
})

describe('LoadingState', () => {
  it('shows nothing for the first fifth of a second, so that nothing flickers', () => {
    vi.useFakeTimers()
    try {
      show(<LoadingState lines={3} />)
      const status = screen.getByRole('status', { name: 'Loading' })
      expect(status).toBeEmptyDOMElement()
    } finally {
      vi.useRealTimers()
    }
  })
})

let fails = true
function Fragile() {
  if (fails) throw new Error('No such field')
  return <p>Fine</p>
}

describe('ErrorBoundary', () => {
  it('keeps a failure to its part, and tries again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    show(
      <>
        <p>Beside it</p>
        <ErrorBoundary>
          <Fragile />
        </ErrorBoundary>
      </>,
    )
    expect(screen.getByText('Beside it')).toBeInTheDocument()
    expect(screen.getByRole('alert')).toHaveTextContent('This part of the page failed')
    expect(screen.getByRole('alert')).toHaveTextContent('No such field')
    fails = false
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(screen.getByText('Fine')).toBeInTheDocument()
  })
})
