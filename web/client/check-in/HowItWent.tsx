/** How her skin went since the session, by what she told: her reports on the healing curve, up to where she is now. */
import type { Pathway } from '@needlepoint/pathway'
import { useState } from 'react'
import { Section, Stack } from '../../shared/components/page.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { type AfterSession, courseAt } from '../healing/after-session.ts'
import { signsReported } from '../healing/reported.ts'
import { PickSign, SignCurve } from '../healing/SignCurve.tsx'
import { useAfterSession } from '../healing/use-after-session.ts'
import { useClient } from '../shell/client.tsx'
import { useNow } from '../shell/now.ts'
import { t } from '../texts.ts'

export function HowItWent() {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const after = useAfterSession()
  const now = useNow()
  return after ? <Went pathway={pathway} after={after} now={now} /> : null
}

interface WentProps {
  readonly pathway: Pathway
  readonly after: AfterSession
  readonly now: string
}

function Went({ pathway, after, now }: WentProps) {
  const course = courseAt(pathway, after, now)
  const signs = signsReported(course, after)
  const [chosen, setChosen] = useState<string>()
  const effect = signs.find((each) => each.effect === chosen) ?? signs[0]
  if (!effect) return null
  return (
    <Section title={t('past.went')}>
      <Stack gap={3}>
        <PickSign effects={signs} chosen={effect} onChoose={setChosen} />
        <SignCurve effect={effect} course={course} after={after} />
      </Stack>
    </Section>
  )
}
