import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { entity, fieldProvenance } from '../test/fixtures'
import { newServer, openPage, withScope } from '../test/render'

const correct = '/api/v1/entities/{entity_id}/correct'
const retract = '/api/v1/retract/{id}'
const retracted = { id: 'dec_9', kind: 'retract' as const, seq: 9 }

function started(session?: Parameters<typeof newServer>[0]) {
  let decisions = 0
  return newServer(session)
    .answer('get', '/api/v1/entities/{entity_id}', entity)
    .answer('get', '/api/v1/entities/{entity_id}/provenance/{field}', fieldProvenance)
    .answer('post', correct, () => ({ id: `dec_${++decisions}`, kind: 'correction' as never, seq: 6 }))
    .answer('post', retract, retracted)
}

async function corrected(field: string, text: string, page: Awaited<ReturnType<typeof openPage>>) {
  await page.user.click(await screen.findByRole('button', { name: `Correct ${field}` }))
  const input = screen.getByLabelText(`Correct ${field}`, { selector: 'input' })
  await page.user.clear(input)
  await page.user.type(input, `${text}{Enter}`)
  await screen.findByText(`Corrected ${field} of Invoice 7 of Acme`)
}

it('a decision is said, asks for everything again, and is undone where it is said', async () => {
  const server = started()
  const page = await openPage('/entities/ent_1')
  await corrected('Vendor', 'Acme GmbH', page)
  await expect.poll(() => server.asked('get', '/api/v1/entities/{entity_id}').length).toBe(2)
  expect(server.asked('get', '/api/v1/session')).toHaveLength(1)
  await page.user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByText('Undone: Corrected Vendor of Invoice 7 of Acme')).toBeInTheDocument()
  expect(server.asked('post', retract).map(a => a.path)).toEqual(['/api/v1/retract/dec_1'])
  await expect.poll(() => server.asked('get', '/api/v1/entities/{entity_id}').length).toBe(3)
})

it('Ctrl+Z undoes the latest first, then the one before, then nothing', async () => {
  const server = started()
  const page = await openPage('/entities/ent_1')
  await corrected('Vendor', 'Acme GmbH', page)
  await corrected('Total', '12', page)
  for (let i = 0; i < 2; i++) {
    await page.user.keyboard('{Control>}z{/Control}')
    await expect.poll(() => server.asked('post', retract).length).toBe(i + 1)
    await expect.poll(() => JSON.parse(sessionStorage.getItem('strata.decided') ?? '[]')).toHaveLength(1 - i)
  }
  expect(server.asked('post', retract).map(a => a.path)).toEqual(['/api/v1/retract/dec_2', '/api/v1/retract/dec_1'])
  await page.user.keyboard('{Control>}z{/Control}')
  expect(await screen.findByText(/Nothing to undo in this tab/)).toBeInTheDocument()
  expect(server.asked('post', retract)).toHaveLength(2)
})

it('what Ctrl+Z undoes can’t be undone once more where it was said', async () => {
  started()
  const page = await openPage('/entities/ent_1')
  await corrected('Vendor', 'Acme GmbH', page)
  await page.user.keyboard('{Control>}z{/Control}')
  expect(await screen.findByText('Undone: Corrected Vendor of Invoice 7 of Acme')).toBeInTheDocument()
  await expect.poll(() => screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

it('pressed twice at once undoes two, not one twice', async () => {
  const server = started().hang('post', retract)
  sessionStorage.setItem(
    'strata.decided',
    JSON.stringify([
      { id: 'dec_1', what: 'One' },
      { id: 'dec_2', what: 'Two' },
    ]),
  )
  const { user } = await openPage('/entities/ent_1')
  await screen.findByText('€1,200.50')
  await user.keyboard('{Control>}z{/Control}{Control>}z{/Control}')
  await expect
    .poll(() => server.asked('post', retract).map(a => a.path))
    .toEqual(['/api/v1/retract/dec_2', '/api/v1/retract/dec_1'])
})

it('survives a reload of the tab', async () => {
  const server = started()
  const page = await openPage('/entities/ent_1')
  await corrected('Vendor', 'Acme GmbH', page)
  page.unmount()
  const again = await openPage('/entities/ent_1')
  await screen.findByText('€1,200.50')
  await again.user.keyboard('{Control>}z{/Control}')
  await expect.poll(() => server.asked('post', retract).map(a => a.path)).toEqual(['/api/v1/retract/dec_1'])
})

it('a refusal is shown and stays; the decision is not one that can be undone', async () => {
  started().fail('post', correct, 409, { code: 'CONFLICT', detail: 'It has changed.', advice: 'Look again.' })
  const { user } = await openPage('/entities/ent_1')
  await user.click(await screen.findByRole('button', { name: 'Correct Vendor' }))
  await user.type(screen.getByLabelText('Correct Vendor', { selector: 'input' }), 'x{Enter}')
  const alert = (await screen.findByText('It has changed.')).closest('[role=alert]')
  expect(alert).toHaveTextContent('Look again.')
  expect(alert).toHaveTextContent('CONFLICT')
  expect(screen.getByText('That decision was not stored')).toBeInTheDocument()
  expect(sessionStorage.getItem('strata.decided')).toBeNull()
})

it('an undo that is refused can be tried again', async () => {
  const server = started().fail('post', retract, 503, { code: 'UNAVAILABLE', detail: 'Not now.' })
  sessionStorage.setItem('strata.decided', JSON.stringify([{ id: 'dec_1', what: 'One' }]))
  const { user } = await openPage('/entities/ent_1')
  await screen.findByText('€1,200.50')
  await user.keyboard('{Control>}z{/Control}')
  expect(await screen.findByText('Not now.')).toBeInTheDocument()
  server.answer('post', retract, retracted)
  await user.keyboard('{Control>}z{/Control}')
  expect(await screen.findByText('Undone: One')).toBeInTheDocument()
})

it.each([
  ['in the past', undefined, '/entities/ent_1?known_at=5'],
  ['for those who may only read', withScope('read'), '/entities/ent_1'],
] as const)('nothing is undone %s', async (_, session, address) => {
  const server = started(session)
  sessionStorage.setItem('strata.decided', JSON.stringify([{ id: 'dec_1', what: 'One' }]))
  const { user } = await openPage(address)
  await screen.findByText('€1,200.50')
  await user.keyboard('{Control>}z{/Control}')
  expect(server.asked('post', retract)).toEqual([])
})
