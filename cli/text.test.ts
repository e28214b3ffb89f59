/** What a person reads: the verdict first, then the reasons, then the sources. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { run, runJson } from './launcher.testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'needlepoint-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.concurrent('a page', { timeout: 60_000 }, () => {
  test('begins with the verdict and ends with what it is not', async () => {
    const { stdout } = await run(['screen', 'examples/screen.yaml', '--text'])
    expect(stdout.trimStart().split('\n')[0]).toMatch(/^● ● ● ● ○ {3}Not yet$/)
    expect(stdout).toContain('Earliest safe date: 10 April 2027')
    expect(stdout).toContain('Others say:')
    expect(stdout).toMatch(/\[SC-008\] .*6 months/)
    expect(stdout).toContain('not verified: we could not read this source')
    expect(stdout.trimEnd()).toMatch(/A clinician decides\.$/)
  })

  test.each([
    'screen',
    'explain',
    'plan',
    'consent',
    'preflight',
    'aftercare',
    'may-i',
    'check-product',
    'course',
    'triage',
    'healed',
  ])('%s fits into 100 columns, without color in a pipe', async (verb) => {
    const { code, stdout } = await run([verb, `examples/${verb}.yaml`, '--text'])
    expect(code).toBe(0)
    const wide = stdout.split('\n').filter((line) => [...line].length > 100 && !line.includes('http'))
    expect(wide).toEqual([])
    expect(stdout).not.toContain('\u001b')
  })

  test('color adds nothing that words do not say, and NO_COLOR turns it off', async () => {
    const [plain, colored, refused] = await Promise.all([
      run(['screen', 'examples/screen.yaml', '--text']),
      run(['screen', 'examples/screen.yaml', '--text'], { env: { FORCE_COLOR: '1' } }),
      run(['screen', 'examples/screen.yaml', '--text'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }),
    ])
    expect(colored.stdout).toContain('\u001b[')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what turns color on and off.
    expect(colored.stdout.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain.stdout)
    expect(refused.stdout).toBe(plain.stdout)
  })

  test('the course marks where the client is', async () => {
    const { stdout } = await run(['course', 'examples/course.yaml', '--text'])
    const lines = stdout.split('\n')
    const mark = lines.findIndex((line) => line.includes('▼ you are here'))
    const redness = lines.find((line) => /^ {2}Redness /.test(line))
    expect(redness?.[lines[mark]?.indexOf('▼') ?? -1]).toBe('◉')
  })
})

describe('the interview', { timeout: 60_000 }, () => {
  const talk = (lines: readonly string[], more: readonly string[] = []) =>
    run(['interview', '--day', '2026-11-21', ...more], { input: `${lines.join('\n')}\n` })

  test('stops by itself when the decision is final', async () => {
    const { ask } = await runJson<{ ask: string[] }>(['screen', '-', '--day', '2026-11-21'], { input: '{}' })
    const { code, stderr, stdout } = await talk(Array.from({ length: 200 }, () => 'd'))
    expect(code).toBe(0)
    const { decision, answers, clarify } = JSON.parse(stdout) as {
      decision: object
      answers: object
      clarify: string[]
    }
    expect(Object.keys(answers)[0]).toBe(ask[0])
    expect(clarify.length).toBeGreaterThan(0)
    expect(decision).toMatchObject({ atLeast: 'proceed', atMost: 'do-not-treat', final: false })
    expect(stderr).toContain('I don’t know')
    expect(stderr).toContain('Rather not say')
  })

  test('says why it asks, goes back, names what is unclear, and quits with the decision so far', async () => {
    const { code, stderr, stdout } = await talk(['?', 'b', 'banana', 'd', 'b', 'q', ''])
    expect(code).toBe(0)
    expect(stderr).toContain('This is the first question.')
    expect(stderr).toContain('“banana” is none of the answers.')
    expect(stderr).toMatch(/\[[A-Z0-9a-z-]+\] /)
    expect(JSON.parse(stdout)).toMatchObject({ decision: { final: false }, answers: {} })
  })

  test('offers to stop once nothing can make the decision milder, and keeps the answers for next time', async () => {
    const path = join(folder, 'mine.yaml')
    writeFileSync(path, 'facts:\n  pregnancy: { value: yes, answeredOn: 2026-11-21 }\n')
    const stopped = await talk(['y'], ['--answers', path])
    expect(stopped.stderr).toContain('Stop here? (y/n)')
    expect(JSON.parse(stopped.stdout)).toMatchObject({ decision: { atLeast: 'defer', final: false } })
    const further = await talk(['n', 'd', 'q'], ['--answers', path])
    const { answers } = JSON.parse(further.stdout) as { answers: object }
    expect(Object.keys(answers)).toHaveLength(2)
    expect(readFileSync(path, 'utf8')).toContain('value: dont-know')
    const resumed = await talk(['n', 'q'], ['--answers', path])
    expect(JSON.parse(resumed.stdout)).toMatchObject({ answers })
  })

  test('asks again what was answered too long ago', async () => {
    const path = join(folder, 'old.yaml')
    writeFileSync(path, 'facts:\n  pregnancy: { value: no, answeredOn: 2026-01-01 }\n')
    const { stdout } = await talk(['q', ''], ['--answers', path])
    expect(JSON.parse(stdout)).toMatchObject({ stale: ['pregnancy'] })
  })
})

describe('the journey', { timeout: 60_000 }, () => {
  test('walks from an unfinished screening to healed skin and replays the first decision', async () => {
    const { code, stdout } = await run(['journey', '--json'])
    expect(code).toBe(0)
    const { steps } = JSON.parse(stdout) as { steps: { verb: string; output: Record<string, unknown> }[] }
    expect(steps.map(({ verb }) => verb)).toEqual([
      ...[
        'screen',
        'screen',
        'plan',
        'consent',
        'preflight',
        'preflight',
        'aftercare',
        'may-i',
        'check-product',
        'course',
      ],
      ...['triage', 'triage', 'triage', 'healed', 'replay'],
    ])
    expect(steps[0]?.output).toMatchObject({ decision: { final: false } })
    expect(steps[1]?.output).toMatchObject({ decision: { final: true } })
    expect(steps[4]?.output).toMatchObject({ decision: 'not-ready' })
    expect(steps[5]?.output).toMatchObject({ decision: 'ready' })
    expect(steps[8]?.output).toMatchObject({ answer: 'no' })
    expect(steps[11]?.output).toMatchObject({ level: 'same-day' })
    expect(steps[13]?.output).toMatchObject({ answer: 'yes' })
    expect(steps[14]?.output).toMatchObject({ same: true })
  })

  test('never waits when nobody is at the keyboard', async () => {
    const { code, stdout } = await run(['journey'])
    expect(code).toBe(0)
    expect(stdout).toContain('15. Replay')
    expect(stdout).toContain('The same answer.')
  })
})
