import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readConfig } from './config.ts'
import { openServer, type Server } from './server.ts'
import { withEmptyPostgres } from './test-support/empty-postgres.ts'
import { findPostgres, startPostgres, whenReady } from './test-support/postgres-server.ts'
import { endServers, startServer } from './test-support/server-process.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'needlepoint-server-'))
})
afterAll(() => {
  endServers()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

/** One folder for all tests: what one leaves open stops the next. */
const settings = (env: Readonly<Record<string, string>> = {}) => ({
  NEEDLEPOINT_DATA: join(folder, 'data'),
  PORT: '0',
  ...env,
})
const configured = (env: Readonly<Record<string, string>> = {}) =>
  readConfig(settings({ NEEDLEPOINT_LOG: 'silent', ...env }))

/** What a server that was stopped leaves behind. */
const left = () => readdirSync(join(folder, 'data')).sort()

describe('A server', () => {
  let server: Server
  beforeAll(async () => {
    server = await openServer(
      configured({ NEEDLEPOINT_RATE_LIMIT: '60', NEEDLEPOINT_METRICS_TOKEN: 'a-token-of-16-or-more' }),
    )
  }, 60_000)
  afterAll(() => server.close())

  test('says that it lives and is ready, at the address that its links carry', async () => {
    expect(server.address).toMatch(/^http:\/\/localhost:\d+$/)
    for (const path of ['/health/live', '/health/ready']) {
      expect((await fetch(`${server.address}${path}`)).status).toBe(200)
    }
    expect(server).toMatchObject({ database: 'embedded', clinics: 0 })
    expect(server.applied.length).toBeGreaterThan(5)
  })

  test('lets nobody in who has not signed in, and knows who has not', async () => {
    const me = await fetch(`${server.address}/api/auth/me`)
    expect([me.status, await me.json()]).toEqual([200, null])
    const clinic = '01900000-0000-7000-8000-000000000000'
    expect((await fetch(`${server.address}/api/clinics/${clinic}/clients`)).status).toBe(401)
  })

  test('shows its metrics to who has the token', async () => {
    const metrics = (headers: Record<string, string>) => fetch(`${server.address}/metrics`, { headers })
    expect((await metrics({})).status).toBe(404)
    const shown = await metrics({ authorization: 'Bearer a-token-of-16-or-more' })
    const text = await shown.text()
    for (const name of ['http_request_duration_seconds', 'jobs_waiting']) expect(text).toContain(name)
  })

  test('answers no more than its limit from one address', async () => {
    const statuses = new Set<number>()
    for (let i = 0; i < 70; i++) statuses.add((await fetch(`${server.address}/problems`)).status)
    expect([...statuses]).toEqual([200, 429])
  })
})

test('The address is the configured one, whatever the port is', async () => {
  const server = await openServer(configured({ NEEDLEPOINT_URL: 'https://care.example.org' }))
  expect(server.address).toBe('https://care.example.org')
  await server.close()
})

test('Started and stopped three times, it leaves neither a lock nor anything that keeps the process going', async () => {
  const script = `
    const { openServer } = await import(${JSON.stringify(join(import.meta.dirname, 'server.ts'))})
    const { readConfig } = await import(${JSON.stringify(join(import.meta.dirname, 'config.ts'))})
    for (let i = 0; i < 3; i++) {
      const server = await openServer(readConfig())
      if (!(await fetch(server.address + '/health/ready')).ok) throw new Error('It was not ready.')
      await server.close()
    }
    console.log('closed')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...settings({ NEEDLEPOINT_LOG: 'silent' }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const code = await Promise.race([ended, sleep(8_000, 'it goes on')])
  child.kill('SIGKILL')
  expect(code).toBe(0)
  expect(left()).toEqual(['database', 'master.key'])
})

test('Whatever fails while it starts, nothing stays open', async () => {
  const bad = configured({ NEEDLEPOINT_URL: 'http://care.example.org' })
  await expect(openServer(bad)).rejects.toThrow('Over plain http, sign-in works on this machine only.')
  expect(left()).toEqual(['database', 'master.key'])
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as { port: number }
  await expect(openServer(configured({ PORT: String(port) }))).rejects.toThrow(
    `The port ${port} is taken. Stop what uses it, or choose another one with PORT.`,
  )
  taken.close()
})

test('Without its master key it does not start on what that key encrypted, and makes no other', async () => {
  const key = join(folder, 'data', 'master.key')
  renameSync(key, `${key}.elsewhere`)
  await expect(openServer(configured())).rejects.toThrow('A new key could read nothing.')
  expect(left()).toEqual(['database', 'master.key.elsewhere'])
  renameSync(`${key}.elsewhere`, key)
})

test('Without PORT, a port that is taken is passed over, and the address says which one it is', async () => {
  const { PORT: _, ...withoutPort } = settings({ NEEDLEPOINT_LOG: 'silent' })
  const first = createServer().on('error', () => {})
  first.listen(8080, '127.0.0.1')
  await sleep(50)
  const server = await openServer(readConfig(withoutPort))
  try {
    expect(server.address).not.toBe('http://localhost:8080')
    expect((await fetch(`${server.address}/health/live`)).status).toBe(200)
  } finally {
    await server.close()
    first.close()
  }
})

describe('As a process', () => {
  test('it finishes a request that has begun when it is told to end, and takes no other', async () => {
    const server = startServer(settings())
    const { port, host } = new URL(await server.serving)
    const socket = connect(Number(port), '127.0.0.1')
    let answered = ''
    socket.on('data', (text) => {
      answered += text
    })
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const body = JSON.stringify({ email: 'nobody@clinic.example', password: 'whatever it is' })
    socket.write(
      `POST /api/auth/sign-in/email HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    )
    await sleep(300)
    server.child.kill('SIGTERM')
    await sleep(300)
    await expect(fetch(`http://${host}/health/live`)).rejects.toThrow()
    socket.write(body.slice(10))
    await closed
    expect(answered).toMatch(/^HTTP\/1\.1 401 /)
    expect(answered).toMatch(/connection: close/i)
    expect(await server.ended).toBe(0)
    expect(server.said()).toMatch(/Stopping: .*\nStopped\.\n$/)
    expect(left()).toEqual(['database', 'master.key'])
  })

  test('it ends at once when it is told so twice, and starts again after that', async () => {
    const server = startServer(settings())
    const { port, host } = new URL(await server.serving)
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`POST /api/auth/sign-in/email HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n\r\n`)
    await sleep(300)
    server.child.kill('SIGINT')
    await sleep(300)
    expect(await Promise.race([server.ended, sleep(100, 'it waits')])).toBe('it waits')
    server.child.kill('SIGINT')
    expect(await server.ended).toBe(130)
    const again = startServer(settings())
    await again.serving
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  })

  test('a second one on the same folder says who holds it, and the first goes on', async () => {
    const first = startServer(settings())
    const address = await first.serving
    const second = startServer(settings())
    expect(await second.ended).toBe(2)
    expect(second.said()).toContain(`is in use by process ${first.child.pid} since`)
    expect(second.said()).not.toContain('    at ')
    expect((await fetch(`${address}/health/ready`)).status).toBe(200)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
  })

  test('it names every setting that is wrong, and opens nothing', async () => {
    const server = startServer(
      settings({ PORT: 'http', NEEDLEPOINT_LOG: 'loud', NEEDLEPOINT_DATA: join(folder, 'wrong') }),
    )
    expect(await server.ended).toBe(2)
    expect(server.said()).toContain('PORT is “http”.')
    expect(server.said()).toContain('NEEDLEPOINT_LOG is “loud”.')
    expect(existsSync(join(folder, 'wrong'))).toBe(false)
  })
})

