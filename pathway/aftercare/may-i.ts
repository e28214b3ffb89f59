/** "May I …?": yes, no, or it depends, with the day from which and the reason. */
import { editDistance } from '../facts/nearest.ts'
import { invalid } from '../facts/problem.ts'
import { factsToAsk } from '../logic/ask.ts'
import { FALSE, TRUE } from '../logic/truth.ts'
import type { Edition } from '../protocol/edition.ts'
import type { Loaded } from '../protocol/load.ts'
import type { Activity, Instant, Protocol } from '../protocol/protocol.ts'
import { addSpan, printInstant } from '../time/zone.ts'
import { type Moment, momentOf } from '../treatment/session.ts'
import type { AftercareInput } from './aftercare.ts'
import { type HealedState, windowNow } from './window.ts'
import { isAboutLeavingOut, isCommonWord, normalize } from './words.ts'

export interface Because {
  readonly instruction: string
  readonly says: string
  readonly why: string
  readonly until: Instant | null
  readonly untilHealed: boolean
  readonly disagree: readonly string[]
}

export type AlsoNamed = Pick<MayI, 'answer' | 'name' | 'until' | 'untilHealed'> & { readonly activity: string }

export interface MayI {
  readonly answer: 'yes' | 'no' | 'depends'
  /** What was understood; null when the words are not known. */
  readonly activity: string | null
  readonly name: string
  /** From when, at the earliest; null when it is allowed now, or only healing or a clinic can tell. */
  readonly until: Instant | null
  /** It also waits for the skin to heal. */
  readonly untilHealed: boolean
  readonly because: readonly Because[]
  /** What to mind, or where to ask. */
  readonly says: string
  readonly claims: readonly string[]
  /** What would make the answer certain: `healed`, or facts. */
  readonly ask: readonly string[]
  /** Activities with similar names, when the words are not known or were only close: a guess may forbid but never allow. */
  readonly similar: readonly string[]
  /** What else the words name, each with its own answer, the strictest first; the strictest of all is the answer above. */
  readonly also: readonly AlsoNamed[]
  readonly protocol: string
}

/** @throws InvalidInput naming every wrong field */
export function mayI(loaded: Loaded, words: string, input: AftercareInput, language = 'en'): MayI {
  if (typeof words !== 'string' || words.trim() === '')
    invalid('activity', '“activity” is empty. Say what you would like to do, such as “gym”.')
  const moment = momentOf(loaded, input.session, input.now)
  const facts = loaded.readFacts(input.facts ?? {}, moment.day, moment.recorded)
  const edition = loaded.edition(moment.day)
  const nameOf = (id: string) => edition.text(`activities.${id}.name`, language)
  const { ids, guessed, near } = findActivities(loaded, words, nameOf, language)
  const answers = [
    ...ids.map((id) => answerFor(id, guessed)),
    // A word beside what is named that is only spelled alike may forbid; it says nothing otherwise.
    ...near.map((id) => answerFor(id, true)).filter(({ answer }) => answer === 'no'),
  ]
  const [strictest, ...others] = answers.toSorted(stricterFirst)
  if (!strictest) return notUnderstood(loaded, words, edition, language)
  const also = others.map(({ activity, name, answer, until, untilHealed }) => ({
    activity: activity as string,
    name,
    answer,
    until,
    untilHealed,
  }))
  return { ...(strictest.answer === 'yes' && isAboutLeavingOut(words) ? leftOut(strictest) : strictest), also }

  /** “Can I skip sunscreen?” must not be answered with the yes of “may I use sunscreen?”. */
  function leftOut(yes: MayI): MayI {
    const advised = Object.entries(loaded.protocol.aftercare.instructions).flatMap(([key, instruction]) => {
      if (instruction.kind !== 'do' || !instruction.activities.includes(yes.activity as string)) return []
      if (instruction.when && loaded.condition(instruction.when).test(facts.slots) !== TRUE) return []
      const { phase, until, untilHealed } = windowNow(instruction, moment, edition, input.healed)
      if (phase !== 'active' && phase !== 'depends-on-healing') return []
      return [{ because: becauseOf(key, instruction.disagree, { until, untilHealed }, edition, language), instruction }]
    })
    // What most sources speak of first.
    advised.sort((a, b) => b.instruction.cites.length - a.instruction.cites.length)
    return {
      ...yes,
      answer: 'depends',
      because: advised.map(({ because }) => because),
      says: edition.text('answers.left-out', language) ?? '',
      claims: advised.length > 0 ? [...new Set(advised.flatMap(({ instruction }) => instruction.cites))] : yes.claims,
    }
  }

  function answerFor(id: string, guessed: boolean): MayI {
    const activity = loaded.protocol.aftercare.activities[id] as Activity
    const found: (Because & { cites: readonly string[]; certain: boolean })[] = []
    const ask = new Set<string>()
    for (const entry of moment.now < moment.sessionAt
      ? before(loaded, id, moment, edition, language)
      : during(loaded, id, moment, edition, input.healed, language)) {
      const truth = entry.when ? loaded.condition(entry.when).test(facts.slots) : TRUE
      if (truth === FALSE) continue
      if (truth !== TRUE && entry.when)
        for (const fact of factsToAsk(loaded, facts, [loaded.condition(entry.when)])) ask.add(fact)
      if (entry.dependsOnHealing) ask.add('healed')
      found.push({ ...entry.because, cites: entry.cites, certain: truth === TRUE && !entry.dependsOnHealing })
    }
    const certain = found.filter((entry) => entry.certain)
    const answer =
      certain.length > 0 ? 'no' : found.length > 0 || guessed || activity.otherwise === 'depends' ? 'depends' : 'yes'
    const waits = answer === 'no' ? certain : found
    const ends = waits.map(({ until }) => until)
    return {
      answer,
      activity: id,
      name: edition.text(`activities.${id}.name`, language) ?? id,
      until: answer === 'no' && ends.every((end) => end !== null) ? latest(ends as Instant[]) : null,
      untilHealed: waits.some(({ untilHealed }) => untilHealed),
      because: waits.map(({ cites: _cites, certain: _certain, ...because }) => because),
      says: edition.text(`activities.${id}.says`, language) ?? '',
      claims: [...new Set(waits.length > 0 ? waits.flatMap(({ cites }) => cites) : activity.cites)],
      ask: [...ask],
      similar: guessed ? [id] : [],
      also: [],
      protocol: loaded.protocol.hash,
    }
  }
}

