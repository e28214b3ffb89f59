/** Emergency first, then the clinic. Works without a connection. */
import { AnchorButton } from '../../shared/components/button.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { emergencyNumber } from '../../shared/engine/emergency-number.ts'
import { printMoment } from '../../shared/format/format.ts'
import { useNow } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './healing.module.css'

/** The one thing to do. */
export function CallNow() {
  const { client, clinic } = useRecord()
  const number = emergencyNumber(client.zone, clinic)
  return (
    <AnchorButton kind="danger" wide className={css.now} href={`tel:${number}`}>
      {t('call.now', { number })}
    </AnchorButton>
  )
}

/** Open where it is what she needs now. */
export function WhoToCall({ open = false }: { readonly open?: boolean }) {
  const { clinic } = useRecord()
  const now = useNow()
  const { phone, email, openingHours: hours, afterHours } = clinic
  return (
    <div className={css.call}>
      <Disclosure summary={t('call.summary')} open={open}>
        <div className={css.calls}>
          <h2>{t('call.emergency')}</h2>
          <ul>
            {(['breath', 'swelling', 'faint', 'sight', 'face'] as const).map((sign) => (
              <li key={sign}>{t(`call.sign.${sign}`)}</li>
            ))}
          </ul>
          <CallNow />
          <p className={css.soft}>{t('call.local')}</p>
          <h2>{t('call.clinic', { clinic: clinic.name })}</h2>
          {phone ? (
            <AnchorButton wide href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
              {t('call.phone', { phone })}
            </AnchorButton>
          ) : (
            <p>{t('call.noPhone')}</p>
          )}
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
          {/* What a clinic has not said is not promised: then nobody watches. */}
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
    </div>
  )
}
