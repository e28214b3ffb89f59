/** Where we are, where else there is, and who is signed in. */
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { Mark } from '../../shared/components/mark.tsx'
import { lock } from '../session.ts'
import { signOut } from '../sign-out.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { openPalette } from './palette.tsx'
import { places } from './places.ts'
import css from './shell.module.css'

export function TopBar({ onHelp }: { readonly onHelp: () => void }) {
  const { me, clinicId, clinic, is } = useWork()
  return (
    <header className={css.bar}>
      <Link
        className={css.clinic}
        to="/clinic/$clinicId"
        params={{ clinicId }}
        activeProps={{ 'aria-current': undefined }}
      >
        <Mark size={20} />
        <span>{clinic.name}</span>
      </Link>
      <nav className={css.nav} aria-label={t('nav.label')}>
        {places
          .filter(({ roles }) => is(...roles))
          .map(({ to, text }) => (
            <Link key={to} to={to} params={{ clinicId }} activeOptions={{ exact: to === '/clinic/$clinicId' }}>
              {t(text)}
            </Link>
          ))}
      </nav>
      <div className={css.end}>
        <button type="button" className={css.search} onClick={openPalette} aria-keyshortcuts="/">
          {t('nav.search')}
          <kbd className={css.key}>/</kbd>
        </button>
        <Menu email={me.email ?? ''} several={me.clinics.length > 1} onHelp={onHelp} />
      </div>
    </header>
  )
}

function Menu({
  email,
  several,
  onHelp,
}: {
  readonly email: string
  readonly several: boolean
  readonly onHelp: () => void
}) {
  const { clinicId, clinic } = useWork()
  const navigate = useNavigate()
  const details = useRef<HTMLDetailsElement>(null)
  const close = () => {
    if (details.current) details.current.open = false
  }
  return (
    <details
      ref={details}
      className={css.menu}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        close()
        details.current?.querySelector('summary')?.focus()
      }}
    >
      <summary>{t('nav.account')}</summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the items are what is pressed. */}
      <div className={css.items} onClick={close}>
        <p>
          {email}
          <br />
          {clinic.roles.map((role) => t(`roles.${role}`)).join(', ')}
        </p>
        <Link to="/clinic/$clinicId/account" params={{ clinicId }}>
          {t('account.title')}
        </Link>
        {several && (
          <button type="button" onClick={() => void navigate({ to: '/clinic' })}>
            {t('nav.changeClinic')}
          </button>
        )}
        <button type="button" onClick={onHelp}>
          {t('nav.shortcuts')}
        </button>
        <button type="button" onClick={lock}>
          {t('nav.lock')}
        </button>
        <button type="button" onClick={() => void signOut()}>
          {t('nav.signOut')}
        </button>
      </div>
    </details>
  )
}
