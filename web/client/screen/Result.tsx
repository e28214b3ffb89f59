/** What her answers come to, for somebody who belongs to no clinic: the decision, what would change it, words for a doctor, and where it may go from here. */
import type { Pathway } from '@needlepoint/pathway'
import { type ReactNode, useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { AskStep } from '../intake/Asking.tsx'
import type { Decided, IntakeDraft } from '../intake/intake.ts'
import { Verdict } from '../intake/Verdict.tsx'
import { factTexts } from '../questions/fact-texts.ts'
import { printAnswer } from '../questions/print-answer.ts'
import { Above, BackButton } from '../shell/back.tsx'
import { t } from '../texts.ts'
import type { Place } from './place.ts'
import { SendToClinic } from './SendToClinic.tsx'
import css from './screen.module.css'
import { ageOfMinor, type SelfScreening } from './self-screening.ts'
import { UseForIntake } from './UseForIntake.tsx'

export interface ResultProps {
  readonly pathway: Pathway
  readonly place: Place | undefined
  readonly value: SelfScreening
  readonly decided: Decided
  readonly onBack: () => void
  readonly onChange: (value: SelfScreening) => void
  readonly foot: ReactNode
}

export function Result({ pathway, place, value, decided, onBack, onChange, foot }: ResultProps) {
  const [changing, setChanging] = useState<string>()
  const { draft } = value
  const { screening, clinicAsks } = decided
  const isMinor = ageOfMinor(draft) !== undefined
  const changed = (next: IntakeDraft) => onChange({ ...value, draft: next })
  if (changing)
    return (
      <AskStep
        key={changing}
        pathway={pathway}
        filled={draft}
        step={{ facts: [changing], list: false }}
        day={draft.day}
        above={
          <Above>
            <BackButton onClick={() => setChanging(undefined)}>{t('back')}</BackButton>
          </Above>
        }
        onFilled={(filled) => {
          changed({ ...draft, ...filled, at: null })
          setChanging(undefined)
        }}
      />
    )
  return (
    <Page
      key="result"
      title={t('screen.resultTitle')}
      lead={screening.decision.final ? t('intake.doneFinal') : t('screen.resultLead')}
      back={<BackButton onClick={onBack}>{t('back')}</BackButton>}
    >
      <Stack gap={6}>
        {isMinor && <ForMinors />}
        <Verdict
          pathway={pathway}
          screening={screening}
          day={draft.day}
          facts={draft.facts}
          clinicAsks={clinicAsks}
          visitor
        />
        <Answers pathway={pathway} draft={draft} onChoose={setChanging} />
        {!isMinor && (
          <Section title={t('screen.fromHere')}>
            <Stack gap={5}>
              <UseForIntake value={value} />
              <SendToClinic value={value} place={place} screening={screening} onChange={onChange} />
            </Stack>
          </Section>
        )}
        {foot}
      </Stack>
    </Page>
  )
}

/** Kindly, and with what a grown-up can do. */
function ForMinors() {
  return (
    <CareCard tone="note" word={t('screen.minorTitle')}>
      <p>{t('screen.minorSays')}</p>
      <p>{t('screen.minorGuardian')}</p>
      <p>{t('screen.minorAlone')}</p>
    </CareCard>
  )
}

interface AnswersProps {
  readonly pathway: Pathway
  readonly draft: IntakeDraft
  readonly onChoose: (fact: string) => void
}

/** Every answer, each to be changed. */
function Answers({ pathway, draft, onChoose }: AnswersProps) {
  const { facts, day } = draft
  const known = Object.keys(pathway.protocol.facts).filter((id) => id in facts)
  return (
    <Disclosure summary={t('screen.answers', { count: known.length })}>
      <ul className={css.answers}>
        {known.map((id) => {
          const { question } = factTexts(pathway, id, day)
          return (
            <li key={id}>
              <p className={css.asked}>{question}</p>
              <p>{printAnswer(pathway, id, facts[id], day)}</p>
              <Button kind="plain" onClick={() => onChoose(id)}>
                {t('lookThrough.change')} <span className="hidden-from-eyes">{question}</span>
              </Button>
            </li>
          )
        })}
      </ul>
    </Disclosure>
  )
}
