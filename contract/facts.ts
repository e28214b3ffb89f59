/** Answers about a client as they travel: plain, and no more than could ever be asked. The engine checks each against its question. */
import type { Answers } from '@needlepoint/pathway'
import { z } from 'zod'
import { typed } from './http/typed.ts'
import { date, term } from './http/values.ts'

const word = z.string().max(2000)
const scalar = z.union([word, z.number(), z.boolean(), z.null()])

/** One answer: plain, one of several choices, with its unit and day, or a yes or no for each choice. */
export const answer = z
  .union([
    scalar,
    z.array(z.string().max(200)).max(100),
    z.strictObject({
      value: z.union([scalar, z.array(z.string().max(200)).max(100)]),
      unit: z.string().max(20).optional(),
      answeredOn: date.optional(),
    }),
    z.record(term, z.union([z.string().max(40), z.boolean()])),
  ])
  .meta({
    title: 'a yes or no, a number, a date, a text, a list of choices, or { value, unit, answeredOn }',
    description: 'In every place `dont-know` and `rather-not-say` are answers too, and neither means no.',
  })

/**
 * Fact id → answer. What is absent was not asked, and counts as unknown, never as no. The type is the engine's, which says
 * the same with less: an answer is whatever its question takes.
 */
export const answers = typed<Answers>()(
  z
    .record(term, answer)
    .refine((record) => Object.keys(record).length <= 400)
    .meta({
      title: 'answers by fact, at most 400',
      examples: [{ age: 34, pregnancy: 'no', isotretinoin: 'dont-know' }],
    }),
)

/** Answers as they were stored: read from the record, not checked again. */
export const storedAnswers = typed<Answers>()(z.record(z.string(), z.unknown()))
