/** Cases: what a clinician would expect, as data. Whether the engine agrees is tested elsewhere; here they must make sense. */

import { nearest } from '@needlepoint/pathway'
import type { CaseFile, Entry, Knowledge } from './knowledge.ts'
import { readKnowledge } from './knowledge.ts'
import type { Answers, Kind } from './raw.ts'

export interface Case {
  /** As problems name it. */
  readonly file: string
  readonly line: number
  readonly name: string
  readonly ask:
    | 'screen'
    | 'plan'
    | 'consent'
    | 'preflight'
    | 'aftercare'
    | 'may-i'
    | 'check-product'
    | 'course'
    | 'check-in-plan'
    | 'triage'
    | 'healed'
  /** The client's day. */
  readonly day?: string
  readonly at?: string
  readonly now?: string
  readonly zone?: string
  /** In which it is asked; English without it. */
  readonly language?: string
  /** The profile that `given` was laid over. */
  readonly from?: string
  /** The answers: those of the profile, and over them those of the case. */
  readonly given: Answers
  readonly session?: Answers
  readonly previous?: Answers
  readonly healed?: boolean | 'dont-know'
  readonly activity?: string
  readonly label?: string
  readonly expect: Expected
}

export interface Expected {
  readonly decision?: string | { readonly atLeast: string; readonly atMost: string }
  readonly level?: string
  readonly atMost?: string
  readonly rules?: readonly string[]
  readonly cites?: readonly string[]
  readonly earliestDate?: string | null
  readonly answer?: 'yes' | 'no' | 'depends'
  readonly until?: string
  readonly instructions?: readonly string[]
  readonly ingredients?: readonly string[]
  readonly sessions?: unknown
  readonly maxDepthMm?: number
  readonly limits?: readonly string[]
  readonly advice?: readonly string[]
  readonly preparation?: readonly string[]
  readonly risks?: readonly string[]
  readonly ask?: readonly string[]
  readonly checkIns?: readonly string[]
  readonly curve?: string
  readonly healed?: boolean | 'dont-know'
  readonly final?: boolean
}

/**
 * The cases of a folder of knowledge, with their profiles filled in. Cases that break their schema are left out.
 * @throws when the folder cannot be read
 */
export const readCases = (folder: string): Case[] => casesOf(readKnowledge(folder))

function casesOf(knowledge: Knowledge): Case[] {
  return knowledge.cases.flatMap((caseFile) => {
    const { file } = caseFile
    return soundCases(caseFile).map(([index, raw]): Case => {
      const profile = raw.from === undefined ? undefined : knowledge.all('profile').get(raw.from)
      return { ...raw, file: file.name, line: file.at([index]).line, given: { ...profile?.value, ...raw.given } }
    })
  })
}

type RawCase = Omit<Case, 'file' | 'line' | 'given'> & { readonly given?: Answers }

const soundCases = ({ file, broken }: CaseFile): [number, RawCase][] =>
  Array.isArray(file.value)
    ? file.value.flatMap((raw, i): [number, RawCase][] => (broken.has(i) ? [] : [[i, raw as RawCase]]))
    : []

/** Expectation → the kind that its ids belong to. */
const references: readonly (readonly [keyof Expected, Kind])[] = [
  ['cites', 'claim'],
  ['instructions', 'instruction'],
  ['ingredients', 'ingredient'],
  ['limits', 'depth-limit'],
  ['advice', 'advice'],
  ['preparation', 'preparation'],
  ['risks', 'risk'],
  ['checkIns', 'check-in'],
]
const ruleKinds = { screen: 'screening-rule', preflight: 'preflight-rule', triage: 'triage-rule' } as const

/** Checks names in cases, and that every rule has a case in which it fires. */
export function checkCases(knowledge: Knowledge): Case[] {
  const fired = new Set<string>()
  for (const caseFile of knowledge.cases) {
    for (const [index, raw] of soundCases(caseFile)) {
      const check = new CaseCheck(knowledge, caseFile, index, raw)
      check.names()
      const kind = ruleKinds[raw.ask as keyof typeof ruleKinds]
      if (kind) for (const rule of raw.expect.rules ?? []) fired.add(`${kind} ${rule}`)
    }
  }
  checkProfiles(knowledge)
  for (const kind of Object.values(ruleKinds)) {
    for (const entry of knowledge.sound(kind)) {
      if (fired.has(`${kind} ${entry.id}`)) continue
      knowledge.report(
        entry,
        [],
        `No case shows \`${entry.id}\` firing.`,
        `Add a case to ${entry.step}/*.cases.yaml that expects it.`,
        'key',
      )
    }
  }
  return casesOf(knowledge)
}

class CaseCheck {
  readonly knowledge: Knowledge
  readonly caseFile: CaseFile
  readonly index: number
  readonly raw: RawCase

