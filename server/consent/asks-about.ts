/** About how many of her risks somebody is asked before she signs. Fewer answers than that are no signature. */
import { type ISODate, questionsAbout } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import type { WrittenDocument } from './write-document.ts'

/** @param day of the plan: its texts count */
export function asksAbout(
  { pathway }: Pick<Context, 'pathway'>,
  day: ISODate,
  { risks, language }: Pick<WrittenDocument, 'risks' | 'language'>,
): number {
  const edition = pathway.loaded.edition(day)
  return questionsAbout(risks, {
    whenToCall: (effect) => edition.text(`effects.${effect}.whenToWorry`, language),
    howOften: (frequency) => frequency,
  }).length
}