const latest = (ends: readonly Instant[]): Instant => ends.reduce((a, b) => (a > b ? a : b))

interface Restriction {
  readonly because: Because
  readonly when: Parameters<Loaded['condition']>[0] | undefined
  readonly cites: readonly string[]
  readonly dependsOnHealing: boolean
}

const becauseOf = (
  key: string,
  disagree: readonly string[] = [],
  ends: Pick<Because, 'until' | 'untilHealed'>,
  edition: Edition,
  language: string,
): Because => ({
  instruction: key,
  says: edition.text(`instructions.${key}.says`, language) ?? key,
  why: edition.text(`instructions.${key}.why`, language) ?? '',
  ...ends,
  disagree,
})

/** After the session: the don'ts that are about the activity and in force. */
function* during(
  loaded: Loaded,
  id: string,
  moment: Moment,
  edition: Edition,
  healed: HealedState,
  language: string,
): Generator<Restriction> {
  for (const [key, instruction] of Object.entries(loaded.protocol.aftercare.instructions)) {
    if (instruction.kind !== 'dont' || !instruction.activities.includes(id)) continue
    const { phase, until, untilHealed } = windowNow(instruction, moment, edition, healed)
    if (phase !== 'active' && phase !== 'depends-on-healing') continue
    yield {
      because: becauseOf(key, instruction.disagree, { until, untilHealed }, edition, language),
      when: instruction.when,
      cites: instruction.cites,
      dependsOnHealing: phase === 'depends-on-healing',
    }
  }
}

/** Before the session: the preparation that is about the activity and has begun. It runs until the session. */
function* before(
  loaded: Loaded,
  id: string,
  { sessionAt, now, zone }: Moment,
  edition: Edition,
  language: string,
): Generator<Restriction> {
  for (const [key, entry] of Object.entries(loaded.protocol.planning.preparation)) {
    if (!entry.activities?.includes(id)) continue
    const span = edition.span(entry.startsBefore)
    if (now < addSpan(sessionAt, { ...span, amount: -span.amount }, zone)) continue
    yield {
      because: {
        instruction: key,
        says: edition.text(`preparation.${key}.says`, language) ?? key,
        why: edition.text(`preparation.${key}.why`, language) ?? '',
        until: printInstant(sessionAt),
        untilHealed: false,
        disagree: entry.disagree ?? [],
      },
      when: entry.when,
      cites: entry.cites,
      dependsOnHealing: false,
    }
  }
}

/** Normalized name → the activities that it names. */
type Index = ReadonlyMap<string, readonly string[]>
const indexes = new WeakMap<Protocol, Map<string, Index>>()

/** Every name of the activities in a language, and those that are the same in all; not those of another, where “tan” is a “so”. */
function indexOf(protocol: Protocol, language: string): Index {
  const byLanguage = indexes.get(protocol) ?? new Map<string, Index>()
  indexes.set(protocol, byLanguage)
  const known = byLanguage.get(language)
  if (known) return known
  const index = new Map<string, string[]>()
  for (const id of Object.keys(protocol.aftercare.activities)) {
    for (const name of wordsFor(protocol, id, language)) {
      const key = normalize(name, language)
      const ids = index.get(key) ?? []
      if (!ids.includes(id)) index.set(key, [...ids, id])
    }
  }
  byLanguage.set(language, index)
  return index
}

