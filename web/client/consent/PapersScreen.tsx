/** The papers of her plan: each is read, decided and taken back by itself. */
import { printSpan } from '@needlepoint/pathway'
import { LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row } from '../../shared/components/page.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { Changes } from '../../shared/consent/Changes.tsx'
import { printDay } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './consent.module.css'
import { isWaiting, type Paper, paperOf, papers, planOf, signedPaper } from './papers.ts'
import { TimeToThink } from './TimeToThink.tsx'

export function PapersScreen() {
  const { clinicId } = useClient()
  const record = useRecord()
  const plan = planOf(record)
  const back = (
    <BackLink to="/c/$clinicId" params={{ clinicId }}>
      {t('toToday')}
    </BackLink>
  )
  if (!plan)
    return (
      <Page title={t('papers.title')} back={back}>
        <EmptyState title={t('papers.noneTitle')}>{t('papers.noneSays')}</EmptyState>
      </Page>
    )
  return (
    <Page title={t('papers.title')} lead={t('papers.lead')} back={back}>
      <ul className={css.papers}>
        {papers.map((paper) => (
          <li key={paper}>
            <h2>{t(`papers.${paper}`)}</h2>
            <p>{t(`papers.${paper}Says`)}</p>
            <OnePaper paper={paper} planId={plan.id} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function OnePaper({ paper, planId }: { readonly paper: Paper; readonly planId: string }) {
  const { clinicId } = useClient()
  const record = useRecord()
  const { client } = record
  const outbox = useOutbox()
  const asked = paperOf(record.papers, paper)
  const signed = signedPaper(record.consents, paper, planId)
  const read = (label: string, kind: 'primary' | 'quiet') => (
    <LinkButton kind={kind} to="/c/$clinicId/consent/$paper" params={{ clinicId, paper }}>
      {label}
    </LinkButton>
  )
  const open = (consentId: string, label: string) => (
    <LinkButton to="/c/$clinicId/papers/$consentId" params={{ clinicId, consentId }}>
      {label}
    </LinkButton>
  )
  if (isWaiting(outbox, paper))
    return (
      <p>
        <ToneWord tone="note">{t('papers.waits')}</ToneWord>
      </p>
    )
  if (asked?.state === 'again')
    return (
      <>
        <CareCard tone="ask" word={t('papers.again')}>
          <p>{t('papers.againSays', { date: printDay(asked.signedAt ?? '', client.zone, 'full') })}</p>
          <Changes changes={asked.changes} />
        </CareCard>
        {asked.blocked && <p>{t(blocked[asked.blocked])}</p>}
        {asked.possibleFrom && <TimeToThink possibleFrom={asked.possibleFrom} />}
        {!asked.blocked && !asked.givenAt && <TimeBegins />}
        <Row>
          {!asked.blocked && read(t('papers.readAgain'), 'primary')}
          {asked.consentId && open(asked.consentId, t('papers.openOld'))}
        </Row>
      </>
    )
  if (signed)
    return (
      <>
        <p>
          <ToneWord tone="calm">
            {t('papers.signed', { date: printDay(signed.signedAt, client.zone, 'full') })}
          </ToneWord>
        </p>
        {open(signed.id, t('papers.open', { paper: t(`papers.${paper}`) }))}
      </>
    )
  return (
    <>
      {asked?.state === 'withdrawn' && asked.withdrawnAt && (
        <p>
          <ToneWord tone="note">
            {t('papers.withdrawn', { date: printDay(asked.withdrawnAt, client.zone, 'full') })}
          </ToneWord>
        </p>
      )}
      {asked?.blocked ? (
        <p>{t(blocked[asked.blocked])}</p>
      ) : (
        <>
          {paper === 'treatment' && asked?.possibleFrom && <TimeToThink possibleFrom={asked.possibleFrom} />}
          {paper === 'treatment' && !asked?.givenAt && <TimeBegins />}
          {paper === 'treatment'
            ? read(t('papers.readTreatment'), 'primary')
            : read(t('papers.readPhotos', { paper: t(`papers.${paper}`) }), 'quiet')}
        </>
      )}
    </>
  )
}

/** Nothing where the clinic wants no time to think. */
function TimeBegins() {
  const { coolingOff } = useRecord().clinic
  return coolingOff && <p>{t('coolingOff.begins', { time: printSpan(coolingOff, chosenLanguage()) })}</p>
}

const blocked = {
  'answers-changed': 'papers.blockedAnswers',
  'decision-forbids': 'papers.blockedDecision',
} as const
