/** Every command that the examples, or the help of a verb, show to people. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run, runJson } from './launcher.testing.ts'
import { root } from './protocol.ts'

/** Words of a shell line; quotes hold spaces together. */
const wordsOf = (command: string): string[] =>
  (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))

const readme = readFileSync(join(root, 'examples', 'README.md'), 'utf8')
const fromReadme = [...readme.matchAll(/`npx (needlepoint [^`]+)`/g)].map(([, command]) => command ?? '')
const { verbs } = await runJson<{ verbs: { examples: string[] }[] }>(['help', '--json'])
const commands = [...new Set([...fromReadme, ...verbs.flatMap(({ examples }) => examples)])]

/** About a server and its records: `operate.test.ts` tries them where there is one. */
const ofOperators = /needlepoint (serve|user|backup|restore|migrate|audit|rotate-keys|demo)\b/

/** A plain call: no pipe, no file that is written, nobody asked. */
const plain = commands.filter((command) => !/[|>&]|--out|interview|VERB/.test(command) && !ofOperators.test(command))

/** What an example shows may be that something is refused. */
const refusals = ['needlepoint tighten examples/overlay-that-loosens.yaml']

describe.concurrent('the examples run', { timeout: 120_000 }, () => {
  test('there is one for every verb', () => {
    expect(commands.length).toBeGreaterThan(25)
  })

  test.each(plain)('%s', async (command) => {
    const { code, stderr, stdout } = await run(wordsOf(command).slice(1))
    expect({ code, stderr }).toEqual({ code: refusals.includes(command) ? 1 : 0, stderr: '' })
    expect(stdout).not.toBe('')
  })
})
