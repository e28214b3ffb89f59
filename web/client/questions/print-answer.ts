/** An answer as people read it. */
import { type ISODate, type Pathway, parseDate, printQuantity } from '@needlepoint/pathway'
import { printDate, printList, printNumber } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { t } from '../texts.ts'
import { factTexts, scaleIn } from './fact-texts.ts'

export function printAnswer(pathway: Pathway, id: string, answer: unknown, day: ISODate): string {
  const fact = pathway.protocol.facts[id]
  const texts = factTexts(pathway, id, day)
  const given =
    typeof answer === 'object' && answer !== null && 'value' in answer
      ? (answer as { value: unknown; unit?: string })
      : { value: answer }
  const { value } = given
  if (value === 'dont-know') return t('question.dontKnow')
  if (value === 'rather-not-say') return t('question.ratherNot')
  if (value === 'yes' || value === true) return t('question.yes')
  if (value === 'no' || value === false) return fact?.kind === 'one-of' ? texts.option('no') : t('question.no')
  if (Array.isArray(value))
    return value.length === 0 ? t('question.none') : printList(value.map((each) => texts.option(String(each))))
  if (fact?.kind === 'severity') return scaleIn(texts.help).words[Number(value)] ?? String(value)
  if (typeof value === 'number') {
    const unit = given.unit ?? fact?.unit
    if (unit === '[lb_av]') return `${printNumber(value)} ${t('unit.lb')}`
    return unit ? printQuantity(value, unit, chosenLanguage()) : printNumber(value)
  }
  if (typeof value === 'string') return parseDate(value) ? printDate(value, 'full') : texts.option(value)
  return String(value)
}
