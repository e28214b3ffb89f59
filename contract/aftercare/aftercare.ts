/** Aftercare as it travels: what to do and what to leave at a moment after one session, with what ends it. */
import { type Aftercare, type HealedAnswer, longestLabel, type MayI, type ProductCheck } from '@needlepoint/pathway'
import { z } from 'zod'
import { typed } from '../http/typed.ts'
import { id, instant, line, text } from '../http/values.ts'

const yesNo = z.enum(['yes', 'no', 'depends'])

/** What the engine answers; `pathway/aftercare/` explains every part. */
const today = typed<Aftercare>()(
  z.looseObject({
    day: z.int(),
    do: z.array(z.looseObject({ instruction: z.string(), says: z.string() })),
    dont: z.array(z.looseObject({ instruction: z.string(), says: z.string() })),
    later: z.array(z.looseObject({ instruction: z.string() })),
    over: z.array(z.looseObject({ instruction: z.string() })),
    protocol: z.string(),
  }),
)
const mayI = typed<MayI>()(
  z.looseObject({
    answer: yesNo,
    activity: z.string().nullable(),
    name: z.string(),
    until: z.string().nullable(),
    untilHealed: z.boolean(),
    because: z.array(z.looseObject({ instruction: z.string() })),
    says: z.string(),
    claims: z.array(z.string()),
    ask: z.array(z.string()),
    similar: z.array(z.string()),
    also: z.array(z.looseObject({ activity: z.string() })),
    protocol: z.string(),
  }),
)
const productCheck = typed<ProductCheck>()(
  z.looseObject({
    answer: yesNo,
    until: z.string().nullable(),
    untilHealed: z.boolean(),
    because: z.array(z.looseObject({ ingredient: z.string() })),
    ingredients: z.array(z.looseObject({ ingredient: z.string() })),
    unknown: z.array(z.string()),
    claims: z.array(z.string()),
    protocol: z.string(),
  }),
)
const healed = typed<HealedAnswer>()(z.looseObject({ answer: z.enum(['yes', 'no', 'dont-know']), says: z.string() }))

const moment = {
  sessionId: id.describe('The version of the session that holds.'),
  at: instant.describe('The moment that the answer is for.'),
  healed: healed.describe(
    'By the last check-in. Not while the channels may be open; and after that nobody knows without one.',
  ),
}
export const momentQuery = z.strictObject({
  at: instant.optional().describe('The moment to answer for; now when absent.'),
})

export const aftercareToday = z.strictObject({ ...moment, aftercare: today })
export type AftercareToday = z.infer<typeof aftercareToday>
export const askMayI = z.strictObject({
  activity: line(200).describe('In her own words: “gym”, “swim in the sea”.'),
  at: instant.optional().describe('The moment to answer for; now when absent.'),
})
export const mayIAnswer = z.strictObject({ ...moment, mayI })
export type MayIAnswer = z.infer<typeof mayIAnswer>
export const askProduct = z.strictObject({
  label: text(longestLabel).describe('The list of ingredients as the package prints it.'),
  at: instant.optional().describe('The moment to answer for; now when absent.'),
})
export const productAnswer = z.strictObject({ ...moment, product: productCheck })
export type ProductAnswer = z.infer<typeof productAnswer>
