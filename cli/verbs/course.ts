import type { EffectCourse } from '@needlepoint/pathway'
import { decisionVerb } from '../decision-verb.ts'
import { dayOfSession, readSessionInput } from '../input/session-input.ts'
import { drawCurves } from '../output/curves.ts'
import { Footnotes } from '../output/sources.ts'

const phases = {
  'not-yet': 'has not begun',
  usual: 'usual now',
  late: 'lasts longer than usual, still within bounds',
  over: 'should be over',
} as const
const verdicts = { within: 'as expected', stronger: 'stronger than expected', longer: 'longer than expected' } as const

/** What belongs to healing and is there now or still to come; what is over only when it is reported all the same. */
const concerns = ({ expected, phase, verdict }: EffectCourse) => expected && (phase !== 'over' || verdict === 'longer')

/** The course of healing: for every expected effect its curve, and “you are here”. */
export const verb = decisionVerb({
  name: 'course',
  summary: 'the course of healing day by day, with “you are here”',
  examples: [
    'needlepoint course examples/course.yaml',
    'needlepoint course examples/session.yaml --now 2026-12-23T18:00:00Z',
  ],
  flags: ['now'],
  read: readSessionInput,
  decide: (pathway, { session, now, facts, report }) =>
    pathway.course({ session, now, facts: { ...facts, ...report } }),
  dayOf: dayOfSession,
  print({ day, effects }, { session, now }, page, words) {
    const notes = new Footnotes(words)
    page.blank()
    page.text(page.bold(`Day ${day} after the session`))
    page.text(`${words.time(now, session.zone)}, ${session.zone}`)
    drawCurves(effects, day, page)
    for (const { name, says, whenToWorry, phase, verdict, usualEnd, prolongedAfter, claims } of effects.filter(
      concerns,
    )) {
      page.heading(`${name}: ${verdict ? verdicts[verdict] : phases[phase]}`)
      page.text(`${says} ${page.dim(notes.cite(claims))}`, { indent: 2 })
      page.text(
        `Usually over by ${words.time(usualEnd, session.zone)}; call if it is still there after ${words.time(prolongedAfter, session.zone)}.`,
        { indent: 2 },
      )
      page.text(whenToWorry, { indent: 2, hang: 4, mark: '! ' })
    }
    const complications = effects.filter(({ expected, phase }) => !expected && phase !== 'over')
    if (complications.length > 0) page.heading('Not part of normal healing: call when you see it')
    for (const { name, whenToWorry, claims } of complications) {
      page.text(`${name}: ${whenToWorry} ${page.dim(notes.cite(claims))}`, { indent: 2, hang: 4, mark: '! ' })
    }
    notes.print(page)
  },
})
