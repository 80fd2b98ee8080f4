import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { Providers } from '../test/render'
import { ErrorBoundary, later } from '.'

const Part = ({ name }: { name: string }) => <p>Hello {name}</p>
const show = (Shown: typeof Part) =>
  render(
    <Providers>
      <ErrorBoundary>
        <Shown name="Ann" />
      </ErrorBoundary>
    </Providers>,
  )

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

it('what could not be loaded says so, and is loaded when it is tried again', async () => {
  const load = vi.fn<() => Promise<typeof Part>>().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue(Part)
  show(later(load, <p>Waiting</p>))
  expect(await screen.findByRole('alert')).toHaveTextContent('This part of the page could not be loaded')
  expect(load).toHaveBeenCalledTimes(1)
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('Hello Ann')).toBeInTheDocument()
  expect(load).toHaveBeenCalledTimes(2)
})

it('what was loaded is there at once from then on', async () => {
  const load = vi.fn(async () => Part)
  const Shown = later(load, <p>Waiting</p>)
  const first = show(Shown)
  expect(screen.getByText('Waiting')).toBeInTheDocument()
  await screen.findByText('Hello Ann')
  first.unmount()
  show(Shown)
  expect(screen.getByText('Hello Ann')).toBeInTheDocument()
  expect(load).toHaveBeenCalledTimes(1)
})

it('a style sheet that failed is taken out, so that it is loaded again', async () => {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  Object.defineProperty(link, 'sheet', { value: null })
  document.head.append(link)
  show(later(() => Promise.reject(new Error('Unable to preload CSS'))))
  await screen.findByRole('alert')
  expect(link.isConnected).toBe(false)
})
