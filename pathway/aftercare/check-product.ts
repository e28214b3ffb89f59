/** Check a product: which of its ingredients matter on this day, and when they may return. */
import type { Facts } from '../facts/facts.ts'
import { editDistance } from '../facts/nearest.ts'
import { FALSE, TRUE } from '../logic/truth.ts'
import type { Edition } from '../protocol/edition.ts'
import type { Loaded } from '../protocol/load.ts'
import type { Ingredient, IngredientClass, Instant } from '../protocol/protocol.ts'
import { type Moment, momentOf, requireAfterSession } from '../treatment/session.ts'
import type { AftercareInput } from './aftercare.ts'
import { type LabelEntry, readLabel } from './label.ts'
import { type HealedState, windowNow } from './window.ts'
import { normalizeIngredient } from './words.ts'

export interface IngredientVerdict {
  /** As the label prints it. */
  readonly ingredient: string
  /** Its INCI name; null when we do not know it. */
  readonly inci: string | null
  /** True when only the spelling was close. */
  readonly spelledAlike: boolean
  readonly answer: 'yes' | 'no' | 'depends'
  readonly classes: readonly string[]
  /** The class that decides, with its text. */
  readonly because: { readonly class: string; readonly name: string; readonly says: string } | null
  readonly until: Instant | null
  readonly untilHealed: boolean
  readonly percent?: number
  readonly mayContain: boolean
  /** What would settle it: `healed`, or a fact. */
  readonly ask: string | null
  readonly claims: readonly string[]
}

export interface ProductCheck {
  readonly answer: 'yes' | 'no' | 'depends'
  readonly until: Instant | null
  readonly untilHealed: boolean
  /** Ingredients that are not a plain yes, the most serious first. */
  readonly because: readonly IngredientVerdict[]
  /** All of them, in the order of the label. */
  readonly ingredients: readonly IngredientVerdict[]
  /** What would make the answer certain: `healed`, or facts. */
  readonly ask: readonly string[]
  /** Names that we do not know: they keep the answer from being yes. */
  readonly unknown: readonly string[]
  readonly claims: readonly string[]
  readonly protocol: string
}

/** @throws InvalidInput naming every wrong field, or a label that is empty or too long */
export function checkProduct(loaded: Loaded, label: string, input: AftercareInput, language = 'en'): ProductCheck {
  const moment = momentOf(loaded, input.session, input.now)
  requireAfterSession(moment)
  const facts = loaded.readFacts(input.facts ?? {}, moment.day, moment.recorded)
  const edition = loaded.edition(moment.day)
  const ingredients = readLabel(label).map((entry) =>
    verdictOn(entry, loaded, facts, moment, edition, input.healed, language),
  )
  const because = ingredients.filter(({ answer }) => answer !== 'yes').sort((a, b) => seriousness(b) - seriousness(a))
  const blocking = because.filter(({ answer }) => answer === 'no')
  const ends = blocking.map(({ until }) => until)
  return {
    answer: blocking.length > 0 ? 'no' : because.length > 0 || ingredients.length === 0 ? 'depends' : 'yes',
    until:
      ends.length > 0 && ends.every((end) => end !== null)
        ? (ends as Instant[]).reduce((a, b) => (a > b ? a : b))
        : null,
    untilHealed: blocking.some(({ untilHealed }) => untilHealed),
    because,
    ingredients,
    ask: [...new Set(because.flatMap(({ ask }) => (ask === null ? [] : [ask])))],
    unknown: ingredients.filter(({ inci }) => inci === null).map(({ ingredient }) => ingredient),
    claims: [...new Set(because.flatMap(({ claims }) => claims))],
    protocol: loaded.protocol.hash,
  }
}

const seriousness = ({ answer, inci }: IngredientVerdict) => (answer === 'no' ? 2 : inci === null ? 0 : 1)

interface ClassVerdict {
  readonly id: string
  readonly answer: 'yes' | 'no' | 'depends'
  readonly until: Instant | null
  readonly untilHealed: boolean
  /** The fact whose answer would settle it. */
  readonly ask?: string
}

