/** Where she was treated: on a face in dots, and in words; what was planned and left out this time is named too. */
import { useState } from 'react'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import map from '../../shared/components/face-map.module.css'
import { FaceMap } from '../../shared/components/face-map.tsx'
import { faceZones } from '../../shared/components/face-zones.ts'
import { Stack } from '../../shared/components/page.tsx'
import { printAmount, printList } from '../../shared/format/format.ts'
import { planOf } from '../consent/papers.ts'
import css from '../healing/healing.module.css'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { tones, useDrawingTone } from './drawing-tone.ts'

/** As full as the drawing gets: how many passes there were is not told here. */
const full = 0.7

export function TreatedAreas({ nameOf }: { readonly nameOf: (area: string) => string }) {
  const record = useRecord()
  const [session] = record.sessions
  const [tone, setTone] = useDrawingTone()
  const [isChoosing, setChoosing] = useState(false)
  if (!session) return null
  const plan = planOf(record)
  const untreated =
    plan && plan.id === session.planId
      ? plan.plan.areas.filter(({ area, depthMm }) => depthMm !== null && !session.areas.includes(area))
      : []
  const names = printList(session.areas.map(nameOf))
  const onFace = session.areas.filter((area) => faceZones.some((zone) => zone.area === area))
  return (
    <div className={onFace.length > 0 ? map.where : undefined}>
      {onFace.length > 0 && (
        <FaceMap
          chosen={new Map(onFace.map((area) => [area, full]))}
          nameOf={nameOf}
          words={t('areas.drawing', { areas: names })}
          tone={tone === null ? undefined : tones[tone]}
        />
      )}
      <Stack gap={3}>
        <p>
          <strong>{names}</strong>
          {session.depthMm !== null && (
            <span className={css.soft}> · {t('areas.depth', { depth: printAmount(session.depthMm, 'mm') })}</span>
          )}
        </p>
        {untreated.length > 0 && (
          <p>{t('areas.notThisTime', { areas: printList(untreated.map(({ area }) => nameOf(area))) })}</p>
        )}
        {onFace.length > 0 && (
          <Disclosure quiet summary={t('areas.tone')} open={isChoosing}>
            <fieldset className={css.tones} onFocus={() => setChoosing(true)}>
              <legend className="hidden-from-eyes">{t('areas.tone')}</legend>
              {[null, ...tones.keys()].map((each) => (
                <label key={each ?? 'none'} style={each === null ? undefined : { background: tones[each]?.ground }}>
                  <input
                    type="radio"
                    name="drawing-tone"
                    checked={tone === each}
                    aria-label={
                      each === null ? t('areas.noTone') : t('areas.toneOf', { number: each + 1, of: tones.length })
                    }
                    onChange={() => setTone(each)}
                  />
                </label>
              ))}
            </fieldset>
          </Disclosure>
        )}
      </Stack>
    </div>
  )
}
