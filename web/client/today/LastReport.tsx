/** What her last report came to, and where it is: a calm page must not stand above a report that is not calm. */
import { Link } from '@tanstack/react-router'
import type { InputOf } from '../../shared/api/api.ts'
import { ToneWord, toneOfLevel } from '../../shared/components/tone.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printMoment } from '../../shared/format/format.ts'
import { triageAt } from '../check-in/check-in.ts'
import { type AfterSession, ms } from '../healing/after-session.ts'
import css from '../healing/healing.module.css'
import { CallClinic } from '../healing/WhoToCall.tsx'
import { useClient } from '../shell/client.tsx'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'

/** After that, the page of the check-ins has it. */
export const shownFor = 3 * 86_400_000

export function LastReport({ after, now }: { readonly after: AfterSession; readonly now: string }) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { checkIns, client } = useRecord()
  const waits = useOutbox().findLast(({ endpoint }) => endpoint === 'check-in.record')
  const [stored] = checkIns
  const unsent = waits && (waits.input as InputOf<'check-in.record'>).body
  const last = unsent
    ? {
        id: unsent.id,
        reportedAt: unsent.reportedAt,
        level: triageAt(
          pathway,
          { ...after, reports: after.reports.filter(({ id }) => id !== unsent.id) },
          unsent.report,
          unsent.reportedAt,
        ).level,
        says: t('lastReport.unsent'),
      }
    : stored && ms(stored.reportedAt) >= ms(after.session.at)
      ? { ...stored, says: stored.readAt ? t('past.read') : t('past.unread') }
      : undefined
  if (!last || ms(now) - ms(last.reportedAt) > shownFor) return null
  return (
    <section className={css.last} aria-label={t('lastReport.label')}>
      <Link to="/c/$clinicId/check-ins/$checkInId" params={{ clinicId, checkInId: last.id }}>
        <span className={css.soft}>{t('lastReport.said', { when: printMoment(last.reportedAt, client.zone) })}</span>
        <ToneWord tone={toneOfLevel[last.level]}>{t(`levels.${last.level}`)}</ToneWord>
        <span className={unsent ? css.strong : css.soft}>{last.says}</span>
      </Link>
      {unsent && last.level !== 'expected' && <CallClinic />}
    </section>
  )
}
