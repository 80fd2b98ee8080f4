import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { FakeServer, Shape } from '../../shared/test/api'
import { page, stats, usage } from '../../shared/test/fixtures'
import { newServer, openPage, withScope } from '../../shared/test/render'
import { describeStates } from '../../shared/test/states'

const at = '2026-03-14T09:26:00Z'
const token: Shape<'UserToken'> = {
  token_id: 'tok_1',
  name: 'laptop',
  scope: 'write',
  created_at: at,
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
}
const job: Shape<'JobView'> = {
  job_id: 'job_1',
  kind: 'verify',
  state: 'dead',
  attempt: 3,
  max_attempts: 3,
  enqueued_at: at,
  run_at: at,
  payload: {},
  errors: [{ attempt: 3, at, class: 'retry', message: 'The disk was full.' }],
}
const schedule: Shape<'JobScheduleView'> = {
  name: 'nightly',
  cron: '0 3 * * *',
  time_zone: 'Europe/Berlin',
  kind: 'verify',
  next_at: at,
}
const entry: Shape<'AuditEntry'> = {
  seq: 7,
  at,
  action: 'correct',
  id: 'dec_1',
  actor: 'ann',
  entity_id: 'ent_1',
  reason: 'typo',
}

const inUse = (server: FakeServer) => server.answer('get', '/api/v1/usage', usage).answer('get', '/api/v1/stats', stats)

describeStates('Usage', {
  address: '/operation/usage',
  call: ['get', '/api/v1/usage'],
  also: server => server.answer('get', '/api/v1/stats', stats),
  filled: { answer: usage, shows: 'Plan local, 2026-03' },
})
describeStates('Tokens', {
  address: '/operation/tokens',
  call: ['get', '/api/v1/tokens'],
  also: inUse,
  otherwise: 'Plan local, 2026-03',
  empty: { answer: page(), shows: 'No tokens' },
  filled: { answer: page(token), shows: 'laptop' },
  writes: ['Make a token', 'Revoke laptop', /^Replace laptop/],
})
describeStates('Audit', {
  address: '/operation/audit',
  call: ['get', '/api/v1/audit'],
  empty: { answer: page(), shows: 'Nothing was decided in that time' },
  filled: { answer: page(entry), shows: 'typo' },
})
describeStates('Jobs', {
  address: '/operation/jobs',
  call: ['get', '/api/v1/jobs'],
  also: server => server.answer('get', '/api/v1/jobs/pauses', { kinds: ['index'] }),
  empty: { answer: page(), shows: 'No jobs in that state' },
  filled: { answer: page(job), shows: 'The disk was full.' },
  writes: ['Try job_1 again', 'Start', 'Go on', 'Start a job'],
})
describeStates('Schedules', {
  address: '/operation/schedules',
  call: ['get', '/api/v1/schedules'],
  also: inUse,
  otherwise: 'Plan local, 2026-03',
  empty: { answer: page(), shows: 'No schedules' },
  filled: { answer: page(schedule), shows: 'nightly' },
  writes: ['Remove nightly', 'Save', /^Name/],
})

const person: Shape<'UserView'> = { user_id: 'bob', display_name: 'Bob B.', created_at: at, usage: { ...usage, plan: 'free' } }
describeStates('Users', {
  address: '/operation/users',
  call: ['get', '/api/v1/users'],
  also: inUse,
  otherwise: 'Plan local, 2026-03',
  empty: { answer: page(), shows: 'No users' },
  filled: { answer: page(person), shows: 'Bob B.' },
  writes: ['Add a user', 'Plan of bob'],
})

