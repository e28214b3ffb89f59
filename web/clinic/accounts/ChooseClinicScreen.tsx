/** Where somebody works who works in several places. With one, it is opened. */
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { meQuery } from '../session.ts'
import { t } from '../texts.ts'
import css from './accounts.module.css'

export function ChooseClinicScreen() {
  const { data: me, isPending, error, refetch } = useQuery(meQuery)
  if (isPending) return <Skeleton title lines={3} />
  if (error && !me) return <ErrorNotice error={error} retry={() => void refetch()} />
  if (me?.kind !== 'staff' || (me.lacking !== null && me.lacking !== 'unlocking'))
    return <Navigate to="/sign-in" replace />
  const [only, ...others] = me.clinics
  if (!only)
    return (
      <Page title={t('choose.none')}>
        <EmptyState title={t('choose.noneSays', { email: me.email ?? '' })} />
      </Page>
    )
  if (others.length === 0) return <Navigate to="/clinic/$clinicId" params={{ clinicId: only.clinicId }} replace />
  return (
    <Page title={t('choose.title')}>
      <ul className={css.clinics}>
        {me.clinics.map(({ clinicId, name, roles, demo }) => (
          <li key={clinicId}>
            <Link to="/clinic/$clinicId" params={{ clinicId }}>
              <strong>{name}</strong>
              <span className={css.soft}>
                {[...roles.map((role) => t(`roles.${role}`)), ...(demo ? [t('choose.demo')] : [])].join(', ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
