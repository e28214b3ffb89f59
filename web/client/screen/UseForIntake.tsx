/** She is a client on this device already: what she has answered need not be typed again. It becomes her intake's draft, which she looks through. */

import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { newId } from '../../shared/device/ids.ts'
import { keepDraft, readCopy, readDraft } from '../../shared/device/store.ts'
import { type Kept, newVersion } from '../intake/shared-draft.ts'
import { t } from '../texts.ts'
import css from './screen.module.css'
import type { SelfScreening } from './self-screening.ts'

interface Own {
  readonly clinicId: string
  readonly clientId: string
  readonly name: string
  /** She has begun her intake there by herself. */
  readonly underWay: boolean
}

const keyOf = (clientId: string) => `intake ${clientId}`

/** As far as this device knows. For a guardian the record is a child's, whose answers these are not. */
async function findOwn(): Promise<Own | undefined> {
  const me = (await readCopy<OutputOf<'me.show'>>('me'))?.value
  const clinic = me?.clinics.find(({ clientId, guardian }) => clientId !== null && !guardian)
  if (!clinic?.clientId) return undefined
  const { clinicId, clientId, name } = clinic
  return { clinicId, clientId, name, underWay: (await readDraft<Kept>(keyOf(clientId)))?.started === true }
}

export function UseForIntake({ value }: { readonly value: SelfScreening }) {
  const navigate = useNavigate()
  const [own, setOwn] = useState<Own>()
  useEffect(() => {
    void findOwn().then(setOwn, () => undefined)
  }, [])
  if (!own) return null
  const { clinicId, clientId, name } = own
  if (own.underWay)
    return (
      <div>
        <h3 className={css.way}>{t('useForIntake.title', { clinic: name })}</h3>
        <p>{t('useForIntake.underWay')}</p>
        <LinkButton wide to="/c/$clinicId/intake" params={{ clinicId }}>
          {t('useForIntake.open')}
        </LinkButton>
      </div>
    )
  async function use() {
    const { facts, day } = value.draft
    const kept: Kept = {
      id: newId(),
      started: true,
      draft: { facts: { ...facts, setting: 'clinic' }, open: [], path: [], at: null, day, confirm: 'self-screening' },
      version: newVersion(),
      seen: null,
      changedAt: Date.now(),
    }
    await keepDraft(keyOf(clientId), kept)
    await navigate({ to: '/c/$clinicId/intake', params: { clinicId } })
  }
  return (
    <div>
      <h3 className={css.way}>{t('useForIntake.title', { clinic: name })}</h3>
      <p>{t('useForIntake.says')}</p>
      <Button wide onClick={() => void use()}>
        {t('useForIntake.button')}
      </Button>
    </div>
  )
}
