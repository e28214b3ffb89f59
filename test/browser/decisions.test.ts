/** The same input gets the same answer in a browser without a connection as in Node: for every verb, over hundreds of inputs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { factsIn, loadProtocol, type Pathway, printInstant } from '@needlepoint/pathway'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersOf, askedFacts, zones } from '../support/arbitraries.ts'
import { protocol } from '../truth/knowledge.ts'
import { chromiumPath, openBrowser } from './open-browser.ts'

const bundle = fileURLToPath(new URL('../../pathway/dist/pathway.js', import.meta.url))
const inputsEach = 200

type Verb = Exclude<keyof Pathway, 'protocol' | 'hash' | 'loaded' | 'impact' | 'tighten' | 'claims'>
type Call = readonly [verb: Verb, ...inputs: unknown[]]

/** Runs in both places, so it may use nothing but its arguments. */
function answer(pathway: Pathway, [verb, ...inputs]: Call): string {
  try {
    return JSON.stringify((pathway[verb] as (...given: unknown[]) => unknown)(...inputs))
  } catch (error) {
    return JSON.stringify((error as { problems?: unknown }).problems ?? String(error))
  }
}

test.skipIf(!chromiumPath)('a browser decides as Node does', { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'needlepoint-'))
  try {
    const file = join(folder, 'protocol.json')
    writeFileSync(file, JSON.stringify(protocol))
    await using opened = await openBrowser({ '/pathway.js': bundle, '/protocol.json': file })
    const agreed = zonesThatAgree(await opened.page.evaluate(`(${clocks.toString()})(${JSON.stringify(zones)})`))
    expect(agreed.length).toBeGreaterThan(zones.length * 0.9)
    expect(agreed).toEqual(
      expect.arrayContaining(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']),
    )
    const calls = generated(agreed)
    const pathway = loadProtocol(protocol)
    const inNode = calls.map((call) => answer(pathway, call))
    // A text, because vitest rewrites an `import()` in code that it runs itself.
    const script = `(async () => {
      const { loadProtocol } = await import('/pathway.js')
      const pathway = loadProtocol(await (await fetch('/protocol.json')).json())
      const answer = ${answer.toString()}
      return ${JSON.stringify(calls)}.map((call) => answer(pathway, call))
    })()`
    const inBrowser = (await opened.page.evaluate(script)) as string[]
    expect(inBrowser.length).toBe(calls.length)
    const different = calls.flatMap((call, i) =>
      inBrowser[i] === inNode[i] ? [] : [{ call: JSON.stringify(call), browser: inBrowser[i], node: inNode[i] }],
    )
    expect(different.slice(0, 3)).toEqual([])
    expect(opened.errors).toEqual([])
    // Inputs that are all refused would compare nothing but messages.
    for (const [verb, answers] of Map.groupBy(inNode, (_, i) => calls[i]?.[0])) {
      expect(answers.length, verb).toBeGreaterThanOrEqual(inputsEach)
      expect(new Set(answers).size, verb).toBeGreaterThan(10)
      expect(
        answers.filter((text) => text.startsWith('{') || text.startsWith('[{"rule"')).length,
        verb,
      ).toBeGreaterThan(inputsEach / 2)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/**
 * Governments change their clocks, and one runtime hears of it before another (in 2026: Morocco). The engine takes its clocks from
 * the runtime, so only zones of which both know the same can be compared. A record that is decided twice shows the difference.
 */
function zonesThatAgree(inBrowser: unknown): string[] {
  const [theirs, ours] = [inBrowser as string[], clocks(zones)]
  return zones.filter((_, i) => theirs[i] === ours[i])
}

/** What each zone's clock shows on every second day of the years that are compared. Runs in both places. */
function clocks(names: readonly string[]): string[] {
  return names.map((timeZone) => {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    const shown: string[] = []
    for (let at = Date.UTC(2025, 11, 1); at < Date.UTC(2031, 0, 1); at += 2 * 86_400_000) shown.push(format.format(at))
    return shown.join()
  })
}

function generated(zonesToUse: readonly string[]): Call[] {
  const few = fc
    .subarray(askedFacts(protocol), { minLength: 1, maxLength: 8 })
    .chain((facts) => answersOf(protocol, { facts, unsure: true, near: [] }))
  const day = fc.constantFrom('2026-11-21', '2027-02-28', '2028-02-29', '2031-12-31')
  const moment = fc
    .record({
      at: fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 }),
      hours: fc.oneof(fc.integer({ min: 0, max: 72 }), fc.integer({ min: 0, max: 2_400 })),
      zone: fc.constantFrom(...zonesToUse),
      depthMm: fc.constantFrom(0.25, 0.5, 1, 1.5, 2.5),
      deviceClass: fc.constantFrom(...(protocol.facts.deviceClass?.options ?? [])),
    })
    .map(({ at, hours, ...session }) => ({
      session: { at: printInstant(at * 60_000), ...session },
      now: printInstant(at * 60_000 + hours * 3_600_000),
    }))
  const signs = Object.keys(protocol.facts).filter((id) => protocol.facts[id]?.step === 'recovery')
  const report = answersOf(protocol, { facts: signs.filter((id) => askedFacts(protocol).includes(id)), unsure: true })
  // Whatever is unusual means “no”: what is interesting are the answers that are missing.
  const calm = fc
    .subarray([...new Set(factsIn(protocol.recovery.healed.when))])
    .map((ids) =>
      Object.fromEntries(
        ids.map((id) => [id, protocol.facts[id]?.kind === 'yes-no' ? false : id === 'hoursSinceSession' ? 999 : 0]),
      ),
    )
  const healed = fc.constantFrom(undefined, true, false)
  const after = fc.tuple(moment, few, healed).map(([when, facts, state]) => ({ ...when, facts, healed: state }))
  const { activities, ingredients } = protocol.aftercare
  const words = fc.oneof(
    fc.constantFrom(...Object.keys(activities)),
    fc.constantFrom(...Object.values(activities).flatMap(({ aliases }) => aliases)),
  )
  const label = fc
    .array(fc.oneof(fc.constantFrom(...Object.keys(ingredients)), fc.string()), { minLength: 1, maxLength: 12 })
    .map((names) => names.join(', '))
  const wish = fc
    .tuple(
      few,
      fc.constantFrom(...Object.keys(protocol.planning.indications)),
      fc.constantFrom(...Object.keys(protocol.planning.areas)),
    )
    .map(([answers, goal, area]) => ({ ...answers, goals: [goal], areas: [area] }))
  const calls: Record<Verb, fc.Arbitrary<readonly unknown[]>> = {
    screen: fc.tuple(few, day),
    explain: fc.tuple(few, day),
    plan: fc.tuple(wish, day),
    consent: fc.tuple(few, day),
    preflight: fc.tuple(few, day),
    aftercare: fc.tuple(after),
    mayI: fc.tuple(words, after),
    checkProduct: fc.tuple(label, after),
    course: fc.tuple(after),
    checkInPlan: fc.tuple(moment.map(({ session }) => session)),
    triage: fc.tuple(fc.tuple(moment, report, few).map(([when, given, facts]) => ({ ...when, report: given, facts }))),
    healed: fc.tuple(calm, day),
  }
  return Object.entries(calls).flatMap(([verb, inputs], i) =>
    fc
      .sample(inputs, { numRuns: inputsEach, seed: 20261121 + i })
      .map((given): Call => JSON.parse(JSON.stringify([verb, ...given]))),
  )
}
