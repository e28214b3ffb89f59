/** pgbench, which comes with PostgreSQL, runs a script from many connections and tells how often it got through. */
import { spawn } from 'node:child_process'
import { existsSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Script } from './script.ts'

export interface PgbenchOptions {
  readonly binaries: string
  /** Of the database. */
  readonly url: string
  /** Where the script is written. */
  readonly folder: string
  readonly connections: number
  readonly seconds: number
}

/** @returns how often a second it got through */
export async function runPgbench(script: Script, options: PgbenchOptions): Promise<number> {
  const { binaries, url, folder, connections, seconds } = options
  // Where there are links to some programs, the rest is where they lead to.
  const pgbench = join(dirname(realpathSync(join(binaries, 'postgres'))), 'pgbench')
  if (!existsSync(pgbench)) throw new Error(`There is no ${pgbench}. Install PostgreSQL with its tools.`)
  const file = join(folder, 'pgbench.sql')
  writeFileSync(file, script.text)
  const { hostname, port, username, pathname, searchParams } = new URL(url)
  const args = [
    // Prepared statements, as the server sends them.
    ...['-n', '-M', 'prepared', '-c', String(connections), '-j', '2', '-T', String(seconds), '-f', file],
    ...['-h', searchParams.get('host') ?? hostname, '-p', port || '5432', '-U', username],
    ...[...script.constants].flatMap(([name, value]) => ['-D', `${name}=${value}`]),
    pathname.slice(1),
  ]
  const output = await run(pgbench, args)
  const tps = /^tps = ([\d.]+)/m.exec(output)?.[1]
  const failed = /number of failed transactions: (\d+)/.exec(output)?.[1]
  if (tps === undefined || failed !== '0') throw new Error(`pgbench did not get through:\n${output}`)
  return Number(tps)
}

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`pgbench ended with ${code}:\n${errors}`)),
    )
  })
}
