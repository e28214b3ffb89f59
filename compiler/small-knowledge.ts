/** A knowledge base of one entry of each kind, for tests: without a problem, until a test puts a mistake into one of its files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Compiled, compileKnowledge } from './compile.ts'
import { type Problem, printProblem } from './problem.ts'

export const smallKnowledge: Readonly<Record<string, string>> = {
  'sources.yaml': `label: { title: A label, kind: device-label }
page: { title: A page, kind: clinic }
`,
  'claims/some.yaml': `L-001: { source: label, says: Wait six months., topic: screening, strength: regulator, values: { months: 6 } }
L-002: { source: page, says: Wait three months., topic: screening, strength: consumer, tension: [L-001] }
L-003: { source: page, says: Somebody recalls a month., topic: screening, strength: expert, unverified: true }
`,
  'screening/facts.yaml': `openWound: { kind: yes-no, riskier: yes, askedOf: client, cites: [L-001] }
isotretinoin:
  kind: one-of
  options: [never, stopped, current]
  riskier: listed-later
  askedOf: client
  cites: [L-001]
monthsSinceIsotretinoin: { kind: elapsed, unit: mo, min: 0, max: 600, riskier: lower, askedOf: client, cites: [L-001] }
infection: { kind: any-of, options: [herpes, wart], riskier: any, askedOf: client, cites: [L-001] }
goals: { kind: any-of, options: [acneScars], riskier: any, askedOf: client, cites: [L-001] }
areas: { kind: any-of, options: [cheeks], riskier: any, askedOf: client, cites: [L-001] }
deviceClass: { kind: one-of, options: [pen], riskier: neither, askedOf: client, cites: [L-001] }
`,
  'screening/parameters.yaml': `isotretinoinWait:
  about: Months between the last dose and needling
  unit: mo
  stricter: higher
  values: [{ from: 2026-01-01, value: 6, cites: [L-001] }]
  disagree: [L-002]
  reviewed: 2026-11-21
woundDepth:
  about: The deepest needle near a wound
  unit: mm
  stricter: lower
  values: [{ from: 2026-01-01, value: 1, judgement: No source says so. }]
  reviewed: 2026-11-21
makeupWait:
  about: Hours without makeup
  unit: h
  stricter: higher
  values: [{ from: 2026-01-01, value: 24, cites: [L-002] }]
  reviewed: 2026-11-21
`,
  'screening/rules/medicines.yaml': `isotretinoin-recent:
  when: isotretinoin = 'stopped' and monthsSinceIsotretinoin < %isotretinoinWait
  effect: defer
  cites: [L-001]
  until: { fact: monthsSinceIsotretinoin, reaches: '%isotretinoinWait' }
`,
  'screening/medicines.cases.yaml': `- name: Two months after the last dose she waits
  ask: screen
  day: 2026-11-21
  from: healthy
  given: { isotretinoin: stopped, monthsSinceIsotretinoin: 2 }
  expect: { decision: defer, rules: [isotretinoin-recent], cites: [L-001] }
`,
  'screening/contradictions.yaml': `never-yet-stopped: { when: isotretinoin = 'never' and monthsSinceIsotretinoin < 1, fields: [isotretinoin] }
`,
  'screening/floor.yaml': `wound: { when: openWound, atLeast: clinician-review, cites: [L-001] }
`,
  'planning/indications.yaml': `acneScars:
  sessions: { from: 3, to: 4, cites: [L-001] }
  interval: { from: P4W, to: P6W, cites: [L-001] }
  depthMm: { from: 1, to: 1.5, cites: [L-001] }
  evidence: moderate
  outlook: good
  results: [{ id: first, from: P2W, to: P4W, cites: [L-001] }]
  cites: [L-001]
`,
  'planning/areas.yaml': `cheeks: { treat: yes, depthMm: { from: 1, to: 1.5, cites: [L-001] }, view: face, cites: [L-001] }
`,
  'planning/devices.yaml': `pen: { setting: clinic, energy: none, maxDepthMm: { value: 2, cites: [L-001] }, cites: [L-001] }
`,
  'planning/depth-limits.yaml': `near-wound: { when: openWound, maxDepthMm: '%woundDepth', cites: [L-001] }
`,
  'planning/advice.yaml': `about-herpes: { when: infection.herpes, cites: [L-001] }
`,
  'planning/preparation.yaml': `no-makeup-before: { startsBefore: '%makeupWait', activities: [makeup], cites: [L-001] }
`,
  'consent/risks.yaml': `redness-risk:
  effect: erythema
  frequency: very-common
  likelier: [{ id: wound, when: openWound, cites: [L-001] }]
  cites: [L-001]
`,
  'treatment/facts.yaml': `depthMm: { kind: number, unit: mm, min: 0, max: 8, riskier: higher, askedOf: practitioner, cites: [L-001] }
`,
  'aftercare/instructions/products.yaml': `no-makeup:
  kind: dont
  starts: PT0H
  ends: { after: '%makeupWait', healed: true }
  activities: [makeup]
  classes: [pigment]
  cites: [L-001]
`,
  'aftercare/activities.yaml': `makeup: { aliases: [foundation], otherwise: yes, cites: [L-001] }
`,
  'aftercare/ingredient-classes.yaml': `pigment: { use: avoid, returns: { after: '%makeupWait', healed: true }, allergy: infection.wart, cites: [L-001] }
`,
  'aftercare/ingredients/some.yaml': `Titanium Dioxide: { classes: [pigment], aliases: [CI 77891] }
`,
  'recovery/facts.yaml': `redness: { kind: severity, riskier: higher, askedOf: client, cites: [L-001] }
`,
  'recovery/effects/some.yaml': `erythema:
  item: redness
  expected: true
  curves:
    - id: shallow
      when: depthMm <= 0.5
      onset: PT0H
      peak: PT6H
      usualEnd: P2D
      prolongedAfter: P7D
      expect: [{ until: P1D, atMost: 3 }, { until: P7D, atMost: 1 }]
      cites: [L-001]
    - id: deep
      onset: PT0H
      peak: PT12H
      usualEnd: P3D
      prolongedAfter: P10D
      expect: [{ until: P10D, atMost: 2 }]
      cites: [L-001]
  redFlags: [redness-stronger]
  cites: [L-001, L-002]
`,
  'recovery/rules/some.yaml': `redness-stronger: { when: rednessStronger, effect: contact-clinic, checkAgainAfter: '%makeupWait', cites: [L-003] }
`,
  'recovery/some.cases.yaml': `- name: More redness than the curve expects is a reason to call
  ask: triage
  session: { at: 2026-11-20T10:00:00Z, zone: Europe/Berlin, depthMm: 1 }
  now: 2026-11-23T10:00:00Z
  given: { redness: 4 }
  expect: { level: contact-clinic, rules: [redness-stronger], cites: [L-003] }
`,
  'recovery/schedule.yaml': `day-1: { after: P1D, items: [redness], cites: [L-001] }
`,
  'recovery/healed.yaml': `when: redness = 0
cites: [L-001]
`,
  'profiles.yaml': `healthy: { openWound: false, isotretinoin: never, infection: [] }
`,
  'texts/en/common.yaml': `decisions:
  proceed: { name: Go, says: Go. }
  proceed-with-precautions: { name: Go, says: Go. }
  clinician-review: { name: Ask, says: Ask. }
  defer: { name: Wait, says: Wait. }
  do-not-treat: { name: No, says: No. }
readiness:
  ready: { name: Ready, says: Start. }
  ready-with-precautions: { name: Ready, says: Start. }
  not-ready: { name: Stop, says: Stop. }
levels:
  expected: { name: Normal, says: Rest. }
  watch: { name: Watch, says: Look. }
  contact-clinic: { name: Call, says: Call. }
  same-day: { name: Today, says: Call today. }
  emergency: { name: Now, says: Call now. }
  unfinished: { name: Open, says: Answer. }
healed: { yes: Healed., no: Not yet., dont-know: Tell us more. }
answers: { not-understood: Ask your clinic., left-out: You ask about leaving it out. }
emergency: { anywhere: '911', known: '{number}' }
`,
  'texts/en/all.yaml': `facts:
  openWound: { question: Do you have an open wound?, why: It can get infected. }
  isotretinoin:
    question: Do you take isotretinoin?
    why: It slows healing.
    options: { never: Never, stopped: I stopped, current: I take it }
  monthsSinceIsotretinoin: { question: When was the last dose?, why: Skin needs time. }
  infection: { question: Do you have an infection?, why: It can spread., options: { herpes: Cold sore, wart: Wart } }
  goals: { question: What for?, why: To plan., options: { acneScars: Acne scars } }
  areas: { question: Where?, why: To plan., options: { cheeks: Cheeks } }
  deviceClass: { question: Which device?, why: To plan., options: { pen: Pen } }
  depthMm: { question: How deep?, why: Skin heals by depth. }
  redness: { question: How red is it?, why: To see it heal. }
rules:
  isotretinoin-recent: { reason: You stopped too short a time ago., action: 'Wait {isotretinoinWait} after the last dose.' }
  redness-stronger: { reason: It is redder than it should be., action: Call the clinic. }
contradictions:
  never-yet-stopped: { reason: Both cannot be right. }
indications:
  acneScars: { name: Acne scars, says: They get shallower. }
results:
  acneScars: { first: The first change. }
areas:
  cheeks: { name: Cheeks }
devices:
  pen: { name: Pen, says: A pen. }
depthLimits:
  near-wound: { reason: A wound needs care. }
advice:
  about-herpes: { says: Tell your clinic. }
preparation:
  no-makeup-before: { says: Come without makeup., why: It gets in. }
risks:
  redness-risk: { says: Your skin gets red., likelier: { wound: A wound makes it likelier. } }
effects:
  erythema: { name: Redness, says: Skin gets red., whenToWorry: When it grows. }
instructions:
  no-makeup: { says: Leave makeup off., why: It gets in. }
activities:
  makeup: { name: Makeup, says: Use a clean brush., words: 'make up, mascara' }
classes:
  pigment: { name: Pigments, says: They color. }
checkIns:
  day-1: { title: The day after }
`,
}

/** Compiles the small knowledge with some files changed; what a change returns as undefined is left out. */
export function compileSmall(changes: Readonly<Record<string, (text: string) => string | undefined>> = {}): Compiled {
  const files: Record<string, string | Uint8Array | undefined> = { ...smallKnowledge }
  for (const [path, change] of Object.entries(changes)) files[path] = change(smallKnowledge[path] ?? '')
  return compileFiles(files)
}

