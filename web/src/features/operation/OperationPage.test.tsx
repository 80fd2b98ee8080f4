import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { FakeServer, Shape } from '../../shared/test/api'
import { entity, page, stats, usage } from '../../shared/test/fixtures'
import { local, newServer, openPage, withScope } from '../../shared/test/render'
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
  also: server => server.answer('post', '/api/v1/entities/rows', { items: [entity], missing: [] }),
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

describeStates('Health', {
  address: '/operation/health',
  call: ['get', '/health/ready'],
  filled: {
    answer: { status: 'ok', checks: [{ name: 'database', ok: true, seconds: 0.01 }] },
    shows: 'The server is ready',
  },
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
    .toEqual([['/api/v1/users/bob/plan', { plan: 'free', storage_limit: 1_500_000_000, interpretation_limit: -1 }]])
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
})

describe('the limits of a plan', () => {
  const limited = {
    ...person,
    usage: { ...person.usage, storage: { used: 0, limit: 500_000_000 }, interpretations: { used: 0, limit: 7 } },
  }
  const open = async (someone: typeof person) => {
    const server = newServer().answer('get', '/api/v1/users', page(someone))
    server.answer('put', '/api/v1/users/{user_id}/plan', someone)
    const { user } = await openPage('/operation/users')
    await user.click(await screen.findByRole('button', { name: 'Plan of bob' }))
    const dialog = within(await screen.findByRole('dialog'))
    const save = async () => {
      await user.click(dialog.getByRole('button', { name: 'Save' }))
      await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
      return server.asked('put', '/api/v1/users/{user_id}/plan').map(a => a.body)
    }
    return { user, dialog, save }
  }

  it('stay as they are when nothing was edited', async () => {
    const { dialog, save } = await open(limited)
    expect(dialog.getByLabelText('Storage in GB')).toHaveValue('0.5')
    expect(dialog.getByLabelText('Readings a month')).toHaveValue('7')
    expect(await save()).toEqual([{ plan: 'free', storage_limit: 500_000_000, interpretation_limit: 7 }])
  })
  it('stay unlimited, and 0 stays 0', async () => {
    const { dialog, save } = await open({
      ...limited,
      usage: { ...limited.usage, storage: { used: 0, limit: 0 }, interpretations: { used: 0, limit: null } },
    })
    expect(dialog.getByLabelText('Storage in GB')).toHaveValue('0')
    expect(dialog.getByLabelText('Unlimited readings')).toBeChecked()
    expect(await save()).toEqual([{ plan: 'free', storage_limit: 0, interpretation_limit: -1 }])
  })
  it('are those of another plan, except what was edited', async () => {
    const { user, dialog, save } = await open(limited)
    await user.clear(dialog.getByLabelText('Readings a month'))
    await user.type(dialog.getByLabelText('Readings a month'), '9')
    await user.click(dialog.getByRole('combobox', { name: 'Plan' }))
    await user.click(await screen.findByRole('option', { name: 'pro' }))
    expect(dialog.getByLabelText('Storage in GB')).toHaveValue('')
    expect(await save()).toEqual([{ plan: 'pro', interpretation_limit: 9 }])
  })
})

