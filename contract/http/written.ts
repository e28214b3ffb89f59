/**
 * What became of a write. Ids are made on the device, so sending again is harmless: `new`, it was stored; `same`, it was
 * stored before. The other two are problems with status 409, and both versions come with them: `superseded`, somebody else
 * has replaced the version that this one corrects; `refused`, the id names something else.
 */
import { z } from 'zod'
import { id } from './values.ts'

export const outcomes = ['new', 'same', 'superseded', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

export const written = <Record extends z.ZodType>(record: Record) =>
  z.strictObject({ outcome: z.enum(['new', 'same']), record })

/** The record is the one that the id names, as it is stored. */
export interface Written<Record> {
  outcome: 'new' | 'same'
  record: Record
}

/** What every stored record tells of its making. */
export const recorded = {
  recordedAt: z.iso.datetime({ offset: true }).describe('When the server stored it.'),
  recordedBy: z
    .strictObject({
      kind: z.enum(['staff', 'client', 'guardian', 'api-key', 'system']),
      id: z.string().nullable(),
      name: z.string().nullable().describe('Null where the caller may not know it.'),
    })
    .describe('Who stored it.'),
}

/** What a record with versions tells of its place among them. */
export const versioned = {
  supersedes: id.nullable().describe('The version that this one replaces.'),
  supersededBy: id.nullable().describe('The version that replaced this one; null for the one that holds.'),
}