/** What people call an activity, the same everywhere or in a language. Ids are English. */
export function wordsFor({ aftercare, texts }: Protocol, id: string, language: string): string[] {
  const inLanguage = texts[language]?.[`activities.${id}.words`]?.split(',').map((word) => word.trim()) ?? []
  const names = [...(aftercare.activities[id]?.aliases ?? []), ...inLanguage]
  return language === 'en' ? [id, ...names] : names
}

/** A no before a maybe before a yes; of two that say no, the one that lasts longer. */
function stricterFirst(a: MayI, b: MayI): number {
  const strictness = ['no', 'depends', 'yes']
  const byAnswer = strictness.indexOf(a.answer) - strictness.indexOf(b.answer)
  if (byAnswer !== 0) return byAnswer
  // Without an end only healing or a clinic can tell, which may be later than any day.
  const end = ({ answer, until }: MayI) => (answer === 'no' && until === null ? '~' : (until ?? ''))
  return end(b) < end(a) ? -1 : end(b) > end(a) ? 1 : Number(b.untilHealed) - Number(a.untilHealed)
}

export interface Meant {
  readonly ids: readonly string[]
  /** Nothing is named; `ids` are only spelled alike. */
  readonly guessed: boolean
  /** Beside what is named: words that are only spelled like something. */
  readonly near: readonly string[]
}

/**
 * The activities that words speak of: the one whose id, name or alias they are; else every one that is named among the words,
 * since “a moisturizer with retinol” is about both; else what is spelled nearly so, which is a guess.
 * @param nameOf an activity, in the reader's language
 */
export function findActivities(
  { protocol }: Loaded,
  words: string,
  nameOf: (id: string) => string | undefined = () => undefined,
  language = 'en',
): Meant {
  const { activities } = protocol.aftercare
  const only = (ids: readonly string[]): Meant => ({ ids, guessed: false, near: [] })
  if (Object.hasOwn(activities, words)) return only([words])
  const index = indexOf(protocol, language)
  const asked = normalize(words, language)
  const named = Object.keys(activities).find((id) => asked !== '' && normalize(nameOf(id) ?? '', language) === asked)
  const exact = named === undefined ? index.get(asked) : [named]
  if (exact) return only(exact)
  const { ids, left } = namedWithin(asked, index)
  const near = [...new Set(left.flatMap((word) => spelledAlike(word, index)))].filter((id) => !ids.includes(id))
  if (ids.length > 0) return { ids, guessed: false, near }
  const whole = spelledAlike(asked, index)
  return { ids: whole.length > 0 ? whole : near, guessed: whole.length > 0 || near.length > 0, near: [] }
}

/** One letter in a short word, two in a long one, three in several: more is another word. */
const mostSlips = (length: number) => (length < 5 ? 0 : length < 8 ? 1 : length < 14 ? 2 : 3)

function spelledAlike(typed: string, index: Index): readonly string[] {
  const most = mostSlips(typed.length)
  if (most === 0 || isCommonWord(typed)) return []
  let best: readonly string[] = []
  let least = most + 1
  for (const [name, ids] of index) {
    // People seldom get the first letter wrong, and many words are one letter apart.
    if (name[0] !== typed[0] || Math.abs(name.length - typed.length) >= least) continue
    const slips = editDistance(typed, name)
    if (slips < least && slips <= mostSlips(name.length)) {
      best = ids
      least = slips
    }
  }
  return best
}

/** A name within a longer one does not count: “hot yoga” is not yoga. */
function namedWithin(
  asked: string,
  index: Index,
): { readonly ids: readonly string[]; readonly left: readonly string[] } {
  const padded = ` ${asked} `
  const hits = [...index].flatMap(([name, ids]) => {
    const start = padded.indexOf(` ${name} `)
    return start < 0 ? [] : [{ ids, start, end: start + name.length }]
  })
  const outermost = hits.filter(
    (hit) =>
      !hits.some(
        (other) => other.start <= hit.start && hit.end <= other.end && other.end - other.start > hit.end - hit.start,
      ),
  )
  let place = 0
  const left = asked.split(' ').filter((word) => {
    const start = place
    place += word.length + 1
    return !outermost.some((hit) => hit.start <= start && start + word.length <= hit.end)
  })
  return { ids: [...new Set(outermost.flatMap(({ ids }) => ids))], left }
}

function notUnderstood({ protocol }: Loaded, words: string, edition: Edition, language: string): MayI {
  const asked = normalize(words, language).split(' ')
  const similar = [...indexOf(protocol, language)].flatMap(([name, ids]) =>
    asked.some((word) => word.length > 2 && name.includes(word)) ? ids : [],
  )
  return {
    answer: 'depends',
    activity: null,
    name: words.trim(),
    until: null,
    untilHealed: false,
    because: [],
    says:
      edition.text('answers.not-understood', language) ?? 'We do not know this one. Ask your clinic before you do it.',
    claims: [],
    ask: [],
    similar: [...new Set(similar)].slice(0, 5),
    also: [],
    protocol: protocol.hash,
  }
}
