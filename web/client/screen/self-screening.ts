/** What somebody asks herself before she is anybody's client: pure, and kept on her device alone. */
import { ageOfMajority } from '@needlepoint/contract/intake'
import type { ISODate, Pathway } from '@needlepoint/pathway'
import type { IntakeDraft } from '../intake/intake.ts'
import { intakeLayout } from '../intake/layout.ts'
import { plainOf } from '../questions/plain.ts'
import type { Layout } from '../questions/steps.ts'

export interface SelfScreening {
  /** Of what she sends, so that sending twice is one enquiry. */
  readonly id: string
  readonly started: boolean
  /** Signs that cannot wait, as she answered; null while she was not asked. */
  readonly urgent: readonly string[] | null
  readonly draft: IntakeDraft
  /** Where she has sent it. */
  readonly sent: { readonly clinicName: string; readonly until: string } | null
}

/** @param clinicId of the clinic whose code she came by: it would be done there */
export const startSelf = (id: string, day: ISODate, clinicId: string | undefined): SelfScreening => ({
  id,
  started: false,
  urgent: null,
  draft: { facts: clinicId ? { setting: 'clinic' } : {}, open: [], path: [], at: null, day, confirm: null },
  sent: null,
})

/** Nobody has said yet whether a clinic does it. */
export const selfLayout: Layout = [['setting'], ...intakeLayout]

export interface Sign {
  readonly fact: string
  /** Key of the rule's texts. */
  readonly says: string
}

/** Signs of which each alone is an emergency: the knowledge's rules with one plain fact behind them. */
export function emergencySigns({ protocol }: Pathway): Sign[] {
  return Object.values(protocol.recovery.rules).flatMap(({ effect, when, says }) => {
    const fact = Array.isArray(when) && when[0] === 'fact' ? String(when[1]) : undefined
    return effect === 'emergency' && fact && protocol.facts[fact]?.askedOf === 'client' ? [{ fact, says }] : []
  })
}

/** Too young to decide alone. @returns her age, where it is */
export function ageOfMinor({ facts }: IntakeDraft): number | undefined {
  const age = Number(plainOf(facts.age) ?? Number.NaN)
  return age < ageOfMajority ? age : undefined
}
