/** What comes next for her, in a sentence, with the button that does it. */
import { levels } from '@needlepoint/pathway'
import { useQuery } from '@tanstack/react-query'
import { LinkButton } from '../../shared/components/button.tsx'
import { Row } from '../../shared/components/page.tsx'
import { ToneWord, toneOfLevel } from '../../shared/components/tone.tsx'
import { useMay } from '../may.ts'
import { type Client, papersQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { SendLink } from './Access.tsx'
import css from './clients.module.css'
import { type ClientRecord, holding } from './record-reads.ts'

export function NextStep({ client, record }: { readonly client: Client; readonly record: ClientRecord }) {
  const { clinicId } = useWork()
  const may = useMay()
  const ids = { clinicId, clientId: client.id }
  const screening = holding(record.screenings.data?.items)
  const plan = holding(record.plans.data?.items)
  const papers = useQuery({
    ...papersQuery(clinicId, client.id),
    enabled: client.stage === 'consented' || client.stage === 'ready',
  })
  const again = papers.data?.papers.some(({ kind, state }) => kind === 'treatment' && state === 'again')
  const preflight = record.preflights.data?.items[0]
  const session = record.sessions.data?.items[0]
  const review = screening && may('screening.read') && (
    <LinkButton
      kind="primary"
      to="/clinic/$clinicId/clients/$clientId/screenings/$screeningId"
      params={{ ...ids, screeningId: screening.id }}
    >
      {t('next.review')}
    </LinkButton>
  )
  const screen = may('screening.record') && (
    <LinkButton to="/clinic/$clinicId/clients/$clientId/screen" params={ids}>
      {t('next.screen')}
    </LinkButton>
  )
  const toPlan = may('plan.record') && (
    <LinkButton kind="primary" to="/clinic/$clinicId/clients/$clientId/plan" params={ids}>
      {t('next.plan')}
    </LinkButton>
  )
  const unread = record.checkIns.data?.items.filter(({ readAt }) => readAt === null) ?? []
  const worst = unread.toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level))[0]
  if (worst)
    return (
      <div className={css.next}>
        <p className={css.says}>
          {t('next.unread', { count: unread.length })}{' '}
          <ToneWord tone={toneOfLevel[worst.level]}>{t(`staffLevels.${worst.level}`)}</ToneWord>
        </p>
        <LinkButton
          kind="primary"
          to="/clinic/$clinicId/clients/$clientId/check-ins/$checkInId"
          params={{ ...ids, checkInId: worst.id }}
        >
          {t('next.read')}
        </LinkButton>
      </div>
    )
  const consent = plan && may('consent.witness') && (
    <LinkButton
      kind="primary"
      to="/clinic/$clinicId/clients/$clientId/plans/$planId/consent"
      params={{ ...ids, planId: plan.id }}
    >
      {t('next.consent')}
    </LinkButton>
  )
  const actions = () => {
    switch (client.stage) {
      case 'added':
        return (
          <>
            {may('client.invite') && <SendLink client={client} kind="primary" />}
            {screen}
          </>
        )
      case 'in-review':
      case 'not-now':
        return review
      case 'screened':
        return (
          <>
            {toPlan}
            {!toPlan && review}
          </>
        )
      case 'planned':
        return consent
      case 'consented':
        return (
          <>
            {again && consent}
            {plan && may('preflight.record') && (
              <LinkButton
                kind={again ? 'quiet' : 'primary'}
                to="/clinic/$clinicId/clients/$clientId/plans/$planId/preflight"
                params={{ ...ids, planId: plan.id }}
              >
                {t('next.preflight')}
              </LinkButton>
            )}
          </>
        )
      case 'ready':
        return (
          <>
            {again && consent}
            {preflight && may('session.record') && (
              <LinkButton
                kind={again ? 'quiet' : 'primary'}
                to="/clinic/$clinicId/clients/$clientId/preflights/$preflightId/session"
                params={{ ...ids, preflightId: preflight.id }}
              >
                {t('next.session')}
              </LinkButton>
            )}
          </>
        )
      case 'healing':
        return (
          session && (
            <LinkButton
              to="/clinic/$clinicId/clients/$clientId/sessions/$sessionId"
              params={{ ...ids, sessionId: session.id }}
            >
              {t('next.lastSession')}
            </LinkButton>
          )
        )
      case 'healed':
        return screen
    }
  }
  return (
    <div className={css.next}>
      <p className={css.says}>{again ? t('next.again') : t(`next.${client.stage}`)}</p>
      <Row>{actions()}</Row>
    </div>
  )
}
