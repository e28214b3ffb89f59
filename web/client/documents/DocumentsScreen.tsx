/** Everything that she has signed or was given, in one list, also without a connection; and whether a file is what she signed. */
import type { ConsentSummary } from '@needlepoint/contract'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { printDate, printDay } from '../../shared/format/format.ts'
import { isPaper, paperOf, planOf, signedPaper } from '../consent/papers.ts'
import { hashOfFile, keepSealedCopies } from '../consent/sealed-copy.ts'
import { PlaceLink, Places } from '../more/places.tsx'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './documents.module.css'

const paperIn = ({ kind, purposes }: Pick<ConsentSummary, 'kind' | 'purposes'>) => {
  const paper = kind === 'treatment' ? 'treatment' : (purposes[0] ?? '')
  return t(`papers.${isPaper(paper) ? paper : 'treatment'}`)
}

export function DocumentsScreen() {
  const { clinicId } = useClient()
  const record = useRecord()
  const { consents, plans, sessions, client } = record
  const plan = planOf(record)
  const unsigned = plan && !signedPaper(consents, 'treatment', plan.id)
  const again = paperOf(record.papers, 'treatment')?.state === 'again'
  const day = (instant: string) => printDay(instant, client.zone, 'full')
  const back = (
    <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
      {t('more.title')}
    </BackLink>
  )
  const ids = consents.map(({ id }) => id).join(' ')
  useEffect(() => {
    void keepSealedCopies(clinicId, ids === '' ? [] : ids.split(' '))
  }, [clinicId, ids])
  const params = { clinicId }

  if (consents.length === 0 && plans.length === 0 && sessions.length === 0)
    return (
      <Page title={t('documents.title')} back={back}>
        <EmptyState title={t('documents.emptyTitle')}>{t('documents.emptySays')}</EmptyState>
      </Page>
    )
  return (
    <Page title={t('documents.title')} lead={t('documents.lead')} back={back}>
      {(unsigned || again) && (
        <Section title={t('documents.toSign')}>
          <Stack gap={3}>
            <p>{t(again ? 'next.sign-againSays' : 'documents.toSignSays')}</p>
            <LinkButton kind="primary" wide to="/c/$clinicId/papers" params={params}>
              {t(again ? 'next.signAgainButton' : 'next.signButton')}
            </LinkButton>
          </Stack>
        </Section>
      )}
      {consents.length > 0 && (
        <Section title={t('documents.signed')}>
          <Places>
            {consents.map((consent) => (
              <li key={consent.id}>
                <PlaceLink
                  to="/c/$clinicId/papers/$consentId"
                  params={{ clinicId, consentId: consent.id }}
                  says={stateOf(consent)}
                >
                  {paperIn(consent)}
                </PlaceLink>
              </li>
            ))}
          </Places>
        </Section>
      )}
      <Section title={t('documents.given')}>
        <Places>
          {plans.map((each) => (
            <li key={each.id}>
              {each.id === plan?.id ? (
                <PlaceLink
                  to="/c/$clinicId/plan"
                  params={params}
                  says={t('documents.planSays', { date: printDate(each.plannedOn, 'full') })}
                >
                  {t('documents.plan')}
                </PlaceLink>
              ) : (
                <Past title={t('documents.plan')}>
                  {t('documents.planOld', { date: printDate(each.plannedOn, 'full') })}
                </Past>
              )}
            </li>
          ))}
          {sessions[0] && (
            <li>
              <PlaceLink
                to="/c/$clinicId/aftercare-sheet"
                params={params}
                says={t('documents.sheetSays', { date: day(sessions[0].endedAt) })}
              >
                {t('documents.sheet')}
              </PlaceLink>
            </li>
          )}
          <li>
            <PlaceLink to="/c/$clinicId/photos" params={params} says={t('documents.photosSays')}>
              {t('documents.photos')}
            </PlaceLink>
          </li>
        </Places>
      </Section>
      {consents.length > 0 && <CheckFile consents={consents} />}
    </Page>
  )

  function stateOf(consent: ConsentSummary): string {
    if (consent.withdrawnAt) return t('documents.takenBack', { date: day(consent.withdrawnAt) })
    if (consent.kind === 'treatment') {
      if (consent.planId !== plan?.id) return t('documents.old', { date: day(consent.signedAt) })
      if (again) return t('documents.again')
    }
    return t('documents.stands', { date: day(consent.signedAt) })
  }
}

function CheckFile({ consents: signed }: { readonly consents: readonly ConsentSummary[] }) {
  const { client } = useRecord()
  const input = useRef<HTMLInputElement>(null)
  const [hash, setHash] = useState<string>()
  const found = signed.find(({ copyHash }) => copyHash !== null && copyHash === hash)
  return (
    <Section title={t('documents.check')}>
      <Stack gap={3}>
        <p>{t('documents.checkSays')}</p>
        <input
          ref={input}
          type="file"
          hidden
          accept="application/pdf"
          aria-label={t('documents.checkButton')}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void hashOfFile(file).then(setHash)
            event.target.value = ''
          }}
        />
        <Row>
          <Button onClick={() => input.current?.click()}>{t('documents.checkButton')}</Button>
        </Row>
        {hash !== undefined && (
          <CareCard
            announce
            tone={found ? 'calm' : 'urgent'}
            word={t(found ? 'documents.checkYes' : 'documents.checkNo')}
          >
            <p>
              {found
                ? t('documents.checkYesSays', {
                    paper: paperIn(found),
                    date: printDay(found.signedAt, client.zone, 'full'),
                  })
                : t('documents.checkNoSays')}
            </p>
            <p className={css.hash}>{t('documents.fingerprint', { hash })}</p>
          </CareCard>
        )}
      </Stack>
    </Section>
  )
}

/** It is told and not opened: another one has taken its place. */
const Past = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className={css.past}>
    <span className={css.name}>{title}</span>
    <span className={css.soft}>{children}</span>
  </div>
)
