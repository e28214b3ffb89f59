import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { findPostgres, type PostgresServer, startPostgres, whenReady } from '../test-support/postgres-server.ts'
import { openDatabase } from './index.ts'

const rounds = 20

describe.concurrent('No acknowledged write is lost when the server is killed in the middle of writing', () => {
  let folder = ''
  let postgres: PostgresServer | undefined
  const binaries = findPostgres()
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'needlepoint-durable-'))
    if (binaries) postgres = startPostgres(binaries, true)
  })
  afterAll(async () => {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test(`embedded, ${rounds} times kill -9`, { timeout: 900_000 }, async () => {
    await killOften(join(folder, 'embedded'), undefined)
  })

  test.skipIf(!binaries)(
    `PostgreSQL, ${rounds} times kill -9, every other time of its own processes`,
    { timeout: 900_000 },
    async () => {
      const server = postgres
      if (!server) throw new Error('There is no server.')
      await whenReady(async () => (await openDatabase({ databaseUrl: server.url, dataFolder: folder })).close())
      await killOften(join(folder, 'postgres'), server)
    },
  )
})

/** Each round starts where the one before was killed: it tells what is there before it writes. */
async function killOften(dataFolder: string, server: PostgresServer | undefined): Promise<void> {
  const clinicId = newId(Date.now())
  const acknowledged = new Set<string>()
  for (let round = 0; round <= rounds; round++) {
    const held = new Set<string>()
    const writer = write(dataFolder, server?.url ?? '', clinicId)
    let writing = 0
    let checked = false
    let complaint = ''
    writer.stderr?.on('data', (text) => {
      complaint += text
    })
    let killing: Promise<void> | undefined
    const ended = new Promise<void>((resolve) => writer.once('close', () => resolve()))
    for await (const line of createInterface({ input: writer.stdout as NodeJS.ReadableStream })) {
      const [word = '', rest = ''] = line.split(' ')
      if (word === 'holds') held.add(rest)
      if (word === 'audit') {
        // A line for each client, and no client without its line: nothing was half written.
        expect(JSON.parse(line.slice(6))).toEqual({ whole: true, lines: held.size })
        expect([...acknowledged].filter((id) => !held.has(id))).toEqual([])
        checked = true
        if (round === rounds) writer.kill('SIGKILL')
      }
      if (word === 'wrote') {
        acknowledged.add(rest)
        if (++writing === 1) killing = kill(writer, server, round)
      }
    }
    await ended
    await killing
    expect(checked, `round ${round} opened the database again: ${complaint}`).toBe(true)
  }
  expect(acknowledged.size).toBeGreaterThan(rounds)
}

async function kill(writer: ChildProcess, server: PostgresServer | undefined, round: number): Promise<void> {
  await sleep(20 + Math.random() * 100)
  if (server && round % 2 === 1) {
    await server.crash()
    await whenReady(async () => (await openDatabase({ databaseUrl: server.url, dataFolder: '' })).close())
  }
  writer.kill('SIGKILL')
}

function write(dataFolder: string, url: string, clinicId: string): ChildProcess {
  const script = join(import.meta.dirname, '..', 'test-support', 'write-until-killed.ts')
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'needlepoint-compiled') }
  return spawn(process.execPath, [script, dataFolder, url, clinicId], { stdio: ['ignore', 'pipe', 'pipe'], env })
}
