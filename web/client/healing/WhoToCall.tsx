/** Emergency first, then the clinic, and whether anybody there looks now. Works without a connection. */
import { type Watch, watchAt } from '@needlepoint/contract/watch-hours'
import { AnchorButton } from '../../shared/components/button.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { emergencyNumber } from '../../shared/engine/emergency-number.ts'
import { printMoment } from '../../shared/format/format.ts'
import { useNow } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { ms } from './after-session.ts'
import css from './healing.module.css'

/** The one thing to do. */
export function CallNow({ wide = true }: { readonly wide?: boolean }) {
  const { client, clinic } = useRecord()
  const number = emergencyNumber(client.zone, clinic)
  return (
    <AnchorButton kind="danger" wide={wide} className={css.now} href={`tel:${number}`}>
      {t('call.now', { number })}
    </AnchorButton>
  )
}

/** Nothing where the clinic has named no number. */
export function CallClinic({ primary = false }: { readonly primary?: boolean }) {
  const { phone } = useRecord().clinic
  if (!phone) return null
  return (
    <AnchorButton wide kind={primary ? 'primary' : 'quiet'} href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
      {t('call.phone', { phone })}
    </AnchorButton>
  )
}

export function useWatch(): Watch {
  const { clinic } = useRecord()
  const now = useNow()
  return watchAt(clinic.watchHours, clinic.zone, ms(now))
}

/** Whether anybody at the clinic looks now, in one line, with a dot that is filled or empty. Her own clock counts. */
export function WhoWatches() {
  const { client } = useRecord()
  const watch = useWatch()
  return (
    <p className={css.watch} data-state={watch.state}>
      <span>{sayWatch(watch, client.zone)}</span>
    </p>
  )
}

export function sayWatch(watch: Watch, zone: string): string {
  switch (watch.state) {
    case 'not-said':
      return t('call.maybeNobody')
    case 'watched':
      return watch.until ? t('call.watched', { when: printMoment(watch.until, zone) }) : t('call.watchedAlways')
    case 'unwatched':
      return watch.next ? t('call.unwatched', { when: printMoment(watch.next, zone) }) : t('call.unwatchedNever')
  }
}

/** Open where it is what she needs now. */
export function WhoToCall({ open = false }: { readonly open?: boolean }) {
  const { clinic } = useRecord()
  const now = useNow()
  const { phone, email, openingHours: hours, afterHours, watchHours } = clinic
  return (
    <section className={css.call} aria-label={t('call.question')}>
      <div className={css.first}>
        <strong>{t('call.question')}</strong>
        <CallNow wide={false} />
      </div>
      <Disclosure summary={t('call.summary')} open={open}>
        <div className={css.calls}>
          <h2>{t('call.emergency')}</h2>
          <ul>
            {(['breath', 'swelling', 'faint', 'sight', 'face'] as const).map((sign) => (
              <li key={sign}>{t(`call.sign.${sign}`)}</li>
            ))}
          </ul>
          <p className={css.soft}>{t('call.local')}</p>
          <h2>{t('call.clinic', { clinic: clinic.name })}</h2>
          {phone ? <CallClinic /> : <p>{t('call.noPhone')}</p>}
          {email && (
            <p>
              {t('call.email')} <a href={`mailto:${email}`}>{email}</a>
            </p>
          )}
          {hours && (
            <p>
              {t('call.hours')} <strong lang={clinic.language}>{hours}</strong>
              <br />
              <span className={css.soft}>{t('call.nowThere', { now: printMoment(now, clinic.zone) })}</span>
            </p>
          )}
          {watchHours && <WhoWatches />}
          {watchHours && <p className={css.soft}>{t('call.usual')}</p>}
          {afterHours ? (
            <p>
              {t(hours ? 'call.afterHours' : 'call.atNight')} <span lang={clinic.language}>{afterHours}</span>
            </p>
          ) : (
            <p>{t(hours ? 'call.nobodyAfterHours' : 'call.maybeNobody')}</p>
          )}
          <p>{t('call.cannotWait')}</p>
        </div>
      </Disclosure>
    </section>
  )
}
