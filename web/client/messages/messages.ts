/** What is shown as messages: those of the server, and those that still wait on this device. Pure. */
import type { InputOf, OutputOf } from '../../shared/api/api.ts'
import type { Waiting } from '../../shared/device/store.ts'

export type Message = OutputOf<'message.list'>['items'][number]
export type Topic = Message['about']

/** Characters; the server refuses more (`contract/recovery/message.ts`), and a test holds the two together. */
export const longest = 4000

export interface Unsent {
  readonly id: string
  readonly about: Topic
  readonly text: string
  readonly writtenAt: string
  /** Why the server did not take it. */
  readonly refused?: string
}

/** Written and not sent yet, the last one first. */
export const unsentMessages = (outbox: readonly Waiting[], clientId: string): Unsent[] =>
  outbox
    .flatMap(({ endpoint, input, refused }) => {
      if (endpoint !== 'message.write') return []
      const { params, body } = input as InputOf<'message.write'>
      if (params.clientId !== clientId) return []
      const { id, about, text, writtenAt } = body
      return [{ id, about, text, writtenAt, ...(refused ? { refused: refused.detail } : {}) }]
    })
    .reverse()

/** What the clinic wrote and she has not seen: for each matter the last message up to which she now reads. */
export function unseen(messages: readonly Message[]): ReadonlyMap<Topic, string> {
  const last = new Map<Topic, string>()
  // The newest first, so the first of a matter is the last that was written.
  for (const { id, about, side, readAt } of messages)
    if (side === 'clinic' && readAt === null && !last.has(about)) last.set(about, id)
  return last
}

/** What the clinic wrote and nobody of hers has opened, the newest first. */
export const freshOf = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(({ side, readAt }) => side === 'clinic' && readAt === null)

/** More than a few minutes: it was written without a connection, and she should see that it arrived later. */
export const arrivedLater = ({ writtenAt, recordedAt }: Message): boolean =>
  Date.parse(recordedAt) - Date.parse(writtenAt) > 10 * 60_000
