/** The client's file as it grows from step to step, and what each verb reads from it. */
import type { Answers } from '@needlepoint/pathway'
import type { Step } from './steps.ts'

export interface ClientFile {
  readonly day?: string
  readonly facts: Answers
  readonly session?: unknown
  readonly now?: string
  readonly report?: Answers
  /** The report before. */
  readonly previous?: Answers
  readonly healed?: unknown
}

export function grow(file: ClientFile, { day, facts, session, now, report, healed }: Step): ClientFile {
  return {
    ...file,
    ...(day === undefined ? {} : { day }),
    ...(session === undefined ? {} : { session }),
    ...(now === undefined ? {} : { now }),
    ...(healed === undefined ? {} : { healed }),
    ...(report === undefined ? {} : { report, ...(file.report ? { previous: file.report } : {}) }),
    facts: { ...file.facts, ...facts },
  }
}

const reporting = ['triage', 'course', 'healed']

/** The input of a step. What it takes from the file is as the verb expects it. */
export function inputOf({ day, facts, session, now, report, previous, healed }: ClientFile, step: Step): object {
  if (session === undefined) return { day, facts, ...(step.start === undefined ? {} : { start: step.start }) }
  return {
    session,
    now,
    facts,
    ...(healed === undefined ? {} : { healed }),
    ...(reporting.includes(step.verb) && report ? { report } : {}),
    ...(step.verb === 'triage' && previous ? { previous } : {}),
    ...(step.activity === undefined ? {} : { activity: step.activity }),
    ...(step.label === undefined ? {} : { label: step.label }),
  }
}
