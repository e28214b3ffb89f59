/** A decision as she reads it: the word, why, what would change it, from when, and what to tell a doctor. */
import type { Answers, Decision, ISODate, Pathway, Screening } from '@needlepoint/pathway'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Findings } from '../../shared/components/findings.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { toneOfDecision } from '../../shared/components/tone.tsx'
import { printDate } from '../../shared/format/format.ts'
import { factTexts, textOf } from '../questions/fact-texts.ts'
import { t } from '../texts.ts'
import { doctorsWords } from './doctors-words.ts'
import css from './intake.module.css'

export interface VerdictProps {
  readonly pathway: Pathway
  readonly screening: Screening
  readonly day: ISODate
  readonly facts: Answers
  /** Questions that only the clinic can answer. */
  readonly clinicAsks: readonly string[]
  /** What counts where a clinician has decided otherwise. */
  readonly holds?: Decision | undefined
  readonly overridden?: boolean
  /** For somebody who belongs to no clinic yet. */
  readonly visitor?: boolean
}

export function Verdict({
  pathway,
  screening,
  day,
  facts,
  clinicAsks,
  holds,
  overridden = false,
  visitor = false,
}: VerdictProps) {
  const text = textOf(pathway, day)
  const { decision, findings, earliestDate, clarify } = screening
  // What is certain by now. While the clinic still has to answer, “go ahead” would promise too much.
  const word = overridden && holds ? holds : decision.atLeast
  const isOpen = !overridden && !decision.final && (word === 'proceed' || word === 'proceed-with-precautions')
  const name = text(`decisions.${word}.name`) ?? word
  const says = text(`decisions.${word}.says`)
  const claimsOf = pathway.claims
  const waits = earliestDate !== null && earliestDate > day
  const words = doctorsWords(screening, {
    areas: (Array.isArray(facts.areas) ? facts.areas : []).map((area) =>
      factTexts(pathway, 'areas', day).option(String(area)),
    ),
  })
  return (
    <Stack gap={6}>
      <CareCard tone={isOpen ? 'note' : toneOfDecision[word]} word={isOpen ? t('verdict.open') : name}>
        <p>{isOpen ? t(visitor ? 'verdict.openVisitor' : 'verdict.openSays') : says}</p>
        {overridden && <p>{t('verdict.overridden')}</p>}
      </CareCard>
      {waits && (
        <Section title={t('verdict.earliest')}>
          <p className={css.date}>{printDate(earliestDate, 'full')}</p>
          <p className={css.soft}>{t('verdict.earliestSays')}</p>
        </Section>
      )}
      {findings.length > 0 && (
        <Section title={t('verdict.why')}>
          <Findings findings={findings} claimsOf={claimsOf} toneOf={(effect) => toneOfDecision[effect as Decision]} />
        </Section>
      )}
      {(visitor || clarify.length > 0 || clinicAsks.length > 0) && (
        <Section title={t('verdict.change')}>
          <ul className={css.list}>
            {clarify.map((id) => (
              <li key={id}>{t('verdict.findOut', { question: factTexts(pathway, id, day).question })}</li>
            ))}
            {clinicAsks.length > 0 && (
              <li>{t(visitor ? 'verdict.visitorAsks' : 'verdict.clinicAsks', { count: clinicAsks.length })}</li>
            )}
            {visitor && waits && <li>{t('verdict.waiting')}</li>}
            {visitor && clarify.length === 0 && clinicAsks.length === 0 && !waits && (
              <li>{t('verdict.nothingChanges')}</li>
            )}
          </ul>
        </Section>
      )}
      {words && !overridden && (
        <Section title={t('verdict.doctor')}>
          <Stack gap={3}>
            <p className={css.words}>{words}</p>
            <Row>
              <Button onClick={() => void copy(words)}>{t('verdict.copy')}</Button>
              <Button onClick={printWords}>{t('verdict.print')}</Button>
            </Row>
          </Stack>
        </Section>
      )}
    </Stack>
  )
}

/** The words alone: a doctor needs nothing else of the page. */
function printWords(): void {
  document.body.dataset.print = 'words'
  addEventListener('afterprint', () => delete document.body.dataset.print, { once: true })
  print()
}

async function copy(words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words)
    toast(t('verdict.copied'))
  } catch {
    toast(t('verdict.copyFailed'))
  }
}
