/** Plans as they travel: goals and areas in; sessions, depth, dates, cost and expected results out. */
import type { Plan as Planned } from '@needlepoint/pathway'
import { z } from 'zod'
import { answers, storedAnswers } from '../facts.ts'
import { typed } from '../http/typed.ts'
import { date, id, text } from '../http/values.ts'
import { recorded, versioned } from '../http/written.ts'
import { decision } from '../screening/screening.ts'

/** What the engine answers; `pathway/planning/plan.ts` explains every part. */
export const planned = typed<Planned>()(
  z.looseObject({
    decision: z.looseObject({ atLeast: decision, atMost: decision, final: z.boolean() }),
    start: z.string().nullable(),
    courses: z.array(z.looseObject({ indication: z.string() })),
    areas: z.array(z.looseObject({ area: z.string() })),
    maxDepthMm: z.number().nullable(),
    limits: z.array(z.looseObject({ limit: z.string() })),
    advice: z.array(z.looseObject({ advice: z.string() })),
    preparation: z.array(z.looseObject({ id: z.string() })),
    cost: z.looseObject({ currency: z.string() }).nullable(),
    ask: z.array(z.string()),
    protocol: z.string(),
  }),
)

export const recordPlan = z.strictObject({
  id,
  clientId: id,
  screeningId: id.describe('The screening that it rests on; its answers count here too.'),
  plannedOn: date.describe("The client's date."),
  start: date.optional().describe('The day on which she would like to begin.'),
  facts: answers.describe('Goals, areas, device class, and whatever planning asks besides.'),
  notes: text(4000).optional(),
  supersedes: id.optional().describe('The plan that this one replaces.'),
})

/** What a course costs at this clinic; the `cost` of the plan itself says what is usual. */
export const coursePrice = z.strictObject({
  currency: z.string(),
  perSession: z.int().describe('In the smallest unit of the currency, as are the others.'),
  course: z.strictObject({ from: z.int(), to: z.int() }),
})
export type CoursePrice = z.infer<typeof coursePrice>

export const plan = z.strictObject({
  id,
  clientId: id,
  screeningId: id,
  plannedOn: date,
  start: date.nullable(),
  facts: storedAnswers.describe('What was answered for the plan itself; the answers of its screening count besides.'),
  plan: planned,
  price: coursePrice
    .nullable()
    .describe('From the price that the clinic asked for a `session` that day; null without one.'),
  newerScreeningId: id
    .nullable()
    .describe('The screening that counts by now, where it is another one: the plan is out of date then. Else null.'),
  notes: z.string().nullable(),
  protocol: z.string(),
  ...versioned,
  ...recorded,
})
export type Plan = z.infer<typeof plan>
