/** What a client and her clinic write to each other. Nobody's words are ever changed or taken back. */
import { z } from 'zod'
import { id, instant, text } from '../http/values.ts'
import { recorded } from '../http/written.ts'

/** Characters. What is longer is refused with this number, and nothing of it is cut off. */
export const longestMessage = 4000
export const messageTopics = ['care', 'appointment'] as const
const about = z
  .enum(messageTopics)
  .describe('About her treatment those who treat read it; about an appointment the front desk does, too.')

export const writeMessage = z.strictObject({
  id,
  about,
  text: text(longestMessage),
  writtenAt: instant.describe(
    'By the clock of the device. Without a network it is earlier than it arrives; one that lies ahead counts as now.',
  ),
  readUpTo: id.optional().describe('For staff: the last message that was read before this answer. It counts as read.'),
  cannotComeTo: id.optional().describe('For a client: the appointment that she cannot come to.'),
})

export const message = z.strictObject({
  id,
  clientId: id,
  about,
  side: z.enum(['client', 'clinic']),
  text: z.string(),
  writtenAt: instant,
  cannotComeTo: id.nullable().describe('The appointment that she says she cannot come to.'),
  readAt: instant.nullable().describe('When the other side first said that it had read it.'),
  ...recorded,
})
export type Message = z.infer<typeof message>

export const readMessages = z.strictObject({
  id,
  about,
  upTo: id.describe('The last message that was read; all of the other side before it count as read too.'),
})
export const messageRead = z.strictObject({
  id,
  clientId: id,
  about,
  side: z.enum(['client', 'clinic']).describe('Who has read what the other side wrote.'),
  upTo: id,
  ...recorded,
})
export type MessageRead = z.infer<typeof messageRead>

/** One line of the clinic's list: who waits, since when, and nothing of what she wrote. */
export const messageToday = z.strictObject({
  client: z.strictObject({ id, name: z.string() }),
  about,
  unread: z.int(),
  since: instant.describe('When the first of them arrived.'),
  cannotCome: z.boolean().describe('She says that she cannot come to an appointment.'),
})
export type MessageToday = z.infer<typeof messageToday>
