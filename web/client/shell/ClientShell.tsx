/** Around a client's own pages: the clinic's name above, four places below. Asks who is there, and keeps the answer for times offline. */
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { PageFailed, RoutePending, SkipLink } from '../../shared/app/fallbacks.tsx'
import { Button } from '../../shared/components/button.tsx'
import { Mark } from '../../shared/components/mark.tsx'
import { DemoBanner } from '../../shared/components/notices.tsx'
import { loadEarly } from '../../shared/engine/load-pathway.ts'
import { ChooseChildScreen } from '../start/ChooseChildScreen.tsx'
import { SignInScreen } from '../start/SignInScreen.tsx'
import { t } from '../texts.ts'
import { chooseChild } from './children.ts'
import { ClientProvider, useClient, useWhoIsThere } from './client.tsx'
import { OutboxNote } from './OutboxNote.tsx'
import { Plain } from './plain.tsx'
import { RecordProvider, useRecord } from './record.tsx'
import { ShellNotes } from './ShellNotes.tsx'
import css from './shell.module.css'

const places = [
  ['/c/$clinicId', 'nav.today'],
  ['/c/$clinicId/may-i', 'nav.mayI'],
  ['/c/$clinicId/check-in', 'nav.checkIn'],
  ['/c/$clinicId/more', 'nav.more'],
] as const

export function ClientShell() {
  const { clinicId } = useParams({ from: '/c/$clinicId' })
  const who = useWhoIsThere(clinicId)
  useEffect(() => loadEarly(clinicId), [clinicId])
  switch (who.state) {
    case 'loading':
      return (
        <Plain>
          <RoutePending />
        </Plain>
      )
    case 'failed':
      return (
        <Plain>
          <PageFailed error={who.error} retry={who.reload} />
        </Plain>
      )
    case 'nobody':
      return (
        <Plain>
          <SignInScreen clinicId={clinicId} onSignedIn={who.reload} />
        </Plain>
      )
    case 'choose':
      return (
        <Plain>
          <ChooseChildScreen clinicId={clinicId} clinicName={who.clinicName} clientIds={who.clientIds} />
        </Plain>
      )
    case 'client':
  }
  const { client } = who
  return (
    <ClientProvider value={client}>
      <div className={`${css.shell} ${css.withBar}`}>
        <SkipLink />
        <ShellNotes />
        <header>
          {client.demo && <DemoBanner />}
          <div className={css.top}>
            <Link className={css.brand} to="/c/$clinicId" params={{ clinicId }}>
              <Mark size={22} />
              {client.clinicName}
            </Link>
          </div>
        </header>
        <main id="content" tabIndex={-1} className={css.main}>
          {client.guardian && client.children < 2 && <p className={css.sending}>{t('guardian')}</p>}
          <OutboxNote />
          <Suspense fallback={<RoutePending />}>
            <RecordProvider key={client.clientId} client={client}>
              {client.children > 1 && <WhoseChild />}
              <Outlet />
            </RecordProvider>
          </Suspense>
        </main>
        <nav className={css.bar} aria-label={t('nav.label')}>
          {places.map(([to, text]) => (
            <Link key={to} to={to} params={{ clinicId }} activeOptions={{ exact: to === '/c/$clinicId' }}>
              {t(text)}
            </Link>
          ))}
        </nav>
      </div>
    </ClientProvider>
  )
}

/** On every page, for a guardian of several: whose it is, and the way to another. */
function WhoseChild() {
  const { clinicId } = useClient()
  const { client } = useRecord()
  return (
    <p className={css.sending}>
      {t('children.now', { name: client.name })}{' '}
      <Button kind="plain" onClick={() => chooseChild(clinicId, undefined)}>
        {t('guardianView.other')}
      </Button>
    </p>
  )
}
