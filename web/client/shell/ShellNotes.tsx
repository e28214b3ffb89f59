/** Above every page, when it has to be said: a newer version, a clock that is wrong, a device that keeps nothing. */
import { useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { OfflineBanner } from '../../shared/components/notices.tsx'
import { now, useClockAhead } from '../../shared/device/clock.ts'
import { draftsKept, useDeviceKeeps } from '../../shared/device/keeping.ts'
import { printLeft, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import css from './shell.module.css'
import { useNewerVersion } from './work-offline.ts'

const minute = 60_000
const hour = 60 * minute

export function ShellNotes() {
  return (
    <>
      <OfflineBanner />
      <NewerVersion />
      <WrongClock />
      <NothingKept />
    </>
  )
}

function NewerVersion() {
  const newer = useNewerVersion()
  const [busy, setBusy] = useState(false)
  async function use() {
    setBusy(true)
    await draftsKept()
    location.reload()
  }
  return (
    <div role="status">
      {newer && (
        <div className={css.note}>
          <p>{t('version.newer')}</p>
          <Button busy={busy} onClick={() => void use()}>
            {t('version.use')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** The clinic's clock counts, and she can see what it says: her own may have been put right since. */
function WrongClock() {
  const ahead = useClockAhead()
  const unit = Math.abs(ahead) > hour ? hour : minute
  const values = { by: printLeft(Math.round(Math.abs(ahead) / unit) * unit), now: printMoment(now(), zoneOfDevice()) }
  return (
    <div role="status">
      {ahead !== 0 && <p className={css.note}>{ahead > 0 ? t('clock.ahead', values) : t('clock.behind', values)}</p>}
    </div>
  )
}

function NothingKept() {
  const keeps = useDeviceKeeps()
  return <div role="status">{!keeps && <p className={css.note}>{t('keeping.nothing')}</p>}</div>
}
