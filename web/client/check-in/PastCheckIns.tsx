/** What she has reported, what it came to, and whether somebody has read it; what is not sent yet stands first. */
import { Link } from '@tanstack/react-router'
import type { InputOf } from '../../shared/api/api.ts'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Section } from '../../shared/components/page.tsx'
import { ToneWord, toneOfLevel } from '../../shared/components/tone.tsx'
import { printMoment } from '../../shared/format/format.ts'
import { useClient } from '../shell/client.tsx'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './check-in.module.css'

/** As many stand in sight; the others are one tap away. */
const most = 6

type Past = ReturnType<typeof useRecord>['checkIns'][number]

export function PastCheckIns() {
  const { checkIns } = useRecord()
  const unsent = useOutbox().flatMap(({ id, endpoint, input }) =>
    endpoint === 'check-in.record' && !checkIns.some((each) => each.id === id)
      ? [{ id, reportedAt: (input as InputOf<'check-in.record'>).body.reportedAt }]
      : [],
  )
  if (checkIns.length + unsent.length === 0) return null
  return (
    <Section title={t('past.title')}>
      <ul className={css.past}>
        {unsent.toReversed().map((each) => (
          <Line key={each.id} {...each} says={t('past.unsent')} />
        ))}
        {checkIns.slice(0, most).map((each) => (
          <Line key={each.id} {...each} says={saysOf(each)} />
        ))}
      </ul>
      {checkIns.length > most && (
        <Disclosure summary={t('past.earlier', { count: checkIns.length - most })}>
          <ul className={css.past}>
            {checkIns.slice(most).map((each) => (
              <Line key={each.id} {...each} says={saysOf(each)} />
            ))}
          </ul>
        </Disclosure>
      )}
    </Section>
  )
}

const saysOf = ({ readAt }: Past) => (readAt ? t('past.read') : t('past.unread'))

function Line({
  id,
  reportedAt,
  level,
  says,
}: Pick<Past, 'id' | 'reportedAt'> & Partial<Past> & { readonly says: string }) {
  const { clinicId } = useClient()
  const { client } = useRecord()
  return (
    <li>
      <Link to="/c/$clinicId/check-ins/$checkInId" params={{ clinicId, checkInId: id }}>
        <span>{printMoment(reportedAt, client.zone)}</span>
        {level && <ToneWord tone={toneOfLevel[level]}>{t(`levels.${level}`)}</ToneWord>}
        <span className={css.soft}>{says}</span>
      </Link>
    </li>
  )
}
