/** What she has reported, what it came to, and whether somebody has read it. */
import { Link } from '@tanstack/react-router'
import { Section } from '../../shared/components/page.tsx'
import { ToneWord, toneOfLevel } from '../../shared/components/tone.tsx'
import { printMoment } from '../../shared/format/format.ts'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './check-in.module.css'

export function PastCheckIns() {
  const { clinicId } = useClient()
  const { checkIns, client } = useRecord()
  if (checkIns.length === 0) return null
  return (
    <Section title={t('past.title')}>
      <ul className={css.past}>
        {checkIns.map(({ id, reportedAt, level, readAt }) => (
          <li key={id}>
            <Link to="/c/$clinicId/check-ins/$checkInId" params={{ clinicId, checkInId: id }}>
              <span>{printMoment(reportedAt, client.zone)}</span>
              <ToneWord tone={toneOfLevel[level]}>{t(`levels.${level}`)}</ToneWord>
              <span className={css.soft}>{readAt ? t('past.read') : t('past.unread')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
