/** Says honestly when somebody reads what she writes. What a clinic has not said is not promised: then nobody does. */
import { printMoment } from '../../shared/format/format.ts'
import { useNow } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './messages.module.css'

export function WhenRead() {
  const { clinic } = useRecord()
  const now = useNow()
  const { openingHours, afterHours } = clinic
  return (
    <div className={css.when}>
      {openingHours ? (
        <p>
          {t('messages.readWhenOpen')} <strong lang={clinic.language}>{openingHours}</strong>.{' '}
          {t('call.nowThere', { now: printMoment(now, clinic.zone) })}
        </p>
      ) : (
        <p>{t('messages.readSometime')}</p>
      )}
      <p>
        {t('messages.notAtNight')}{' '}
        {afterHours && (
          <>
            {t('call.afterHours')} <span lang={clinic.language}>{afterHours}</span>
          </>
        )}
      </p>
    </div>
  )
}