it('a user is added, and told where the first token is made', async () => {
  const server = newServer().answer('get', '/api/v1/users', page(person))
  server.fail('post', '/api/v1/users', 409, { code: 'CONFLICT', detail: 'The name is taken.' })
  const { user } = await openPage('/operation/users')
  await user.click(await screen.findByRole('button', { name: 'Add a user' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText(/^Name/), 'carol')
  await user.click(dialog.getByRole('button', { name: 'Add a user' }))
  expect(await dialog.findByRole('alert')).toHaveTextContent('The name is taken.')
  expect(dialog.getByLabelText(/^Name/)).toHaveValue('carol')
  server.answer('post', '/api/v1/users', { ...person, user_id: 'carol' })
  await user.click(dialog.getByRole('button', { name: 'Add a user' }))
  expect(await screen.findByText('strata users token add carol')).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/users')[1]?.body).toEqual({ user_id: 'carol' })
})

it('a plan is set, with limits where they are given', async () => {
  const server = newServer().answer('get', '/api/v1/users', page(person)).answer('put', '/api/v1/users/{user_id}/plan', person)
  const { user } = await openPage('/operation/users')
  await user.click(await screen.findByRole('button', { name: 'Plan of bob' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText('Storage in GB'), '1.5')
  await user.click(dialog.getByRole('button', { name: 'Save' }))
  await expect
    .poll(() => server.asked('put', '/api/v1/users/{user_id}/plan').map(a => [a.path, a.body]))
    .toEqual([['/api/v1/users/bob/plan', { plan: 'free', storage_limit: 1_500_000_000 }]])
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
})

describe('the parts of operation', () => {
  const tabs = async () => (await screen.findAllByRole('tab')).map(t => t.textContent)

  it('are those that the token may see', async () => {
    inUse(newServer())
    const { unmount } = await openPage('/operation/usage')
    expect(await tabs()).toEqual(['Usage', 'Tokens', 'Users', 'Audit', 'Jobs', 'Schedules', 'Health', 'About'])
    unmount()
    inUse(newServer(withScope('admin')))
    const admin = await openPage('/operation/users')
    expect(await tabs()).toEqual(['Usage', 'Tokens', 'Audit', 'Jobs', 'Schedules', 'Health', 'About'])
    expect(await screen.findByText('Plan local, 2026-03')).toBeInTheDocument()
    admin.unmount()
    inUse(newServer(withScope('write')))
    await openPage('/operation/usage')
    expect(await tabs()).toEqual(['Usage', 'Audit', 'Jobs', 'Health', 'About'])
  })
  it('an unknown one is usage', async () => {
    inUse(newServer())
    await openPage('/operation/nowhere')
    expect(await screen.findByText('Plan local, 2026-03')).toBeInTheDocument()
  })
  it('about names version and sign-in', async () => {
    newServer()
    await openPage('/operation/about')
    expect(await screen.findByText('Strata 1.0')).toBeInTheDocument()
    expect(screen.getByText(/this machine only/)).toBeInTheDocument()
  })
})

describe('health', () => {
  it('shows each part; not ready is an answer, too', async () => {
    const server = newServer().answer('get', '/health/ready', {
      status: 'ok',
      checks: [{ name: 'database', ok: true, seconds: 0.01 }],
    })
    const { unmount } = await openPage('/operation/health')
    expect(await screen.findByText('The server is ready')).toBeInTheDocument()
    unmount()
    server.fail('get', '/health/ready', 503, {
      status: 'failing',
      checks: [{ name: 'blobs', ok: false, seconds: 1, detail: 'gone' }],
    } as never)
    await openPage('/operation/health')
    expect(await screen.findByText('The server is not ready')).toBeInTheDocument()
    expect(screen.getByText('gone')).toBeInTheDocument()
  })
})

it('a new token is shown once, and can be copied', async () => {
  const server = newServer().answer('get', '/api/v1/tokens', page(token))
  server.answer('post', '/api/v1/tokens', { token: 'st_secret', token_id: 'tok_2' } as never)
  const { user } = await openPage('/operation/tokens')
  await user.click(await screen.findByRole('button', { name: 'Make a token' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByRole('button', { name: 'Make a token' })).toBeDisabled()
  await user.type(dialog.getByLabelText(/Name/), 'phone')
  await user.click(dialog.getByRole('button', { name: 'Make a token' }))
  expect(await screen.findByText('st_secret')).toBeInTheDocument()
  expect(server.asked('post', '/api/v1/tokens')[0]?.body).toMatchObject({ name: 'phone' })
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await expect.poll(() => screen.queryByText('st_secret')).toBeNull()
})

it('what a job refuses is said beside the list', async () => {
  const server = newServer().answer('get', '/api/v1/jobs', page(job)).answer('get', '/api/v1/jobs/pauses', { kinds: [] })
  server.fail('post', '/api/v1/jobs/{job_id}/retry', 409, { code: 'CONFLICT', detail: 'It runs already.' })
  const { user } = await openPage('/operation/jobs')
  await user.click(await screen.findByRole('button', { name: 'Try job_1 again' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('It runs already.')
  expect(screen.getByText('The disk was full.')).toBeInTheDocument()
})
