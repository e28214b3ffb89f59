/** The decision as far as it goes by now: one line below each question, and the reasons for who opens it. */
import { type Decision, decisions, type ISODate, type Pathway, type Screening } from '@needlepoint/pathway'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Findings } from '../../shared/components/findings.tsx'
import { Stack } from '../../shared/components/page.tsx'
import { ToneWord, toneOfDecision } from '../../shared/components/tone.tsx'
import { printDate } from '../../shared/format/format.ts'
import { textOf } from '../questions/fact-texts.ts'
import { t } from '../texts.ts'
import css from './intake.module.css'

export interface SoFarProps {
  readonly pathway: Pathway
  readonly screening: Screening
  readonly day: ISODate
  /** Pages that are still to come. */
  readonly left: number
}

export function SoFar({ pathway, screening, day, left }: SoFarProps) {
  const { decision, findings, earliestDate } = screening
  const { atLeast, atMost } = decision
  const name = (of: Decision) => textOf(pathway, day)(`decisions.${of}.name`) ?? of
  const isClear = decisions.indexOf(atLeast) <= decisions.indexOf('proceed-with-precautions')
  return (
    <Disclosure
      summary={
        <>
          {t('soFar.title')}{' '}
          {isClear ? (
            <ToneWord tone="note">{t('soFar.nothing')}</ToneWord>
          ) : (
            <ToneWord tone={toneOfDecision[atLeast]}>{name(atLeast)}</ToneWord>
          )}
        </>
      }
    >
      <Stack gap={3}>
        {findings.length === 0 ? (
          <p>{t('soFar.none')}</p>
        ) : (
          <Findings
            findings={findings}
            claimsOf={pathway.claims}
            toneOf={(effect) => toneOfDecision[effect as Decision]}
          />
        )}
        {earliestDate !== null && earliestDate > day && (
          <p>{t('soFar.earliest', { date: printDate(earliestDate, 'full') })}</p>
        )}
        {atMost !== atLeast && (
          <p className={css.soft}>{t('soFar.couldBe', { count: left, decision: name(atMost) })}</p>
        )}
      </Stack>
    </Disclosure>
  )
}