describe.skipIf(inject('postgresUrl') === null)('On PostgreSQL', () => {
  test('it waits for the operator to migrate, unless it is told to', async () => {
    await withEmptyPostgres(async (url) => {
      await expect(openServer(configured({ DATABASE_URL: url }))).rejects.toThrow(
        /lacks \d+ migrations that this version needs\. Make a backup, then run `needlepoint migrate`/,
      )
      const told = await openServer(configured({ DATABASE_URL: url, NEEDLEPOINT_MIGRATE: '1' }))
      expect(told.database).toBe('postgres')
      await told.close()
      // Several serve one database.
      const servers = await Promise.all([1, 2].map(() => openServer(configured({ DATABASE_URL: url }))))
      for (const server of servers) {
        expect(server.applied).toEqual([])
        expect((await fetch(`${server.address}/health/ready`)).status).toBe(200)
      }
      await Promise.all(servers.map((server) => server.close()))
    })
  })
})

const binaries = findPostgres()
test.skipIf(!binaries)('A database that goes away is told as such, and the server recovers by itself', async () => {
  if (!binaries) return
  const postgres = startPostgres(binaries)
  try {
    const server = await whenReady(() =>
      openServer(configured({ DATABASE_URL: postgres.url, NEEDLEPOINT_MIGRATE: '1' })),
    )
    const ask = async () => {
      const get = async (path: string) => {
        const response = await fetch(`${server.address}${path}`)
        const { code } = ((await response.json()) ?? {}) as { code?: string }
        return { status: response.status, code }
      }
      const [{ status: ready, code }, { status: live }] = await Promise.all([get('/health/ready'), get('/health/live')])
      return { ready, live, code }
    }
    expect(await ask()).toMatchObject({ ready: 200, live: 200 })
    const crash = postgres.crash()
    const until = Date.now() + 20_000
    let seen = await ask()
    while (seen.ready === 200 && Date.now() < until) seen = await ask()
    expect(seen).toMatchObject({ ready: 503, live: 200, code: 'database-away' })
    await crash
    while (seen.ready !== 200 && Date.now() < until) {
      await sleep(50)
      seen = await ask()
    }
    expect(seen).toMatchObject({ ready: 200, live: 200 })
    await server.close()
  } finally {
    await postgres.stop()
  }
})
