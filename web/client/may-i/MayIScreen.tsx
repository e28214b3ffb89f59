/** May I wear, use or do this today? Answered on the device, in her own words. */
import type { AlsoNamed, MayI, Pathway } from '@needlepoint/pathway'
import { type FormEvent, useState } from 'react'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { ToneShape } from '../../shared/components/tone.tsx'
import { useDraft } from '../../shared/device/use-draft.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printLeft } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { type AfterSession, mayIAt, ms } from '../healing/after-session.ts'
import { CallClinic } from '../healing/WhoToCall.tsx'
import { factTexts, textOf } from '../questions/fact-texts.ts'
import { useClient } from '../shell/client.tsx'
import { todayIn, useNow } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { toneOfAnswer, untilWhen } from './answer-words.ts'
import css from './may-i.module.css'
import { remember, suggest, usual } from './suggest.ts'
import { useAsked } from './use-asked.ts'

export function MayIScreen() {
  const { clinicId, clientId } = useClient()
  const pathway = usePathway(clinicId)
  const { client } = useRecord()
  const now = useNow()
  const asked = useAsked()
  const recent = useDraft<readonly string[]>(`asked ${clientId}`, [])
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  const [answered, setAnswered] = useState('')
  const text = textOf(pathway, todayIn(client.zone))
  const nameOf = (id: string) => text(`activities.${id}.name`) ?? id
  if (!asked)
    return (
      <Page title={t('mayI.title')} lead={t('mayI.lead')}>
        <EmptyState title={t('mayI.noneTitle')} action={<a href="/guide/aftercare">{t('mayI.noneGuide')}</a>}>
          {t('mayI.noneSays')}
        </EmptyState>
      </Page>
    )
  const answer = words === '' ? undefined : mayIAt(pathway, asked.after, now, words)
  /** What is shown is a name; what is asked is the activity itself, since a name may sound like another. */
  function ask(next: string, shown = next) {
    setTyped(shown)
    setWords(next.trim())
    setAnswered(shown.trim())
    if (next.trim() !== '') recent.change(remember(recent.value, next.trim()))
  }
  const isActivity = (id: string) => Object.hasOwn(pathway.protocol.aftercare.activities, id)
  const pick = (id: string) => ask(id, isActivity(id) ? nameOf(id) : id)
  function submit(event: FormEvent) {
    event.preventDefault()
    ask(typed)
  }
  const isTyping = typed.trim() !== '' && answered !== typed.trim()
  const offers = isTyping ? suggest(pathway, typed, nameOf, chosenLanguage()) : []
  const earlier = recent.value.filter((each) => each !== words)
  const shared = { pathway, after: asked.after, now, zone: client.zone, nameOf, onPick: pick }
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
            maxLength={200}
            value={typed}
            onChange={setTyped}
          />
          <Button type="submit" kind="primary">
            {t('mayI.ask')}
          </Button>
        </form>
      </search>
      {offers.length > 0 && (
        <div>
          <h2 className={css.small}>{t('mayI.mean')}</h2>
          <Answers {...shared} ids={offers} />
        </div>
      )}
      <div aria-live="polite">
        {answer && !isTyping && <Answer answer={answer} now={now} zone={client.zone} onPick={pick} nameOf={nameOf} />}
      </div>
      {!isTyping && earlier.length > 0 && (
        <div>
          <h2 className={css.small}>{t('mayI.recent')}</h2>
          <Answers {...shared} ids={earlier} />
        </div>
      )}
      {!isTyping && (
        <div>
          <h2 className={css.small}>{t('mayI.often')}</h2>
          <Answers {...shared} ids={usual.filter((id) => isActivity(id) && id !== words && !earlier.includes(id))} />
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

interface AnswersProps {
  readonly pathway: Pathway
  readonly after: AfterSession
  readonly now: string
  readonly zone: string
  /** Activities, or words as she typed them. */
  readonly ids: readonly string[]
  readonly nameOf: (id: string) => string
  readonly onPick: (id: string) => void
}

/** Many at a glance: each with its answer for this moment, one tap from the reason. */
function Answers({ pathway, after, now, zone, ids, nameOf, onPick }: AnswersProps) {
  return (
    <ul className={css.answers}>
      {ids.map((id) => {
        const answer = mayIAt(pathway, after, now, id)
        const name = answer.activity === id ? nameOf(id) : id
        return (
          <li key={id}>
            <button type="button" onClick={() => onPick(id)}>
              <ToneShape tone={toneOfAnswer(answer)} />
              <span className={css.name}>{name}</span>
              <span className={css.soft}>{inShort(answer, now, zone)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** “Yes”, “No, 2 days still”, “It depends”. */
function inShort(answer: Pick<MayI, 'answer' | 'until' | 'untilHealed'>, now: string, zone: string): string {
  const left = answer.until === null ? 0 : ms(answer.until) - ms(now)
  if (answer.answer === 'no' && left > 0) return t('mayI.noLeft', { left: printLeft(left) })
  return untilWhen(answer, zone) && answer.answer === 'no' ? t('mayI.noHealed') : t(`mayI.answer.${answer.answer}`)
}

interface AnswerProps {
  readonly answer: MayI
  readonly now: string
  readonly zone: string
  readonly nameOf: (id: string) => string
  readonly onPick: (id: string) => void
}

function Answer({ answer, now, zone, nameOf, onPick }: AnswerProps) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { because, similar, ask, also } = answer
  const guessed = answer.activity !== null && similar.length > 0
  const end = untilWhen(answer, zone)
  const left = answer.answer === 'no' && answer.until !== null ? ms(answer.until) - ms(now) : 0
  const disagree = [...new Set(because.flatMap((each) => each.disagree))]
  const day = todayIn(zone)
  if (answer.activity === null) return <NotKnown answer={answer} nameOf={nameOf} onPick={onPick} />
  return (
    <CareCard
      tone={toneOfAnswer(answer)}
      word={t(`mayI.answer.${answer.answer}`)}
      title={guessed ? t('mayI.guessed', { name: answer.name }) : answer.name}
    >
      {end && <p className={css.until}>{end}</p>}
      {left > 0 && <p>{t('mayI.left', { left: printLeft(left) })}</p>}
      {answer.says && (because.length === 0 || answer.answer === 'depends') && <p>{answer.says}</p>}
      {because.map(({ instruction, says, why }) => (
        <div key={instruction}>
          <p>{says}</p>
          <p className={css.soft}>{why}</p>
        </div>
      ))}
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
      {also.length > 0 && <Also also={also} now={now} zone={zone} onPick={onPick} />}
      <Sources claims={pathway.claims(answer.claims)} disagree={pathway.claims(disagree)} />
    </CareCard>
  )
}

/** The strictest answered; what else she named has its own answer. */
function Also({
  also,
  now,
  zone,
  onPick,
}: Pick<AnswerProps, 'now' | 'zone' | 'onPick'> & { readonly also: readonly AlsoNamed[] }) {
  return (
    <div>
      <p className={css.soft}>{t('mayI.also')}</p>
      <ul className={css.offers}>
        {also.map(({ activity, name, ...rest }) => (
          <li key={activity}>
            <Button onClick={() => onPick(activity)}>
              {t('mayI.alsoOne', { name, answer: inShort(rest, now, zone) })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Nobody is left with “not found”: what sounds alike, what is in it, and a person to ask. */
function NotKnown({ answer, nameOf, onPick }: Pick<AnswerProps, 'answer' | 'nameOf' | 'onPick'>) {
  const { clinicId } = useClient()
  return (
    <CareCard tone="ask" word={t('mayI.notKnown')} title={`“${answer.name}”`}>
      <p>{answer.says}</p>
      {answer.similar.length > 0 && (
        <>
          <p>{t('mayI.similar')}</p>
          <ul className={css.offers}>
            {answer.similar.map((id) => (
              <li key={id}>
                <Button onClick={() => onPick(id)}>{nameOf(id)}</Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{t('mayI.isProduct')}</p>
      <LinkButton wide to="/c/$clinicId/product" params={{ clinicId }}>
        {t('product.open')}
      </LinkButton>
      <CallClinic />
      <p>
        {t('mayI.isWorry')}{' '}
        <LinkButton kind="plain" to="/c/$clinicId/check-in" params={{ clinicId }} search={{ wrong: true }}>
          {t('today.wrong')}
        </LinkButton>
      </p>
    </CareCard>
  )
}