  constructor(knowledge: Knowledge, caseFile: CaseFile, index: number, raw: RawCase) {
    this.knowledge = knowledge
    this.caseFile = caseFile
    this.index = index
    this.raw = raw
  }

  names(): void {
    const { raw, knowledge } = this
    if (raw.from !== undefined) this.known(['from'], raw.from, knowledge.all('profile'), 'profile')
    for (const part of ['given', 'previous'] as const) {
      checkAnswers(knowledge, raw[part] ?? {}, (key, message, fix, what) =>
        this.report([part, key], message, fix, what),
      )
    }
    for (const [expectation, kind] of references) {
      const ids = raw.expect[expectation]
      if (Array.isArray(ids))
        for (const [i, id] of ids.entries())
          this.known(['expect', expectation, i], String(id), knowledge.all(kind), kind)
    }
    const rules = ruleKinds[raw.ask as keyof typeof ruleKinds]
    for (const [i, id] of (raw.expect.rules ?? []).entries()) {
      if (rules) this.known(['expect', 'rules', i], id, knowledge.all(rules), 'rule')
    }
    if (rules) this.cites(rules)
    for (const [i, id] of (raw.expect.ask ?? []).entries())
      this.known(['expect', 'ask', i], id, knowledge.all('fact'), 'fact')
  }

  /** The claims of a case are those of its rules, no more and no fewer. */
  private cites(kind: (typeof ruleKinds)[keyof typeof ruleKinds]): void {
    const { rules, cites } = this.raw.expect
    if (!rules || !cites) return
    const entries = rules.map((id) => this.knowledge.all(kind).get(id))
    if (entries.some((entry) => !entry || entry.broken)) return
    const wanted = new Set(entries.flatMap((entry) => entry?.value.cites ?? []))
    const missing = [...wanted].filter((id) => !cites.includes(id))
    const extra = cites.filter((id) => !wanted.has(id) && this.knowledge.all('claim').has(id))
    if (missing.length > 0) {
      const message = `\`cites\` lacks ${missing.join(', ')}, which the expected rules rest on.`
      this.report(['expect', 'cites'], message, 'Add what is missing.', 'key')
    }
    if (extra.length > 0) {
      const message = `No expected rule rests on ${extra.join(', ')}.`
      this.report(['expect', 'cites'], message, 'Take it out, or name the rule that does.', 'key')
    }
  }

  private known(
    path: readonly (string | number)[],
    id: string,
    names: ReadonlyMap<string, unknown>,
    what: string,
  ): void {
    if (names.has(id)) return
    const close = nearest(id, names.keys())
    this.report(
      path,
      `There is no ${what.replaceAll('-', ' ')} \`${id}\`.`,
      close ? `Did you mean \`${close}\`?` : 'Take it out, or add it to the knowledge.',
    )
  }

  private report(
    path: readonly (string | number)[],
    message: string,
    fix: string,
    what: 'key' | 'value' = 'value',
  ): void {
    const { file } = this.caseFile
    this.knowledge.problems.push({
      file: file.name,
      ...file.at([this.index, ...path], what),
      id: this.raw.name,
      message,
      fix,
    })
  }
}

function checkProfiles(knowledge: Knowledge): void {
  for (const entry of knowledge.sound('profile')) {
    checkAnswers(knowledge, entry.value, (key, message, fix, what) =>
      knowledge.report(entry as Entry, [key], message, fix, what),
    )
  }
}

type Report = (key: string, message: string, fix: string, what: 'key' | 'value') => void

const unanswered: readonly unknown[] = ['dont-know', 'rather-not-say', null]

/** Answers name facts and options that exist. The engine checks everything else when it reads them. */
function checkAnswers(knowledge: Knowledge, answers: Answers, report: Report): void {
  const facts = knowledge.all('fact')
  for (const [key, answer] of Object.entries(answers)) {
    const [base = '', option] = key.split('.')
    const fact = facts.get(base)
    if (!fact) {
      const close = nearest(base, facts.keys())
      report(
        key,
        `There is no fact \`${base}\`.`,
        close ? `Did you mean \`${close}\`?` : 'Take it out, or add the fact.',
        'key',
      )
      continue
    }
    if (fact.broken || unanswered.includes(answer)) continue
    const { kind, options = [] } = fact.value
    const named =
      kind === 'one-of'
        ? [answer]
        : kind === 'any-of'
          ? option
            ? [option]
            : Array.isArray(answer)
              ? answer
              : isMap(answer)
                ? Object.keys(answer)
                : [answer]
          : []
    for (const name of named) {
      if (typeof name !== 'string' || options.includes(name) || unanswered.includes(name) || name === 'none') continue
      const close = nearest(name, options)
      report(
        key,
        `\`${base}\` has no option \`${name}\`.`,
        close ? `Did you mean \`${close}\`?` : `Its options are ${options.join(', ')}.`,
        'value',
      )
    }
  }
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null
