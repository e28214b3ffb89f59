/** Answers that she gave elsewhere or another time: she looks through them and changes what has changed, and types nothing twice. */
import type { Pathway } from '@needlepoint/pathway'
import { useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { printDate } from '../../shared/format/format.ts'
import { factTexts } from '../questions/fact-texts.ts'
import { plainOf } from '../questions/plain.ts'
import { printAnswer } from '../questions/print-answer.ts'
import { unticked } from '../questions/steps.ts'
import { Above, BackButton } from '../shell/back.tsx'
import { t } from '../texts.ts'
import { AskStep } from './Asking.tsx'
import css from './intake.module.css'
import { type IntakeDraft, staleIn } from './intake.ts'

export interface LookThroughProps {
  readonly pathway: Pathway
  readonly draft: IntakeDraft
  readonly onChange: (draft: IntakeDraft) => void
  readonly onBack: () => void
}

/** Known without having been asked. */
const unasked = new Set(['setting'])

export function LookThrough({ pathway, draft, onChange, onBack }: LookThroughProps) {
  const [changing, setChanging] = useState<string>()
  const { facts: questions } = pathway.protocol
  const { facts, day, confirm } = draft
  if (changing)
    return (
      <AskStep
        key={changing}
        pathway={pathway}
        filled={draft}
        step={{ facts: [changing], list: false }}
        day={day}
        above={
          <Above>
            <BackButton onClick={() => setChanging(undefined)}>{t('back')}</BackButton>
          </Above>
        }
        onFilled={(filled) => {
          onChange({ ...draft, ...filled })
          setChanging(undefined)
        }}
      />
    )
  const stale = new Set(staleIn(pathway, draft))
  const known = Object.keys(questions).filter((id) => id in facts && !unasked.has(id))
  const isNo = (id: string) => {
    const question = questions[id]
    const plain = plainOf(facts[id])
    return question !== undefined && (plain === unticked(question) || (Array.isArray(plain) && plain.length === 0))
  }
  const lines = (ids: readonly string[]) => (
    <ul className={css.known}>
      {ids.map((id) => {
        const { question } = factTexts(pathway, id, day)
        return (
          <li key={id}>
            <p className={css.asked}>{question}</p>
            <p>{printAnswer(pathway, id, facts[id], day)}</p>
            {stale.has(id) ? (
              <p className={css.soft}>{t('lookThrough.again')}</p>
            ) : (
              <Button kind="plain" onClick={() => setChanging(id)}>
                {t('lookThrough.change')} <span className="hidden-from-eyes">{question}</span>
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
  const [no, yes] = [known.filter(isNo), known.filter((id) => !isNo(id))]
  return (
    <Page
      title={t('lookThrough.title')}
      lead={t(`lookThrough.lead.${confirm ?? 'last-visit'}`, { date: printDate(firstDayOf(draft), 'full') })}
      back={<BackButton onClick={onBack}>{t('back')}</BackButton>}
    >
      <Stack gap={6}>
        {yes.length > 0 && <Section title={t('lookThrough.yes')}>{lines(yes)}</Section>}
        {no.length > 0 && <Section title={t('lookThrough.no')}>{lines(no)}</Section>}
        <Stack gap={2}>
          <Button kind="primary" wide onClick={() => onChange({ ...draft, confirm: null })}>
            {t('lookThrough.right')}
          </Button>
          <p className={css.soft}>{t(stale.size > 0 ? 'lookThrough.thenAsk' : 'lookThrough.then')}</p>
        </Stack>
      </Stack>
    </Page>
  )
}

/** The oldest day that an answer names, else the draft's own. */
function firstDayOf({ facts, day }: IntakeDraft): string {
  const days = Object.values(facts).flatMap((answer) =>
    typeof answer === 'object' && answer !== null && 'answeredOn' in answer ? [String(answer.answeredOn)] : [],
  )
  return days.toSorted()[0] ?? day
}
