import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { openServer, type Server } from '../server.ts'
import { controlPath } from './control.ts'
import { operate } from './operate.ts'

const folder = mkdtempSync(join(tmpdir(), 'needlepoint-control-'))
const config = readConfig({ NEEDLEPOINT_DATA: folder, NEEDLEPOINT_LOG: 'silent', PORT: '0' })
let server: Server
beforeAll(async () => {
  server = await openServer(config)
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

/** @returns all that is answered to a line */
const send = (line: string) =>
  new Promise<string>((resolve) => {
    const socket = connect(controlPath(folder))
    let answered = ''
    socket.on('data', (text) => {
      answered += text
    })
    socket.on('close', () => resolve(answered))
    socket.write(line)
  })

test('The operator’s socket is for its owner alone', () => {
  expect(statSync(controlPath(folder)).mode & 0o777).toBe(0o600)
})

test('A long name of a folder still has a socket that systems can open', () => {
  const path = controlPath(`/srv/${'x'.repeat(200)}`)
  expect(path.length).toBeLessThan(100)
  expect(path).not.toBe(controlPath(`/srv/${'y'.repeat(200)}`))
})

test('What nobody can answer is answered with a sentence, and the server goes on', async () => {
  expect(JSON.parse(await send('{"operation":"toString","input":{}}\n'))).toEqual({
    problem: 'The running server knows no “toString”: it is of another version. Restart it.',
    ours: false,
  })
  expect(JSON.parse(await send('not JSON\n'))).toMatchObject({ ours: true })
  expect(await send('{"operation":"clinic.list","input":{}}\n')).toBe('{"result":[]}\n')
  expect((await fetch(`${server.address}/health/ready`)).status).toBe(200)
})

test('A backup whose operator has gone leaves no file', async () => {
  const path = join(folder, 'gone.tar')
  const leaving = new AbortController()
  const asked = operate(config, 'backup', { path }, { say: () => leaving.abort(), signal: leaving.signal })
  await expect(asked).rejects.toThrow()
  // The server may just have been done; then the whole file is there.
  for (let i = 0; i < 100 && existsSync(`${path}.part`); i++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(existsSync(`${path}.part`)).toBe(false)
})

test('What was left over by a server that was killed is no hindrance', async () => {
  const other = readConfig({ NEEDLEPOINT_DATA: join(folder, 'other'), NEEDLEPOINT_LOG: 'silent', PORT: '0' })
  mkdirSync(other.dataFolder)
  const path = controlPath(other.dataFolder)
  const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('listens'))`
  const killed = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(killed.stdout, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(existsSync(path)).toBe(true)
  const made = await operate(other, 'clinic.add', { name: 'Studio Haut', zone: 'Europe/Berlin', language: 'de' })
  expect(await operate(other, 'clinic.list', {})).toMatchObject([{ clinicId: made.clinicId, name: 'Studio Haut' }])
})

test('Who connects and says nothing does not keep the server from stopping', async () => {
  const silent = connect(controlPath(folder))
  silent.on('error', () => {})
  await once(silent, 'connect')
  await server.close()
  expect(existsSync(controlPath(folder))).toBe(false)
})
