/** What is wrong is named: the line, the field, what was expected, and the nearest name. The rest is still decided. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readNdjson, run } from './launcher.testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'needlepoint-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

interface Problem {
  line?: number
  column?: number
  field: string
  message: string
  expected?: string
  nearest?: string
}

async function problemsOf(args: readonly string[], input?: string | Uint8Array): Promise<Problem[]> {
  const { code, stdout } = await run(args, input === undefined ? {} : { input })
  expect(code).toBe(2)
  return (JSON.parse(stdout) as { problems: Problem[] }).problems
}

const screen = (facts: object) => problemsOf(['screen', '-'], JSON.stringify({ day: '2026-11-21', facts }))

describe.concurrent('answers that cannot be', { timeout: 60_000 }, () => {
  test('a fact that does not exist: the nearest name', async () => {
    expect(await screen({ pregnacy: 'no' })).toMatchObject([{ field: 'pregnacy', nearest: 'pregnancy' }])
  })

  test('a wrong unit: the right one', async () => {
    expect(await screen({ bodyWeight: '68 cm' })).toMatchObject([{ field: 'bodyWeight', expected: 'kg' }])
  })

  test('a day that does not exist, in an answer and in the input', async () => {
    expect(await screen({ isotretinoin: 'stopped', monthsSinceIsotretinoin: '2026-02-30' })).toMatchObject([
      { field: 'monthsSinceIsotretinoin' },
    ])
    expect(await problemsOf(['screen', '-'], '{"day": "2026-13-01", "facts": {}}')).toMatchObject([
      { field: 'day', expected: 'a date such as 2026-11-21' },
    ])
    expect(await problemsOf(['screen', 'examples/screen.yaml', '--day', '2026-11-31'])).toMatchObject([
      { field: 'day' },
    ])
  })

  test('answers that contradict each other: both are named', async () => {
    const [problem] = await screen({ age: 12, pregnancy: 'menopause' })
    expect(problem?.field).toContain('age')
    expect(problem?.field).toContain('pregnancy')
  })

  test('all problems at once, one a line for people', async () => {
    const { code, stderr } = await run(['screen', '-', '--text'], {
      input: '{"age": 400, "pregnancy": "perhaps", "smokr": true}',
    })
    expect(code).toBe(2)
    expect(stderr.trimEnd().split('\n')).toHaveLength(3)
    expect(stderr).toContain('standard input')
    expect(stderr).toContain('Did you mean “smoker”?')
  })

  test('a misspelled field around the answers, or inside the session', async () => {
    expect(await problemsOf(['screen', '-'], '{"dya": "2026-11-21", "facts": {}}')).toMatchObject([
      { field: 'dya', nearest: 'day' },
    ])
    expect(
      await problemsOf(
        ['aftercare', '-'],
        '{"session": {"at": "2026-11-21T09:30:00Z", "zone": "Europe/Berlin", "depth": 1}}',
      ),
    ).toMatchObject([{ field: 'session.depth', nearest: 'session.depthMm' }])
  })

  test('no session, a zone that is none, and a time before the session', async () => {
    expect(await problemsOf(['triage', '-'], '{"report": {}}')).toMatchObject([{ field: 'session' }])
    expect(
      await problemsOf(
        ['course', '-'],
        '{"session": {"at": "2026-11-21T09:30:00Z", "zone": "Mars/Olympus"}, "now": "2026-11-22T09:30:00Z"}',
      ),
    ).toMatchObject([{ field: 'session.zone' }])
    expect(await problemsOf(['course', 'examples/session.yaml', '--now', '2020-01-01T00:00:00Z'])).toMatchObject([
      { field: 'now' },
    ])
  })

  test('a document that is a list, or nothing', async () => {
    expect(await problemsOf(['screen', '-'], '[1, 2]')).toMatchObject([{ message: expect.stringContaining('a list') }])
    expect(await problemsOf(['screen', '-'], '  \n')).toMatchObject([
      { message: expect.stringContaining('nothing in it') },
    ])
  })
})

describe.concurrent('files that cannot be read', { timeout: 60_000 }, () => {
  test('YAML: file, line and column', async () => {
    const path = file('broken.yaml', 'day: 2026-11-21\nfacts:\n  age: 34\n   smoker: true\n')
    const { code, stderr } = await run(['screen', path, '--text'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/broken\.yaml:[34]:\d+: /)
  })

  test('an answer that stands twice is not silently dropped, in YAML and in JSON', async () => {
    const yaml = file('twice.yaml', 'pregnancy: yes\nage: 34\npregnancy: no\n')
    expect(await problemsOf(['screen', yaml])).toMatchObject([
      { line: 3, column: 1, message: expect.stringContaining('second time') },
    ])
    const json = file('twice.json', '{"pregnancy": "yes",\n "pregnancy": "no"}')
    expect(await problemsOf(['screen', json])).toMatchObject([
      { line: 2, column: 2, message: expect.stringContaining('second time') },
    ])
  })

  test.each([
    ['{"age": 34,}', 12],
    ['{"age" 34}', 8],
    ["{'age': 34}", 2],
    ['{"age": thirty}', 9],
  ])('JSON %s: the place', async (text, column) => {
    expect(await problemsOf(['screen', file(`broken-${column}.json`, text)])).toMatchObject([{ line: 1, column }])
  })

  test('bytes that are no UTF-8: the byte and its line', async () => {
    const bytes = Buffer.concat([Buffer.from('age: 34\nnote: caf'), Buffer.from([0xe9]), Buffer.from('\n')])
    expect(await problemsOf(['screen', file('latin.yaml', bytes)])).toMatchObject([
      { line: 2, column: 10, message: expect.stringContaining('0xE9') },
    ])
  })

  test('a mark at the beginning and line ends of Windows do no harm', async () => {
    const { code, stdout } = await run([
      'screen',
      file('windows.yaml', '\ufeffday: 2026-11-21\r\nfacts:\r\n  age: 34\r\n'),
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toHaveProperty('decision')
  })

  test('no such file, and a folder', async () => {
    expect(await run(['screen', 'nowhere.yaml'])).toMatchObject({ code: 2, stderr: 'There is no file nowhere.yaml.\n' })
    expect(await run(['screen', 'examples'])).toMatchObject({ code: 2, stderr: expect.stringContaining('is a folder') })
  })

  test('a document that is far too long', async () => {
    const path = file('long.json', `{"note": "${'a'.repeat(9 * 1024 * 1024)}"}`)
    expect(await problemsOf(['screen', path])).toMatchObject([{ expected: 'at most 8 MB' }])
  })
})

describe.concurrent('many lines, some of them bad', { timeout: 120_000 }, () => {
  const good = '{"age": 34}'

  test('the others are still decided, each on its own line', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`\ufeff${good}\r\n\r\n{"age": }\n`),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`{"agee": 34}\n[]\n${good}\n{"age": 34, "smo`),
    ])
    const { code, stdout } = await run(['screen', file('mixed.ndjson', bytes)])
    expect(code).toBe(2)
    const lines = readNdjson(stdout)
    expect(lines).toHaveLength(7)
    expect(lines[0]).toHaveProperty('decision')
    expect(lines[1]).toMatchObject({ line: 3, problems: [{ column: 9 }] })
    expect(lines[2]).toMatchObject({
      line: 4,
      problems: [{ message: expect.stringContaining('Line 4: byte 2 (0xFF)') }],
    })
    expect(lines[3]).toMatchObject({ line: 5, problems: [{ field: 'agee', nearest: 'age' }] })
    expect(lines[4]).toMatchObject({ line: 6 })
    expect(lines[5]).toHaveProperty('decision')
    expect(lines[6]).toMatchObject({ line: 8, problems: [{ message: expect.stringContaining('cut off') }] })
  })

  test('a line of 50 MB is refused by name, and the next is decided', async () => {
    async function* lines() {
      yield Buffer.from(`${good}\n{"age": "`)
      const megabyte = Buffer.alloc(1024 * 1024, 'a')
      for (let i = 0; i < 50; i++) yield megabyte
      yield Buffer.from(`"}\n${good}\n`)
    }
    const { code, stdout } = await run(['screen', '-', '--lines'], { input: lines() })
    expect(code).toBe(2)
    const [first, second, third] = readNdjson(stdout)
    expect(first).toHaveProperty('decision')
    expect(second).toMatchObject({
      line: 2,
      problems: [{ message: expect.stringContaining('Line 2 is 50.0 MB long'), expected: 'at most 8 MB a line' }],
    })
    expect(third).toHaveProperty('decision')
  })

  test('a pipe with one record a line is recognized', async () => {
    const { code, stdout } = await run(['screen', '-'], { input: `${good}\n${good}\n` })
    expect(code).toBe(0)
    expect(readNdjson(stdout)).toHaveLength(2)
  })

  test('impact counts the broken lines and goes on', async () => {
    const path = file(
      'past.ndjson',
      `{"day": "2026-11-21", "facts": {"age": 34}}\nnonsense\n{"day": "2026-11-21", "facts": {"age": 35}}\n`,
    )
    const { code, stdout } = await run(['impact', '--overlay', 'examples/overlay.yaml', path])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ total: 2, broken: 1, problems: [{ line: 2 }] })
  })
})

describe.concurrent('commands that cannot be', { timeout: 60_000 }, () => {
  test.each([
    [['scren'], 'Did you mean `screen`?'],
    [['screen', '--jsn', 'examples/screen.yaml'], 'Did you mean --json?'],
    [['screen', '--start', '2026-11-21', 'examples/screen.yaml'], '`screen` takes no --start.'],
    [['screen', 'a.yaml', 'b.yaml'], '`screen` takes one file'],
    [['screen', '--day'], '--day needs a value'],
    [['screen', '--json', '--text', 'examples/screen.yaml'], 'exclude each other'],
    [['may-i', 'go to the gym'], 'When was the session?'],
    [['check-product', 'examples/labels/retinol-night-serum.txt'], 'When was the session?'],
    [['impact', 'examples/screenings.ndjson'], 'What changes?'],
    [['schema', 'trriage'], 'Did you mean `triage`?'],
    [['knowledge', 'shwo'], 'Did you mean `knowledge show`?'],
    [['screen', 'examples/screen.yaml', '--language', 'xx'], 'There are no texts in “xx” yet'],
    [['screen', 'examples/screen.yaml', '--protocol', 'package.json'], 'no protocol that this version can read'],
    [['replay', 'examples/screen.yaml'], ''],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await run(args)
    expect(code).toBe(2)
    expect(stdout + stderr).toContain(sentence)
    expect(stdout + stderr).not.toMatch(/\n {4}at /)
  })

  test('whoever reads only the beginning does not make it fail', async () => {
    const { spawnSync } = await import('node:child_process')
    const many = file('many.ndjson', '{"age": 34}\n'.repeat(3000))
    const command = `"${process.execPath}" cli/needlepoint.js screen "${many}" | head -1`
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toBe('')
  })
})
