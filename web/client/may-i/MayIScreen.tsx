/** May I wear, use or do this today? Answered on the device, in her own words. */
import type { MayI } from '@needlepoint/pathway'
import { type FormEvent, useState } from 'react'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { mayIAt } from '../healing/after-session.ts'
import { factTexts, textOf } from '../questions/fact-texts.ts'
import { useClient } from '../shell/client.tsx'
import { todayIn, useNow } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { toneOfAnswer, untilWhen } from './answer-words.ts'
import css from './may-i.module.css'
import { suggest } from './suggest.ts'
import { useAsked } from './use-asked.ts'

export function MayIScreen() {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { client } = useRecord()
  const now = useNow()
  const asked = useAsked()
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  const [answered, setAnswered] = useState('')
  const text = textOf(pathway, todayIn(client.zone))
  const nameOf = (id: string) => text(`activities.${id}.name`) ?? id
  if (!asked)
    return (
      <Page title={t('mayI.title')} lead={t('mayI.lead')}>
        <EmptyState title={t('mayI.noneTitle')}>{t('mayI.noneSays')}</EmptyState>
      </Page>
    )
  const answer = words === '' ? undefined : mayIAt(pathway, asked.after, now, words)
  /** What is shown is a name; what is asked is the activity itself, since a name may sound like another. */
  function ask(next: string, shown = next) {
    setTyped(shown)
    setWords(next.trim())
    setAnswered(shown.trim())
  }
  const pick = (id: string) => ask(id, nameOf(id))
  function submit(event: FormEvent) {
    event.preventDefault()
    ask(typed)
  }
  const offers = suggest(pathway, answered === typed.trim() && words !== '' ? '' : typed, nameOf, chosenLanguage())
  return (
    <Page title={t('mayI.title')} lead={asked.before ? t('mayI.leadBefore') : t('mayI.lead')}>
      <search>
        <form onSubmit={submit} className={css.ask}>
          <TextField
            id="activity"
            type="search"
            label={t('mayI.label')}
            autoComplete="off"
            enterKeyHint="search"
            value={typed}
            onChange={setTyped}
          />
          <Button type="submit" kind="primary">
            {t('mayI.ask')}
          </Button>
        </form>
      </search>
      <div aria-live="polite">
        {answer && <Answer answer={answer} zone={client.zone} onPick={pick} nameOf={nameOf} />}
      </div>
      {offers.length > 0 && (
        <div>
          <h2 className={css.small}>{typed === '' || answer ? t('mayI.often') : t('mayI.mean')}</h2>
          <ul className={css.offers}>
            {offers.map((id) => (
              <li key={id}>
                <Button onClick={() => pick(id)}>{nameOf(id)}</Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Section title={t('product.title')}>
        <Stack gap={3}>
          <p>{t('product.short')}</p>
          <Row>
            <LinkButton to="/c/$clinicId/product" params={{ clinicId }}>
              {t('product.open')}
            </LinkButton>
          </Row>
        </Stack>
      </Section>
    </Page>
  )
}

interface AnswerProps {
  readonly answer: MayI
  readonly zone: string
  readonly nameOf: (id: string) => string
  readonly onPick: (id: string) => void
}

function Answer({ answer, zone, nameOf, onPick }: AnswerProps) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { because, similar, ask } = answer
  const guessed = answer.activity !== null && similar.length > 0
  const end = untilWhen(answer, zone)
  const disagree = [...new Set(because.flatMap((each) => each.disagree))]
  const day = todayIn(zone)
  return (
    <CareCard
      tone={toneOfAnswer(answer)}
      word={t(`mayI.answer.${answer.answer}`)}
      title={guessed ? t('mayI.guessed', { name: answer.name }) : answer.name}
    >
      {end && <p className={css.until}>{end}</p>}
      {because.map(({ instruction, says, why }) => (
        <div key={instruction}>
          <p>{says}</p>
          <p className={css.soft}>{why}</p>
        </div>
      ))}
      {answer.says && because.length === 0 && <p>{answer.says}</p>}
      {ask.includes('healed') && (
        <p>
          {t('mayI.tellHealed')}{' '}
          <LinkButton kind="plain" to="/c/$clinicId/check-in" params={{ clinicId }}>
            {t('nav.checkIn')}
          </LinkButton>
        </p>
      )}
      {ask
        .filter((id) => id !== 'healed')
        .map((id) => (
          <p key={id}>{t('mayI.askClinic', { question: factTexts(pathway, id, day).question })}</p>
        ))}
      {answer.activity === null && similar.length > 0 && (
        <ul className={css.offers} aria-label={t('mayI.mean')}>
          {similar.map((id) => (
            <li key={id}>
              <Button onClick={() => onPick(id)}>{nameOf(id)}</Button>
            </li>
          ))}
        </ul>
      )}
      <Sources claims={pathway.claims(answer.claims)} disagree={pathway.claims(disagree)} />
    </CareCard>
  )
}
