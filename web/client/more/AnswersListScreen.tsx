/** Every time she has answered the clinic's questions, and what was decided. */
import { Link } from '@tanstack/react-router'
import { LinkButton } from '../../shared/components/button.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page } from '../../shared/components/page.tsx'
import { ToneWord, toneOfDecision } from '../../shared/components/tone.tsx'
import { printDate } from '../../shared/format/format.ts'
import past from '../check-in/check-in.module.css'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'

export function AnswersListScreen() {
  const { clinicId } = useClient()
  const { screenings } = useRecord()
  return (
    <Page
      title={t('answersList.title')}
      back={
        <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
          {t('nav.more')}
        </BackLink>
      }
    >
      {screenings.length === 0 ? (
        <EmptyState title={t('answersList.none')} />
      ) : (
        <ul className={past.past}>
          {screenings.map(({ id, decidedOn, holds, final, atLeast, overridden, supersededBy }) => {
            const shown = overridden || final ? holds : atLeast
            const open = !overridden && !final && (shown === 'proceed' || shown === 'proceed-with-precautions')
            return (
              <li key={id}>
                <Link to="/c/$clinicId/answers/$screeningId" params={{ clinicId, screeningId: id }}>
                  <span>{printDate(decidedOn, 'full')}</span>
                  <ToneWord tone={open ? 'note' : toneOfDecision[shown]}>
                    {open ? t('verdict.open') : t(`decisions.${shown}`)}
                  </ToneWord>
                  {supersededBy && <span className={past.soft}>{t('answersList.replaced')}</span>}
                </Link>
              </li>
            )
          })}
        </ul>
      )}
      <LinkButton wide to="/c/$clinicId/intake" params={{ clinicId }}>
        {t('answers.again')}
      </LinkButton>
    </Page>
  )
}
