import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../../..')
export const samples = join(root, 'samples')
const program = process.env.STRATA_PROGRAM ?? join(root, 'artifacts/launcher/app/Strata.Cli')
const run = promisify(execFile)

interface Ask {
  token?: string
  method?: string
}

/** A real server with a store of its own, which can be killed and started again. */
export class Server {
  private child?: ChildProcess
  url = ''

  private constructor(
    readonly data: string,
    readonly tokens: boolean,
    readonly operators: string[],
  ) {}

  static async start({ tokens = false, operators = [] as string[] } = {}): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'strata-e2e-')), tokens, operators)
    await server.createDatabase()
    await server.listen()
    return server
  }

  /** On PostgreSQL each server has a database of its own; see tests/e2e/postgres. */
  private database?: string

  private async createDatabase() {
    const cluster = process.env.STRATA_E2E_POSTGRES
    if (!cluster) return
    const name = `e2e_${process.pid}_${Date.now()}`
    await run('createdb', [name])
    this.database = `${cluster}/${name}`
  }

  private get store() {
    return this.database ? ['--data', this.data, '--database', this.database] : ['--data', this.data]
  }

  /** Runs a verb on the store; returns what it printed. */
  async cli(...words: string[]): Promise<string> {
    return (await run(program, [...this.store, ...words], { maxBuffer: 64_000_000 })).stdout
  }

  /** Asks a route of the API, as a program does. */
  async api<T>(path: string, body?: unknown, { token, method = body === undefined ? 'GET' : 'POST' }: Ask = {}): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  /** Stores a file and waits until it is read, or turns out to be unreadable. */
  async upload(name: string, bytes: string | Uint8Array<ArrayBuffer>, { token, type }: { token?: string; type?: string } = {}) {
    const response = await fetch(`${this.url}/api/v1/sources?${new URLSearchParams({ file_name: name, wait: 'true' })}`, {
      method: 'POST',
      headers: { 'Content-Type': type ?? 'application/octet-stream', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: bytes,
    })
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`)
    return (await response.json()) as { source_id: string; run?: { status: string; entities?: { entity_id: string }[] } }
  }

  async makeUser(name: string, scope = 'admin'): Promise<string> {
    await this.cli('users', 'add', name)
    const made = JSON.parse(await this.cli('users', 'token', 'add', name, '--scope', scope, '--for', 'tests', '--json')) as {
      token: string
    }
    return made.token
  }

  async listen(port = 0) {
    const words = [
      ...this.store,
      'serve',
      '--urls',
      `http://127.0.0.1:${port}`,
      ...(this.tokens ? ['--require-tokens'] : []),
      ...this.operators.flatMap(name => ['--operator', name]),
    ]
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.child = child
    this.url = await new Promise((tell, fail) => {
      let said = ''
      const read = (bytes: Buffer) => {
        said += bytes.toString()
        const url = /Listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1]
        if (url) tell(url)
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.on('exit', code => fail(new Error(`The server ended with ${code}: ${said}`)))
    })
  }

  /** Ends the process without a word, as a power cut would. */
  async kill() {
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(done => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }

  /** Kills it and starts it again at the same address. */
  async restart() {
    const port = Number(new URL(this.url).port)
    await this.kill()
    await this.listen(port)
  }

  async end() {
    await this.kill()
    await rm(this.data, { recursive: true, force: true, maxRetries: 5 })
  }
}
