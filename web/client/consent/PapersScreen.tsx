/** The papers of her plan: each is read, decided and taken back by itself. */
import { LinkButton } from '../../shared/components/button.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page } from '../../shared/components/page.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { printDay } from '../../shared/format/format.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './consent.module.css'
import { papers, planOf, signedPaper } from './papers.ts'

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
        {papers.map((paper) => {
          const signed = signedPaper(record.consents, paper, plan.id)
          return (
            <li key={paper}>
              <h2>{t(`papers.${paper}`)}</h2>
              <p>{t(`papers.${paper}Says`)}</p>
              {signed ? (
                <>
                  <p>
                    <ToneWord tone="calm">
                      {t('papers.signed', { date: printDay(signed.signedAt, record.client.zone, 'full') })}
                    </ToneWord>
                  </p>
                  <LinkButton to="/c/$clinicId/papers/$consentId" params={{ clinicId, consentId: signed.id }}>
                    {t('papers.open', { paper: t(`papers.${paper}`) })}
                  </LinkButton>
                </>
              ) : (
                <LinkButton
                  kind={paper === 'treatment' ? 'primary' : 'quiet'}
                  to="/c/$clinicId/consent/$paper"
                  params={{ clinicId, paper }}
                >
                  {paper === 'treatment'
                    ? t('papers.readTreatment')
                    : t('papers.readPhotos', { paper: t(`papers.${paper}`) })}
                </LinkButton>
              )}
            </li>
          )
        })}
      </ul>
    </Page>
  )
}
