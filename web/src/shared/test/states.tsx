import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Answer, FakeServer, Method, PathOf } from './api'
import { local, newServer, openPage, withScope } from './render'

interface Screen<M extends Method, P extends PathOf<M>> {
  address: string
  /** The call that the screen lives on. */
  call: [M, P]
  /** Answers of what else it asks. */
  also?: (server: FakeServer) => void
  empty?: { answer: Answer<M, P>; shows: string | RegExp }
  filled: { answer: Answer<M, P>; shows: string | RegExp }
  /** Names of what changes something: none of it may be there in the past or for those who may only read. */
  writes?: (string | RegExp)[]
  /** What those see in place of it who may not change it, if not the same. */
  otherwise?: string | RegExp
}

const main = async () => within(await screen.findByRole('main'))
const problem = { code: 'SOMETHING_BROKE', detail: 'The disk is full.', advice: 'Free some space.', trace_id: 'abc123' }

/** What every screen must do: say that it loads, that it failed and how to go on, that there is nothing, and offer no change where none is allowed. */
export function describeStates<M extends Method, P extends PathOf<M>>(
  name: string,
  { address, call, also, empty, filled, writes = [], otherwise = filled.shows }: Screen<M, P>,
) {
  const [method, path] = call
  const start = (session = local) => {
    const server = newServer(session)
    also?.(server)
    return server.answer(method, path, filled.answer)
  }
  const past = `${address}${address.includes('?') ? '&' : '?'}known_at=5`
  const controls = (view: Awaited<ReturnType<typeof main>>) =>
    writes.flatMap(w => [
      ...view.queryAllByRole('button', { name: w }),
      ...view.queryAllByLabelText(w, { selector: 'input,select,textarea' }),
    ])

  describe(`${name}: states`, () => {
    it('says that it loads', async () => {
      const server = start().hang(method, path)
      await openPage(address)
      expect((await (await main()).findAllByRole('status', { name: 'Loading' })).length).toBeGreaterThan(0)
      await expect.poll(() => server.asked(method, path).length).toBe(1)
      expect(screen.queryByText(filled.shows)).not.toBeInTheDocument()
      expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    })

    if (empty) {
      it('says that there is nothing', async () => {
        const server = start().answer(method, path, empty.answer)
        await openPage(address)
        expect((await (await main()).findAllByText(empty.shows)).length).toBeGreaterThan(0)
        expect(screen.queryByRole('alert')).not.toBeInTheDocument()
        expect(server.unexpected).toEqual([])
      })
    }

    it('shows what there is', async () => {
      const server = start()
      await openPage(address)
      const view = await main()
      expect((await view.findAllByText(filled.shows)).length).toBeGreaterThan(0)
      expect(view.queryByRole('alert')).not.toBeInTheDocument()
      for (const w of writes) {
        const found = [...view.queryAllByRole('button', { name: w }), ...view.queryAllByLabelText(w)]
        expect(found.length, `${w} can be done`).toBeGreaterThan(0)
      }
      expect(server.unexpected).toEqual([])
    })

    it('shows it in German, too', async () => {
      start()
      const { container } = await openPage(address, { locale: 'de' })
      await screen.findByRole('main')
      await expect.poll(() => container.querySelector('h1')).not.toBeNull()
      expect(document.documentElement.lang).toBe('de')
    })

    it('says what failed, with code and advice, and tries again', async () => {
      const server = start().fail(method, path, 500, problem)
      const { user } = await openPage(address)
      const view = await main()
      const alert = await view.findByRole('alert')
      expect(alert).toHaveTextContent('The disk is full.')
      expect(alert).toHaveTextContent('Free some space.')
      expect(alert).toHaveTextContent('SOMETHING_BROKE')
      expect(alert).toHaveTextContent('abc123')
      server.answer(method, path, filled.answer)
      await user.click(within(alert).getByRole('button', { name: 'Try again' }))
      expect((await view.findAllByText(filled.shows)).length).toBeGreaterThan(0)
      await expect.poll(() => view.queryByRole('alert')).toBeNull()
    })

    it('changes nothing in the past', async () => {
      start()
      await openPage(past)
      const view = await main()
      expect(await view.findByText('Nothing can be changed here.')).toBeInTheDocument()
      await view.findAllByText(otherwise)
      expect(controls(view)).toEqual([])
    })

    it('changes nothing for those who may only read', async () => {
      start(withScope('read'))
      await openPage(address)
      const view = await main()
      await view.findAllByText(otherwise)
      expect(controls(view)).toEqual([])
    })
  })
}