function verdictOn(
  entry: LabelEntry,
  loaded: Loaded,
  facts: Facts,
  moment: Moment,
  edition: Edition,
  healed: HealedState,
  language: string,
): IngredientVerdict {
  const { classes } = loaded.protocol.aftercare
  const about = {
    ingredient: entry.name,
    mayContain: entry.mayContain,
    ...(entry.percent === undefined ? {} : { percent: entry.percent }),
  }
  const candidates = findIngredients(loaded.protocol.aftercare.ingredients, entry.spellings).map((match) => {
    const verdicts = match.ingredient.classes.flatMap((id): ClassVerdict[] => {
      const entryClass = classes[id]
      return entryClass ? [classVerdict(id, entryClass, loaded, facts, moment, edition, healed)] : []
    })
    const worst = verdicts.reduce<ClassVerdict | undefined>((a, b) => (a && weight(a) >= weight(b) ? a : b), undefined)
    return { match, worst }
  })
  // “Glycerin/Retinol” names two: the one that weighs more counts.
  const { match, worst } = candidates.reduce<{ match?: Match; worst?: ClassVerdict | undefined }>(
    (a, b) => (a.match && (a.worst ? weight(a.worst) : 0) >= (b.worst ? weight(b.worst) : 0) ? a : b),
    {},
  )
  // A name that is only spelled alike may be feared but not trusted.
  if (!match || !worst || (match.alike && worst.answer === 'yes')) {
    return {
      ...about,
      inci: null,
      spelledAlike: match !== undefined,
      answer: 'depends',
      classes: [],
      because: null,
      until: null,
      untilHealed: false,
      ask: null,
      claims: [],
    }
  }
  return {
    ...about,
    inci: match.inci,
    spelledAlike: match.alike,
    answer: worst.answer,
    classes: match.ingredient.classes,
    because: {
      class: worst.id,
      name: edition.text(`classes.${worst.id}.name`, language) ?? worst.id,
      says: edition.text(`classes.${worst.id}.says`, language) ?? '',
    },
    until: worst.until,
    untilHealed: worst.untilHealed,
    ask: worst.ask ?? null,
    claims: classes[worst.id]?.cites ?? [],
  }
}

const weight = ({ answer, until, untilHealed }: ClassVerdict) =>
  // Among equals, what lasts longer weighs more: for good, until healed, until a day.
  ({ yes: 0, depends: 1, no: 2 })[answer] * 10 + (until === null && !untilHealed ? 2 : untilHealed ? 1 : 0)

function classVerdict(
  id: string,
  { use, returns, allergy }: IngredientClass,
  loaded: Loaded,
  facts: Facts,
  moment: Moment,
  edition: Edition,
  healed: HealedState,
): ClassVerdict {
  const slot = allergy === undefined ? undefined : loaded.slots.of.get(allergy)
  const allergic = slot ? facts.slots[slot.index] : FALSE
  if (allergic === TRUE) return { id, answer: 'no', until: null, untilHealed: false }
  // Nobody has said that she is not allergic, so it cannot be a plain yes.
  const cleared: ClassVerdict =
    allergic === FALSE || !slot
      ? { id, answer: 'yes', until: null, untilHealed: false }
      : { id, answer: 'depends', until: null, untilHealed: false, ask: slot.fact }
  if (use === 'fine') return cleared
  const ends = {
    ...(returns?.after ? { after: returns.after } : {}),
    ...(returns?.healed === undefined ? {} : { healed: returns.healed }),
  }
  const { phase, until, untilHealed } = windowNow({ starts: { amount: 0, unit: 'h' }, ends }, moment, edition, healed)
  if (phase === 'over') return cleared
  const answer = use === 'avoid' && phase === 'active' ? 'no' : 'depends'
  return { id, answer, until, untilHealed, ...(phase === 'depends-on-healing' ? { ask: 'healed' } : {}) }
}

interface Match {
  readonly inci: string
  readonly ingredient: Ingredient
  readonly alike: boolean
}

interface Index {
  readonly exact: Map<string, string>
  /** Normalized names by length, for spellings that are only close. */
  readonly byLength: Map<number, string[]>
}
const indexes = new WeakMap<object, Index>()

function indexOf(ingredients: Readonly<Record<string, Ingredient>>): Index {
  let index = indexes.get(ingredients)
  if (!index) {
    index = { exact: new Map(), byLength: new Map() }
    for (const [inci, { aliases = [], misspellings = [] }] of Object.entries(ingredients)) {
      for (const name of [inci, ...aliases, ...misspellings]) {
        const key = normalizeIngredient(name)
        if (index.exact.has(key)) continue
        index.exact.set(key, inci)
        index.byLength.set(key.length, [...(index.byLength.get(key.length) ?? []), key])
      }
    }
    indexes.set(ingredients, index)
  }
  return index
}

/**
 * The ingredients that an entry of a label means: the whole of it by exact name or alias; else every part of it that is one;
 * else the closest spelling within one letter in eight.
 */
export function findIngredients(
  ingredients: Readonly<Record<string, Ingredient>>,
  spellings: readonly string[],
): Match[] {
  const { exact, byLength } = indexOf(ingredients)
  const keys = spellings.map(normalizeIngredient)
  const found = new Set<string>()
  for (const [i, key] of keys.entries()) {
    const inci = exact.get(key)
    if (inci) found.add(inci)
    if (inci && i === 0) break
  }
  if (found.size > 0) {
    return [...found].map((inci) => ({ inci, ingredient: ingredients[inci] as Ingredient, alike: false }))
  }
  for (const key of keys) {
    const most = Math.floor(key.length / 8)
    let close: string | undefined
    let least = most + 1
    for (let length = key.length - most; length <= key.length + most; length++) {
      for (const name of byLength.get(length) ?? []) {
        if (name[0] !== key[0]) continue
        const distance = editDistance(name, key, least - 1)
        if (distance < least) [close, least] = [name, distance]
      }
    }
    const inci = close === undefined ? undefined : exact.get(close)
    if (inci) return [{ inci, ingredient: ingredients[inci] as Ingredient, alike: true }]
  }
  return []
}
