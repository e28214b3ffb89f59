/** What is new for her and when she is expected next: one line each, leading to where all of it stands. */
import { Link } from '@tanstack/react-router'
import { Section } from '../../shared/components/page.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { printMoment } from '../../shared/format/format.ts'
import { expectedNext } from '../appointments/appointments.ts'
import css from '../healing/healing.module.css'
import { freshOf } from '../messages/messages.ts'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'

export function News({ now }: { readonly now: string }) {
  const { clinicId } = useClient()
  const { messages = [], appointments = [], client } = useRecord()
  const fresh = freshOf(messages)
  const [last] = fresh
  const next = expectedNext(appointments, Date.parse(now))
  if (!last && next.length === 0) return null
  return (
    <Section title={t('news.title')}>
      <ul className={css.news}>
        {last && (
          <li>
            <Link to="/c/$clinicId/messages" params={{ clinicId }}>
              <strong>{t('more.messagesNew', { count: fresh.length })}</strong>
              <span className={css.soft}>{t('news.written', { when: printMoment(last.writtenAt, client.zone) })}</span>
            </Link>
          </li>
        )}
        {next.map(({ id, startsAt, what, practitioner, place, status, version, cannotCome }) => (
          <li key={id}>
            <Link to="/c/$clinicId/appointments" params={{ clinicId }}>
              <strong>
                {t('news.expected', { what: t(`appointments.what.${what}`), when: printMoment(startsAt, client.zone) })}
              </strong>
              {status === 'cancelled' ? (
                <ToneWord tone="stop">{t('appointments.cancelled')}</ToneWord>
              ) : (
                version > 1 && <ToneWord tone="ask">{t('appointments.changed')}</ToneWord>
              )}
              <span className={css.soft}>
                {cannotCome && status !== 'cancelled'
                  ? t('appointments.told')
                  : [
                      t('appointments.with', { name: practitioner.name }),
                      ...(place ? [t('appointments.where', { place })] : []),
                    ].join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
