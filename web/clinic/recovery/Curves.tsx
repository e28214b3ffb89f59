/** What she reports, drawn beside what is expected on that day at that depth. */
import { type Course, daysBetween, InvalidInput, type Pathway } from '@needlepoint/pathway'
import { useQuery } from '@tanstack/react-query'
import { HealingCurve } from '../../shared/components/healing-curve.tsx'
import { Section } from '../../shared/components/page.tsx'
import { type CheckIn, type Session, sessionQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

export function Curves({ checkIn, pathway }: { readonly checkIn: CheckIn; readonly pathway: Pathway }) {
  const { clinicId } = useWork()
  const session = useQuery(sessionQuery(clinicId, checkIn.sessionId))
  if (!session.data) return null
  const course = courseOf(pathway, session.data, checkIn)
  const reported = course?.effects.filter(({ reported: severity }) => severity !== null && severity > 0) ?? []
  if (!course || reported.length === 0) return null
  const from = Date.parse(session.data.endedAt)
  const dayOf = (instant: string) => Math.max(0, daysBetween(from, Date.parse(instant), session.data.zone))
  return (
    <Section title={t('checkIn.curves')}>
      {reported.slice(0, 3).map(({ effect, name, days, usualEnd, prolongedAfter, reported: severity }) => (
        <HealingCurve
          key={effect}
          name={name}
          days={days}
          today={course.day}
          usualEnd={dayOf(usualEnd)}
          prolongedAfter={dayOf(prolongedAfter)}
          reported={[{ day: course.day, severity: severity ?? 0 }]}
        />
      ))}
    </Section>
  )
}

/** Undefined where an old report can no longer be read: the drawing is then left out, and the decision stands beside it. */
function courseOf(pathway: Pathway, { endedAt, zone, depthMm, device }: Session, checkIn: CheckIn): Course | undefined {
  try {
    return pathway.course({
      session: { at: endedAt, zone, ...(depthMm === null ? {} : { depthMm }), deviceClass: device.deviceClass },
      now: checkIn.reportedAt,
      facts: checkIn.report,
    })
  } catch (error) {
    if (error instanceof InvalidInput) return undefined
    throw error
  }
}