/** Compiles files written into a folder that is gone afterwards. */
export function compileFiles(files: Readonly<Record<string, string | Uint8Array | undefined>>): Compiled {
  return withFolder(files, compileKnowledge)
}

/** Runs something on a folder `knowledge` that is gone afterwards. */
export function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array | undefined>>,
  run: (folder: string) => T,
): T {
  const parent = mkdtempSync(join(tmpdir(), 'needlepoint-'))
  const folder = join(parent, 'knowledge')
  try {
    mkdirSync(folder)
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) continue
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return run(folder)
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

/** Replaces the one place where a text stands, so that a test cannot miss. */
export const swap =
  (from: string, to: string) =>
  (text: string): string => {
    if (text.split(from).length !== 2) throw new Error(`“${from}” stands ${text.split(from).length - 1} times.`)
    return text.replace(from, () => to)
  }

/**
 * Makes one mistake in the small knowledge. `«` in the new text marks where the problem must be reported.
 * @param says words of its message, where more than one is reported there
 * @returns the problem found there
 * @throws when nothing is reported there, naming what is reported elsewhere
 */
export function mistake(path: string, from: string, to: string, says = ''): Problem {
  const marked = swap(from, to)(smallKnowledge[path] ?? '')
  const { problems } = compileSmall({ [path]: () => marked.replace('«', '') })
  return problemAt(problems, `knowledge/${path}`, marked, says)
}

/** The problem at the place that `«` marks in a text. */
export function problemAt(problems: readonly Problem[], file: string, marked: string, says = ''): Problem {
  const before = marked.slice(0, marked.indexOf('«'))
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  const found = problems.find(
    (problem) =>
      problem.file === file && problem.line === line && problem.column === column && problem.message.includes(says),
  )
  if (found) return found
  throw new Error(`Nothing like that at ${file}:${line}:${column}, only:\n${problems.map(printProblem).join('\n')}`)
}
