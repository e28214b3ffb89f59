/** Around the pages of one clinic: who may be here at all, the bar above, the command palette, the keys, the lock. */
import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { RoutePending, SkipLink } from '../../shared/app/fallbacks.tsx'
import { DemoBanner, EmptyState, ErrorNotice, OfflineBanner } from '../../shared/components/notices.tsx'
import { LockScreen } from '../accounts/LockScreen.tsx'
import { lockWhenIdle, meQuery, useLocked } from '../session.ts'
import { t } from '../texts.ts'
import { useWork, WorkProvider } from '../workplace.tsx'
import { Door } from './door.tsx'
import { CommandPalette } from './palette.tsx'
import css from './shell.module.css'
import { Shortcuts, useKeys } from './shortcuts.tsx'
import { TopBar } from './top-bar.tsx'

export function ClinicShell() {
  const { clinicId } = useParams({ from: '/clinic/$clinicId' })
  const { data: me, isPending, error, refetch } = useQuery(meQuery)
  const locked = useLocked()
  useEffect(lockWhenIdle, [])

  if (isPending) return <RoutePending />
  if (error && !me)
    return (
      <Door>
        <ErrorNotice error={error} retry={() => void refetch()} />
      </Door>
    )
  if (me?.kind !== 'staff' || me.lacking === 'second factor' || me.lacking === 'a second factor set up')
    return <ToSignIn />
  const clinic = me.clinics.find((each) => each.clinicId === clinicId)
  if (!clinic)
    return (
      <Door>
        <EmptyState title={t('problem.pageMissing')}>{t('problem.pageMissingSays')}</EmptyState>
      </Door>
    )
  const isLocked = locked || me.lacking === 'unlocking'
  const is = (...roles: readonly string[]) => clinic.roles.some((role) => roles.includes(role))
  return (
    <WorkProvider value={{ me, clinicId, clinic, is }}>
      {/* What is behind the lock stays as it was, unseen and out of reach. */}
      <div className={css.shell} hidden={isLocked}>
        <Inside />
      </div>
      {isLocked && <LockScreen email={me.email ?? ''} />}
    </WorkProvider>
  )
}

/** Once, and back to where we are now: while the page of the sign-in loads, this one is drawn again. */
function ToSignIn() {
  const router = useRouter()
  useEffect(() => {
    void router.navigate({ to: '/sign-in', search: { next: router.state.location.href }, replace: true })
  }, [router])
  return null
}

function Inside() {
  const [helps, setHelps] = useState(false)
  useKeys(() => setHelps(true))
  return (
    <>
      <SkipLink />
      <section aria-label={t('nav.notices')}>
        <Demo />
        <OfflineBanner>{t('offlineHere')}</OfflineBanner>
      </section>
      <TopBar onHelp={() => setHelps(true)} />
      <CommandPalette onHelp={() => setHelps(true)} />
      <Shortcuts open={helps} onClose={() => setHelps(false)} />
      <main id="content" tabIndex={-1} className={css.main}>
        <Suspense fallback={<RoutePending />}>
          <Outlet />
        </Suspense>
      </main>
    </>
  )
}

function Demo() {
  const { clinic } = useWork()
  return clinic.demo ? <DemoBanner /> : null
}
