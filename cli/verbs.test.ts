/** Each verb on its example, through the real launcher. */
import { describe, expect, test } from 'vitest'
import { readNdjson, run, runJson } from './launcher.testing.ts'

interface Screening {
  decision: { atLeast: string; atMost: string; final: boolean }
  findings: { rule: string; effect: string; says: string; action: string; claims: string[] }[]
  ask: string[]
  earliestDate: string | null
  protocol: string
}

describe.concurrent('each verb decides its example', { timeout: 60_000 }, () => {
  test('screen says when a person may come back, and why', async () => {
    const { decision, findings, ask, earliestDate, protocol } = await runJson<Screening>([
      'screen',
      'examples/screen.yaml',
    ])
    expect(decision).toEqual({ atLeast: 'defer', atMost: 'defer', final: true })
    expect(findings[0]).toMatchObject({
      rule: 'isotretinoin-recent',
      effect: 'defer',
      claims: expect.arrayContaining(['SC-008']),
    })
    expect(ask).toEqual([])
    expect(earliestDate).toBe('2027-04-10')
    expect(protocol).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  test('screen leaves open what nobody has answered', async () => {
    const { decision, ask } = await runJson<Screening>(['screen', 'examples/screen-unfinished.yaml'])
    expect(decision.final).toBe(false)
    expect(ask.length).toBeGreaterThan(5)
  })

  test('screen reads JSON, from a file and from a pipe, and answers without day and facts', async () => {
    const [file, piped] = await Promise.all([
      runJson<Screening>(['screen', 'examples/screen.json']),
      runJson<Screening>(['screen', '-', '--day', '2026-11-21'], { input: '{"age": 17}' }),
    ])
    expect(file.decision.final).toBe(true)
    expect(piped.decision.atLeast).toBe('do-not-treat')
  })

  test('explain shows what a rule read', async () => {
    const { explanations } = await runJson<{ explanations: { rule: string; outcome: string; reads: object[] }[] }>([
      'explain',
      'examples/explain.yaml',
      '--rule',
      'keloid-family',
    ])
    expect(explanations).toHaveLength(1)
    expect(explanations[0]).toMatchObject({
      rule: 'keloid-family',
      outcome: 'true',
      reads: [{ fact: 'keloid', value: 'family', how: 'answered' }],
    })
  })

  test('plan begins on the day that is asked for, and the flag comes before the file', async () => {
    const [plan, later] = await Promise.all([
      runJson<{ start: string; courses: object[] }>(['plan', 'examples/plan.yaml']),
      runJson<{ start: string }>(['plan', 'examples/plan.yaml', '--start', '2027-01-11']),
    ])
    expect(plan.start).toBe('2026-12-14')
    expect(plan.courses).toHaveLength(2)
    expect(later.start).toBe('2027-01-11')
  })

  test('consent names what makes a risk likelier', async () => {
    const { risks } = await runJson<{ risks: { risk: string; likelier: object[] }[] }>([
      'consent',
      'examples/consent.yaml',
    ])
    expect(risks.find(({ risk }) => risk === 'dark-marks')?.likelier.length).toBeGreaterThan(0)
  })

  test('preflight stops at an open cartridge and asks for what nobody checked', async () => {
    const { decision, findings, ask } = await runJson<{
      decision: string
      findings: { rule: string }[]
      ask: string[]
    }>(['preflight', 'examples/preflight.yaml'])
    expect(decision).toBe('not-ready')
    expect(findings.map(({ rule }) => rule)).toEqual(['cartridge-open'])
    expect(ask).toContain('consentCoversPlan')
  })

  test('aftercare on the first evening has dos and don’ts', async () => {
    const {
      day,
      do: dos,
      dont,
    } = await runJson<{ day: number; do: object[]; dont: object[] }>(['aftercare', 'examples/aftercare.yaml'])
    expect(day).toBe(0)
    expect(dos.length).toBeGreaterThan(3)
    expect(dont.length).toBeGreaterThan(3)
  })

  test('may-i takes words and a session, or a file', async () => {
    const [words, file] = await Promise.all([
      runJson<{ activity: string; answer: string; until: string; claims: string[] }>([
        'may-i',
        'go to the gym',
        '--session',
        'examples/session.yaml',
      ]),
      runJson<object>(['may-i', 'examples/may-i.yaml']),
    ])
    expect(words).toMatchObject({ activity: 'gym', answer: 'no', until: '2026-12-17T16:30:00Z' })
    expect(words.claims).toContain('004-exercise')
    expect(file).toEqual(words)
  })

  test('check-product takes a label and a session, or a file', async () => {
    const [label, file, piped] = await Promise.all([
      runJson<{ answer: string; because: { inci: string }[] }>([
        'check-product',
        'examples/labels/retinol-night-serum.txt',
        '--session',
        'examples/session.yaml',
      ]),
      runJson<{ answer: string; because: { inci: string }[] }>(['check-product', 'examples/check-product.yaml']),
      runJson<{ answer: string }>(['check-product', '-', '--session', 'examples/session.yaml'], {
        input: 'Aqua, Retinol',
      }),
    ])
    expect(label).toMatchObject({ answer: 'no' })
    expect(label.because.map(({ inci }) => inci)).toContain('Retinol')
    expect(file.because.map(({ inci }) => inci)).toContain('Glycolic Acid')
    expect(piped.answer).toBe('no')
  })

  test('course knows the day and holds the report against the curve', async () => {
    const { day, effects } = await runJson<{ day: number; effects: { item: string; verdict: string | null }[] }>([
      'course',
      'examples/course.yaml',
    ])
    expect(day).toBe(2)
    expect(effects.find(({ item }) => item === 'redness')?.verdict).not.toBeNull()
  })

  test('check-in-plan ends on day 90', async () => {
    const { checkIns } = await runJson<{ checkIns: { day: number }[] }>(['check-in-plan', 'examples/session.yaml'])
    expect(checkIns.at(-1)?.day).toBe(90)
  })

  test('triage raises what is urgent, with nothing else answered', async () => {
    const [worrying, emergency] = await Promise.all([
      runJson<{ level: string; findings: { rule: string }[]; advice: string[]; checkAgainAfter: string }>([
        'triage',
        'examples/triage.yaml',
      ]),
      runJson<{ level: string }>(['triage', 'examples/triage-emergency.yaml']),
    ])
    expect(worrying.level).toBe('same-day')
    expect(worrying.findings.map(({ rule }) => rule)).toContain('spreading-redness')
    expect(worrying.advice.length).toBeGreaterThan(0)
    expect(emergency.level).toBe('emergency')
  })

  test('healed counts the hours since the session by itself', async () => {
    const { answer } = await runJson<{ answer: string }>(['healed', 'examples/healed.yaml'])
    expect(answer).toBe('no')
  })

  test('tighten says what it changes, and refuses by name what loosens', async () => {
    const [accepted, refused] = await Promise.all([
      runJson<{ changes: object[]; protocol: string }>(['tighten', 'examples/overlay.yaml']),
      run(['tighten', 'examples/overlay-that-loosens.yaml', '--text']),
    ])
    expect(accepted.changes).toContainEqual({
      kind: 'parameter',
      id: 'isotretinoinWait',
      from: '6 months',
      to: '12 months',
    })
    expect(accepted.protocol).toMatch(/^sha256:[0-9a-f]+\+sha256:[0-9a-f]+$/)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/overlay-that-loosens\.yaml:4:\d+: .*isotretinoinWait.* would loosen/)
  })

  test('an overlay on the fly decides with it', async () => {
    const { earliestDate } = await runJson<Screening>([
      'screen',
      'examples/screen.yaml',
      '--overlay',
      'examples/overlay.yaml',
    ])
    expect(earliestDate).toBe('2027-10-10')
  })

  test('impact counts who would be decided otherwise', async () => {
    const impact = await runJson<{ total: number; changed: number; looser: number; broken: number }>([
      'impact',
      '--overlay',
      'examples/overlay.yaml',
      'examples/screenings.ndjson',
    ])
    expect(impact).toMatchObject({ total: 25, changed: 4, looser: 0, broken: 0 })
  })

  test('a recorded decision comes out the same, and a tampered one does not', async () => {
    const { stdout } = await run(['screen', '--record', 'examples/screen.yaml'])
    const record = JSON.parse(stdout) as { verb: string; input: object; output: Screening }
    const tampered = { ...record, output: { ...record.output, earliestDate: '2026-12-24' } }
    const [same, other] = await Promise.all([
      run(['replay', '-'], { input: stdout }),
      run(['replay', '-'], { input: JSON.stringify(tampered) }),
    ])
    expect(same.code).toBe(0)
    expect(JSON.parse(same.stdout)).toMatchObject({ same: true, sameProtocol: true, differences: [] })
    expect(other.code).toBe(1)
    expect(JSON.parse(other.stdout)).toMatchObject({
      same: false,
      differences: [{ path: 'earliestDate', was: '2026-12-24', is: '2027-04-10' }],
    })
  })

  test('every schema is JSON Schema, and a question is a description', async () => {
    const { schemas } = await runJson<{ schemas: string[] }>(['schema'])
    expect(schemas).toContain('triage')
    const made = await Promise.all(
      schemas.map((name) =>
        runJson<{ $schema: string; $defs?: { facts: { properties: Record<string, { description: string }> } } }>([
          'schema',
          name,
        ]),
      ),
    )
    for (const { $schema } of made) expect($schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(made[schemas.indexOf('screen')]?.$defs?.facts.properties.pregnancy?.description).toMatch(/pregnant/i)
  })

  test('help lists every verb, and explains each', async () => {
    const { verbs } = await runJson<{ verbs: { name: string }[] }>(['help', '--json'])
    const { stdout } = await run(['help'])
    for (const { name } of verbs) expect(stdout).toContain(name)
    expect((await run(['help', 'triage'])).stdout).toContain('needlepoint triage examples/triage.yaml')
    expect((await run(['triage', '--help'])).stdout).toContain('needlepoint triage examples/triage.yaml')
  })

  test('version names the program and the protocol', async () => {
    expect(await runJson<object>(['version', '--json'])).toMatchObject({ protocol: expect.stringMatching(/^sha256:/) })
  })
})

describe.concurrent('the knowledge can be read', { timeout: 120_000 }, () => {
  test('check finds nothing, and runs the cases', async () => {
    const { code, stdout } = await run(['knowledge', 'check'])
    expect(stdout).toMatch(/all \d+ cases come out as expected/)
    expect(code).toBe(0)
  })

  test('show finds a rule, a claim and an ingredient by an alias', async () => {
    const [rule, claim, ingredient] = await Promise.all([
      runJson<{ entries: { kind: string; cases: object[] }[] }>(['knowledge', 'show', 'isotretinoin-recent']),
      runJson<{ entries: { kind: string; usedBy: string[] }[] }>(['knowledge', 'show', 'SC-008']),
      runJson<{ entries: { kind: string; id: string }[] }>(['knowledge', 'show', 'aqua']),
    ])
    expect(rule.entries[0]).toMatchObject({ kind: 'screening rule' })
    expect(rule.entries[0]?.cases.length).toBeGreaterThan(0)
    expect(claim.entries[0]?.usedBy).toContain('screening rule isotretinoin-recent')
    expect(ingredient.entries[0]).toMatchObject({ kind: 'ingredient' })
  })

  test('show names what is nearest when nothing has the id', async () => {
    const { code, stderr } = await run(['knowledge', 'show', 'isotretinoin-recnt'])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean “isotretinoin-recent”?')
  })

  test('conflicts names both sides', async () => {
    const { conflicts } = await runJson<{ conflicts: { id: string; others: object[] }[] }>(['knowledge', 'conflicts'])
    expect(conflicts.find(({ id }) => id === 'isotretinoinWait')?.others.length).toBeGreaterThan(0)
  })

  test('coverage has no claim of the articles left open', async () => {
    const { code, stdout } = await run(['knowledge', 'coverage'])
    const { totals } = JSON.parse(stdout) as { totals: { articles: Record<string, { open: number; claims: number }> } }
    const articles = Object.entries(totals.articles).filter(([id]) => id.startsWith('article-'))
    expect(articles.reduce((sum, [, { claims }]) => sum + claims, 0)).toBe(109)
    expect(articles.filter(([, { open }]) => open > 0)).toEqual([])
    expect(code).toBe(0)
  })
})

test('many lines are decided in order', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await run(['triage', 'examples/check-ins.ndjson'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(readNdjson(stdout).map(({ day }) => day)).toEqual([1, 2, 3, 5, 7, 14])
})
