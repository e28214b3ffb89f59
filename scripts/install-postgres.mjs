/**
 * For `.ci/run`: installs PostgreSQL where none is and apt can, so that the database tests run on it too. Elsewhere it does
 * nothing: the tests say which databases they ran on.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const folders = [
  ...(process.env.PATH ?? '').split(delimiter),
  ...(existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []).map((version) =>
    join('/usr/lib/postgresql', version, 'bin'),
  ),
]
const installed = folders.some((folder) => existsSync(join(folder, 'initdb')))
if (!installed && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  console.error('Installing PostgreSQL for the tests.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'postgresql']]) {
    const { status } = spawnSync('apt-get', ['--quiet', '--quiet', ...args], { env, stdio: ['ignore', 2, 2] })
    if (status !== 0) console.error(`apt-get ${args.join(' ')} failed: the tests run without PostgreSQL.`)
  }
}
