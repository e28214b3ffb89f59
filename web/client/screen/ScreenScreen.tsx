/**
 * “Is it right for me?”, for anybody: no account, no clinic, and without a connection after the first visit. What is answered stays
 * on this device unless she sends it herself.
 */
import type { ISODate, Overlay, Pathway } from '@needlepoint/pathway'
import { useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, ProblemError } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { Page, Row, Stack } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { emergencyNumber } from '../../shared/engine/emergency-number.ts'
import { EmergencyNumber, usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate, zoneOfDevice } from '../../shared/format/format.ts'
import { Asking } from '../intake/Asking.tsx'
import { resumeIntake } from '../intake/intake.ts'
import { Above, BackButton, BackLink } from '../shell/back.tsx'
import { todayIn } from '../shell/now.ts'
import { t } from '../texts.ts'
import { EmergencyPage } from './EmergencyPage.tsx'
import type { Place } from './place.ts'
import { Result } from './Result.tsx'
import css from './screen.module.css'
import { selfKey } from './self-key.ts'
import { type SelfScreening, selfLayout, startSelf } from './self-screening.ts'
import { UrgentSigns } from './UrgentSigns.tsx'

export function ScreenScreen() {
  const { clinic } = useSearch({ from: '/plain/screen' })
  return clinic ? <AtClinic key={clinic} clinicId={clinic} /> : <Asked place={undefined} />
}

/** She came by a clinic's address or code: its protocol may be stricter. */
function AtClinic({ clinicId }: { readonly clinicId: string }) {
  const { value, state, error } = useCopy<Place>(`place ${clinicId}`, () =>
    api['enquiry.place']({ params: { clinicId } }),
  )
  if (value) return <Asked place={value} clinicId={clinicId} />
  if (state === 'loading') return <Skeleton title />
  const isClosed = error instanceof ProblemError && error.problem.code === 'not-found'
  return <Asked place={undefined} notice={isClosed ? 'closed' : 'away'} />
}

interface AskedProps {
  readonly place: Place | undefined
  readonly clinicId?: string
  readonly notice?: 'closed' | 'away'
}

/** Texts name the number of where she is. */
function Asked(props: AskedProps) {
  const number = emergencyNumber(zoneOfDevice(), props.place ?? { zone: '' })
  return (
    <EmergencyNumber value={number}>
      <AskedHere {...props} />
    </EmergencyNumber>
  )
}

function AskedHere({ place, clinicId, notice }: AskedProps) {
  const published = usePathway()
  const overlay = place?.overlay as Overlay | null | undefined
  const pathway = useMemo(() => (overlay ? published.tighten(overlay) : published), [published, overlay])
  const today = todayIn(zoneOfDevice())
  const kept = useDraft<SelfScreening>(selfKey, startSelf(newId(), today, clinicId))
  if (!kept.ready) return <Skeleton title />
  const forget = () => {
    kept.change(startSelf(newId(), today, clinicId))
    kept.drop()
  }
  return (
    <Steps
      pathway={pathway}
      place={place}
      notice={notice}
      today={today}
      value={kept.value}
      onChange={kept.change}
      onForget={forget}
    />
  )
}

interface StepsProps {
  readonly pathway: Pathway
  readonly place: Place | undefined
  readonly notice: AskedProps['notice']
  readonly today: ISODate
  readonly value: SelfScreening
  readonly onChange: (value: SelfScreening) => void
  readonly onForget: () => void
}

function Steps({ pathway, place, notice, today, value, onChange, onForget }: StepsProps) {
  const { started, urgent } = value
  const isBegun = urgent !== null
  const draft = useMemo(() => resumeIntake(value.draft, today), [value.draft, today])
  const change = (more: Partial<SelfScreening>) => onChange({ ...value, ...more })
  const leave = () => change({ started: false })
  const foot = <Forget onForget={onForget} />

  if (!started)
    return (
      <Page
        key="start"
        title={t('screen.title')}
        lead={t('screen.lead')}
        back={<BackLink to="/">{t('back')}</BackLink>}
      >
        <Stack gap={5}>
          {place && <p className={css.place}>{t('screen.at', { clinic: place.name })}</p>}
          {notice && <p className={css.place}>{t(`screen.${notice}`)}</p>}
          <ul className={css.rules}>
            <li>{t('screen.rule1')}</li>
            <li>{t('screen.rule2')}</li>
            <li>{t('screen.rule3')}</li>
            <li>{t('screen.rule4')}</li>
          </ul>
          <Button kind="primary" wide onClick={() => change({ started: true })}>
            {isBegun ? t('screen.goOn') : t('screen.start')}
          </Button>
          {isBegun && (
            <>
              <p className={css.soft}>{t('screen.keptFrom', { date: printDate(value.draft.day, 'full') })}</p>
              {foot}
            </>
          )}
          <p className={css.soft}>{t('screen.advises')}</p>
        </Stack>
      </Page>
    )
  if (urgent === null)
    return (
      <UrgentSigns
        key="urgent"
        pathway={pathway}
        day={today}
        before={undefined}
        above={
          <Above>
            <BackButton onClick={leave}>{t('back')}</BackButton>
          </Above>
        }
        onAnswer={(signs) => change({ urgent: signs })}
      />
    )
  if (urgent.length > 0)
    return (
      <EmergencyPage
        key="emergency"
        pathway={pathway}
        day={today}
        signs={urgent}
        place={place}
        onBack={() => change({ urgent: null })}
        onOver={() => change({ urgent: [] })}
      />
    )
  return (
    <Asking
      pathway={pathway}
      draft={draft}
      layout={selfLayout}
      onChange={(next) => change({ draft: next })}
      onLeave={() => change({ urgent: null })}
      below={
        <Stack gap={2}>
          <p className={css.soft}>{t('screen.stays')}</p>
          {foot}
        </Stack>
      }
      done={({ draft: answered, decided, onBack }) => (
        <Result
          pathway={pathway}
          place={place}
          value={{ ...value, draft: answered }}
          decided={decided}
          onBack={onBack}
          onChange={onChange}
          foot={foot}
        />
      )}
    />
  )
}

/** Asked once more: what is gone cannot be brought back. */
function Forget({ onForget }: { readonly onForget: () => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <div>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t('screen.forget')}
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t('screen.forgetTitle')}>
        <p>{t('screen.forgetSays')}</p>
        <Row>
          <Button
            kind="danger"
            onClick={() => {
              setAsking(false)
              onForget()
            }}
          >
            {t('screen.forgetNow')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('dialog.cancel')}</Button>
        </Row>
      </Dialog>
    </div>
  )
}
