import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Providers } from '../test/render'
import { PresentOnly } from './PresentOnly'

async function open(address: string) {
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <>
          <PresentOnly />
          <p>Content</p>
        </>
      ),
    }),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  render(
    <Providers>
      <RouterProvider router={router as never} />
    </Providers>,
  )
  await screen.findByText('Content')
}

const notice = 'This screen always shows the present, not what was known then.'

it.each(['/?known_at=1', '/?valid_at=2026-03-14'])('says at %s that the screen shows the present', async address => {
  await open(address)
  expect(screen.getByText(notice)).toBeInTheDocument()
})

it('says nothing now', async () => {
  await open('/')
  expect(screen.queryByText(notice)).not.toBeInTheDocument()
})
