/** The days before a session: how long still, what has begun already, and what one may ask. */
import { dayNumber, parseDate } from '@needlepoint/pathway'
import { LinkButton } from '../../shared/components/button.tsx'
import { Section, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate } from '../../shared/format/format.ts'
import { planOf } from '../consent/papers.ts'
import css from '../healing/healing.module.css'
import { useClient } from '../shell/client.tsx'
import { todayIn } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'

const mostShown = 6

export function BeforeSession() {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const record = useRecord()
  const plan = planOf(record)
  const today = todayIn(record.client.zone)
  const start = plan?.plan.start
  const [a, b] = [parseDate(today), start ? parseDate(start) : undefined]
  if (!plan || !start || !a || !b || start < today) return null
  const days = dayNumber(b) - dayNumber(a)
  const begun = plan.plan.preparation.filter(({ from }) => from <= today)
  const next = plan.plan.preparation.find(({ from }) => from > today)
  return (
    <Section title={t('before.title')}>
      <Stack gap={3}>
        <p>
          <strong>{days === 0 ? t('before.today') : t('before.days', { count: days })}</strong>{' '}
          <span className={css.soft}>{t('before.earliest', { day: printDate(start, 'full') })}</span>
        </p>
        {begun.length > 0 && (
          <ul className={css.prepared}>
            {begun.slice(0, mostShown).map(({ id, says, why, claims }) => (
              <li key={id}>
                <details>
                  <summary>{says}</summary>
                  <p>{why}</p>
                  <Sources claims={pathway.claims(claims)} />
                </details>
              </li>
            ))}
          </ul>
        )}
        {next && <p className={css.soft}>{t('before.next', { day: printDate(next.from, 'full'), what: next.says })}</p>}
        <LinkButton wide to="/c/$clinicId/may-i" params={{ clinicId }}>
          {t('before.ask')}
        </LinkButton>
      </Stack>
    </Section>
  )
}
