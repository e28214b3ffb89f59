/** Who signs: the client, or her guardian, and for a child nobody but the guardian. And that something was signed at all. */
import { decideWith, type InputOf, type Signature } from '@needlepoint/contract'
import { type Answers, addToDate, type ISODate, parseDate, printDate } from '@needlepoint/pathway'
import { mayActFor } from '../accounts/client-links.ts'
import { isOfAge } from '../accounts/majority.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { Person } from '../practice/require-client.ts'

type Signer = InputOf<'consent.sign'>['body']['signer']

export interface SignedBy {
  readonly as: 'client' | 'guardian'
  /** The guardian's first version; null for the client herself. */
  readonly guardianId: string | null
}

/**
 * @param answers of the plan: her age may stand there alone
 * @throws problems.invalidFields; problems.notAllowed for a child who would sign herself and for somebody who may not sign for her;
 *   problems.stepMissing while nobody knows how old she is
 */
export async function requireSigner(
  context: Context,
  client: Person,
  answers: Answers,
  signer: Signer,
): Promise<SignedBy> {
  const { actor } = context
  if (actor.kind === 'client') {
    // Whoever is signed in signs for herself, whatever the form says.
    const as = actor.guardian ? 'guardian' : 'client'
    if (signer.as !== as) throw wrong('signer.as', `“${as}”: this is who is signed in`)
    if (actor.guardian && signer.guardianId !== undefined && signer.guardianId !== actor.id)
      throw wrong('signer.guardianId', 'the guardian who is signed in')
  }
  const ofAge = isClientOfAge(context, client, answers)
  if (signer.as === 'client') {
    if (signer.guardianId !== undefined) throw wrong('signer.guardianId', 'nothing, where the client signs herself')
    if (ofAge === undefined)
      throw problems.stepMissing('Her age is not known. Add the date of birth to her details first, then sign.')
    if (!ofAge) throw problems.notAllowed('A client who is not of age does not sign: her guardian does.')
    return { as: 'client', guardianId: null }
  }
  const guardianId = actor.kind === 'client' ? actor.id : signer.guardianId
  if (guardianId === undefined) throw wrong('signer.guardianId', 'the id of the guardian')
  if (ofAge || !(await mayActFor(context, client.clientId, guardianId)))
    throw problems.notAllowed('Only a guardian of hers signs for her, and only until she is of age.')
  return { as: 'guardian', guardianId }
}

/** Unknown is never no: undefined while she may be a child. Where birthday and answer part, the younger counts. */
function isClientOfAge({ pathway }: Context, { born, today }: Person, answers: Answers): boolean | undefined {
  const births = [born, lastPossibleBirth(pathway.loaded, answers, today)].filter((birth) => birth !== null)
  return births.length === 0 ? undefined : births.every((birth) => isOfAge(birth, today) === true)
}

/** The youngest that she can be by the age that she answered. It may be too old to decide with; younger she has not become. */
function lastPossibleBirth(
  { slots, readFacts }: Context['pathway']['loaded'],
  { age }: Answers,
  today: ISODate,
): ISODate | null {
  const slot = slots.of.get('age')
  if (!slot || age === undefined) return null
  const dated = typeof age === 'object' && age !== null && 'answeredOn' in age ? age : { answeredOn: today }
  const current = 'value' in dated ? { ...dated, answeredOn: today } : age
  const { decision: facts } = decideWith({ age: current }, [], (known) => readFacts(known, today))
  const years = facts.slots[slot.index]
  const day = parseDate(String(dated.answeredOn))
  if (years === undefined || Number.isNaN(years) || !day) return null
  return printDate(addToDate(day, -years, 'a'))
}

/**
 * Refuses a signature that is none: a dot, a stroke without a direction, a typed name that is not the signer's.
 * @throws problems.invalidFields
 */
export function refuseUnsigned(signature: Signature, name: string): void {
  if (signature.kind === 'typed') {
    if (plainName(signature.name) !== plainName(name))
      throw wrong('signature.name', 'the name of the signer, typed again')
    return
  }
  if (signature.strokes.some((stroke) => stroke.length % 2 !== 0)) throw wrong('signature.strokes', 'x and y in turn')
  // Coordinates are x and y in turn, and there can be too many to be handed to a function at once.
  const extent = (axis: 0 | 1) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const stroke of signature.strokes) {
      for (let i = axis; i < stroke.length; i += 2) {
        least = Math.min(least, stroke[i] as number)
        most = Math.max(most, stroke[i] as number)
      }
    }
    return most - least
  }
  // On a field 1000 wide: less than this is a tap.
  if (Math.hypot(extent(0), extent(1)) < 20) throw wrong('signature.strokes', 'a signature: sign in the field')
}

const plainName = (name: string) => name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase()

function wrong(field: string, expected: string) {
  return problems.invalidFields([{ field, message: `“${field}” cannot be taken. Expected ${expected}.`, expected }])
}