it('what is typed of a new user stays when the list can’t be fetched again', async () => {
  const server = newServer().fail('get', '/api/v1/users', 500, { detail: 'The disk is full.' })
  const { user, queries } = await openPage('/operation/users')
  expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full.')
  await user.click(screen.getByRole('button', { name: 'Add a user' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText(/^Name/), 'carol')
  server.answer('get', '/api/v1/users', page(person))
  await queries.invalidateQueries({ queryKey: ['users'] })
  expect(await screen.findByText('Bob B.')).toBeInTheDocument()
  server.fail('get', '/api/v1/users', 401, { detail: 'The session has ended.' })
  await queries.invalidateQueries({ queryKey: ['users'] })
  expect(dialog.getByLabelText(/^Name/)).toHaveValue('carol')
})

describe('usage', () => {
  it('a limit of 0 is a limit', async () => {
    newServer()
      .answer('get', '/api/v1/usage', { ...usage, storage: { used: 126_000, limit: 0 } })
      .answer('get', '/api/v1/stats', stats)
    await openPage('/operation/usage')
    expect(await screen.findByText('126 kB of 0 bytes')).toBeInTheDocument()
    expect(screen.getByRole('progressbar', { name: 'Storage' })).toHaveAttribute('aria-valuenow', '100')
  })
  it('a panel that fails leaves the other', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    newServer()
      .answer('get', '/api/v1/usage', { plan: 'local', month: '2026-03' } as never)
      .answer('get', '/api/v1/stats', stats)
    await openPage('/operation/usage')
    expect(await screen.findByText('This part of the page failed')).toBeInTheDocument()
    expect(await screen.findByText('42')).toBeInTheDocument()
  })
})

it('says at a past moment that it shows the present', async () => {
  inUse(newServer())
  await openPage('/operation/usage?known_at=5')
  expect(await screen.findByText(/This screen always shows the present/)).toBeInTheDocument()
})

describe('audit', () => {
  it('names and links what it is about, and who did it with which token', async () => {
    newServer()
      .answer('get', '/api/v1/audit', {
        items: [
          { ...entry, action: 'merge', other_id: 'ent_2', token_id: 'tok_1' },
          { seq: 6, at, action: 'cancel_run', id: 'dec_6', actor: 'rest', detail: { run: 'run_3' } },
          { seq: 5, at, action: 'set_plan', id: 'dec_5', actor: 'operator:root', detail: { plan: 'free' } },
        ],
        next_cursor: null,
      })
      .answer('post', '/api/v1/entities/rows', { items: [entity], missing: ['ent_2'] })
    await openPage('/operation/audit')
    expect(await screen.findByRole('link', { name: 'Invoice 7 of Acme' })).toHaveAttribute('href', '/entities/ent_1')
    expect(screen.getByRole('link', { name: 'ent_2' })).toHaveAttribute('href', '/entities/ent_2')
    expect(screen.getByRole('link', { name: 'run_3' })).toHaveAttribute('href', '/runs/run_3')
    expect(screen.getByText('tok_1')).toBeInTheDocument()
    expect(screen.getByText('Plan: free')).toBeInTheDocument()
  })
  it('says in words, in every language, what was done; what it does not know it names', async () => {
    newServer()
      .answer(
        'get',
        '/api/v1/audit',
        page({ ...entity, action: 'merge' }, { ...entity, seq: 9, id: 'dec_9', action: 'fly_home' }) as never,
      )
      .answer('post', '/api/v1/entities/rows', { items: [], missing: [] })
    await openPage('/operation/audit', { locale: 'de' })
    expect(await screen.findByRole('cell', { name: 'Zusammengeführt' })).toBeInTheDocument()
    expect(screen.getByRole('cell', { name: 'Fly home' })).toBeInTheDocument()
  })
  it('asks for an action, an actor, a token, and what it is about', async () => {
    const server = newServer().answer('get', '/api/v1/audit', page())
    const { user } = await openPage('/operation/audit')
    await user.click(await screen.findByRole('combobox', { name: 'Action' }))
    await user.click(await screen.findByRole('option', { name: 'Plan set' }))
    await user.type(screen.getByLabelText('By'), 'rest')
    await user.type(screen.getByLabelText('Token'), 'tok_1')
    await user.type(screen.getByLabelText('About'), 'ent_1')
    await expect
      .poll(() => server.asked('get', '/api/v1/audit').at(-1)?.query)
      .toEqual({ action: 'set_plan', actor: 'rest', token_id: 'tok_1', about: 'ent_1', limit: '100' })
  })
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
  it('about names version and sign-in', async () => {
    newServer()
    await openPage('/operation/about')
    expect(await screen.findByText('Strata 1.0')).toBeInTheDocument()
    expect(screen.getByText(/this machine only/)).toBeInTheDocument()
  })
})

describe('about', () => {
  const said = 'Licence: Apache-2.0. This page loads nothing from anywhere but this server.'
  it.each([
    ['now', '/operation/about', local],
    ['in the past', '/operation/about?known_at=5', local],
    ['to those who may only read', '/operation/about', withScope('read')],
  ])('is shown %s', async (_, address, session) => {
    const server = newServer(session)
    await openPage(address)
    expect(await screen.findByText(said)).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'OpenAPI description' })).toHaveAttribute('href', '/openapi/v1.json')
    expect(server.unexpected).toEqual([])
  })
  it('says in German how one signs in', async () => {
    newServer(withScope('read'))
    await openPage('/operation/about', { locale: 'de' })
    expect(await screen.findByText('Anmeldung: mit Token')).toBeInTheDocument()
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

it('the token that one is signed in with is marked, and said when it is to end', async () => {
  newServer(withScope('admin')).answer('get', '/api/v1/tokens', page(token, { ...token, token_id: 'tok_2', name: 'phone' }))
  const { user } = await openPage('/operation/tokens')
  expect(await screen.findAllByText('This session')).toHaveLength(1)
  expect(screen.getByRole('row', { name: new RegExp(`^${token.name} This session`) })).toBeInTheDocument()
  const own = 'You are signed in here with it: you will need another one to go on.'
  await user.click(screen.getByRole('button', { name: 'Revoke phone' }))
  expect(await screen.findByRole('dialog')).not.toHaveTextContent(own)
  await user.keyboard('{Escape}')
  await user.click(screen.getByRole('button', { name: `Revoke ${token.name}` }))
  await expect.poll(() => screen.getByRole('dialog').textContent).toContain(own)
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
  await user.click(document.querySelector('.mantine-Modal-overlay') as Element)
  expect(screen.getByText('st_secret')).toBeInTheDocument()
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

it('a token ends at the end of the day that was chosen', async () => {
  const server = newServer().answer('get', '/api/v1/tokens', page(token))
  server.answer('post', '/api/v1/tokens', { token: 'st_secret', token_id: 'tok_2' } as never)
  const { user } = await openPage('/operation/tokens')
  await user.click(await screen.findByRole('button', { name: 'Make a token' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText(/Name/), 'phone')
  fireEvent.change(dialog.getByLabelText(/Ends on/), { target: { value: '2026-11-30' } })
  await user.click(dialog.getByRole('button', { name: 'Make a token' }))
  await screen.findByText('st_secret')
  const ends = server.asked('post', '/api/v1/tokens').map(a => new Date((a.body as { expires_at: string }).expires_at))
  expect(ends).toEqual([new Date(2026, 10, 30, 23, 59, 59, 999)])
})

describe('what can’t be undone is asked first', () => {
  it('to revoke a token, and that it may be the one in use', async () => {
    const server = newServer(withScope('admin')).answer('get', '/api/v1/tokens', page({ ...token, scope: 'admin' }))
    server.answer('delete', '/api/v1/tokens/{token_id}', undefined as never)
    const { user } = await openPage('/operation/tokens')
    await user.click(await screen.findByRole('button', { name: 'Revoke laptop' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/You are signed in here with it/)).toBeInTheDocument()
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    expect(server.asked('delete', '/api/v1/tokens/{token_id}')).toEqual([])

    await user.click(screen.getByRole('button', { name: 'Revoke laptop' }))
    server.answer('get', '/api/v1/tokens', page({ ...token, revoked_at: at }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke' }))
    expect(await screen.findByText('ended')).toBeInTheDocument()
    expect(server.asked('delete', '/api/v1/tokens/{token_id}').map(a => a.path)).toEqual(['/api/v1/tokens/tok_1'])
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    expect(document.body).not.toHaveFocus()
  })
  it('to remove a schedule; a refusal is said in the dialog', async () => {
    const server = newServer().answer('get', '/api/v1/schedules', page(schedule))
    server.fail('delete', '/api/v1/schedules/{name}', 409, { detail: 'It is in use.' })
    const { user } = await openPage('/operation/schedules')
    await user.click(await screen.findByRole('button', { name: 'Remove nightly' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(server.asked('delete', '/api/v1/schedules/{name}')).toEqual([])
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    expect(await dialog.findByRole('alert')).toHaveTextContent('It is in use.')
    server.answer('delete', '/api/v1/schedules/{name}', undefined as never).answer('get', '/api/v1/schedules', page())
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    expect(await screen.findByText('No schedules')).toBeInTheDocument()
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
    await expect.poll(() => document.activeElement).not.toBe(document.body)
  })
})

it('has no parts but its own', async () => {
  newServer()
  await openPage('/operation/nope')
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('There is no such page')
})

describe('jobs', () => {
  const start = () => newServer().answer('get', '/api/v1/jobs/pauses', { kinds: [] })

  it('more of them are shown when asked for', async () => {
    const server = start().answer('get', '/api/v1/jobs', { items: [job], next_cursor: 'next' })
    server.answerWhen('get', '/api/v1/jobs', a => a.query.cursor === 'next', page({ ...job, job_id: 'job_2', kind: 'sweep' }))
    const { user } = await openPage('/operation/jobs')
    await user.click(await screen.findByRole('button', { name: 'Show more' }))
    expect(await screen.findByRole('cell', { name: /sweep/ })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument()
  })
  it('are found by a text and sorted either way', async () => {
    const server = start().answer('get', '/api/v1/jobs', page(job))
    const { user } = await openPage('/operation/jobs')
    await user.type(await screen.findByRole('searchbox', { name: 'Find' }), 'src_9')
    await user.click(screen.getByRole('combobox', { name: 'Order' }))
    await user.click(await screen.findByRole('option', { name: 'Oldest first' }))
    await expect.poll(() => server.asked('get', '/api/v1/jobs').at(-1)?.query).toMatchObject({ text: 'src_9', sort: 'recorded' })
  })
  it('that start and end are announced, and the focus stays in the list', async () => {
    const server = start().answer('get', '/api/v1/jobs', page({ ...job, state: 'running' }))
    server.answer('post', '/api/v1/jobs/{job_id}/cancel', { ...job, state: 'cancelled' })
    const { user } = await openPage('/operation/jobs')
    const counts = await screen.findByText('Shown: 1 running')
    expect(counts).toHaveAttribute('role', 'status')
    server.answer('get', '/api/v1/jobs', page(job))
    await user.click(screen.getByRole('button', { name: 'Cancel job_1' }))
    expect(await screen.findByText('verify was cancelled')).toBeInTheDocument()
    await expect.poll(() => counts.textContent).toBe('Shown: 1 given up')
    expect(document.body).not.toHaveFocus()
    server.answer('get', '/api/v1/jobs', page())
    server.answer('post', '/api/v1/jobs', { ...job, state: 'ready' })
    await user.click(screen.getByRole('combobox', { name: 'Start a job' }))
    await user.click(await screen.findByRole('option', { name: 'sweep' }))
    await user.click(screen.getByRole('button', { name: 'Start' }))
    expect(await screen.findByText('sweep was started')).toBeInTheDocument()
    await expect.poll(() => counts.textContent).toBe('No jobs in that state')
  })
})
