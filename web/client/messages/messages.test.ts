import { longestMessage } from '@needlepoint/contract'
import { expect, test } from 'vitest'
import { arrivedLater, freshOf, longest, type Message, unseen, unsentMessages } from './messages.ts'

const clientId = '01932f5e-7c1a-7b3e-9a52-000000000002'
const waiting = (id: string, about: 'care' | 'appointment' = 'care', of = clientId) => ({
  id,
  endpoint: 'message.write',
  input: {
    params: { clinicId: 'c', clientId: of },
    body: { id, about, text: `Words of ${id}`, writtenAt: '2026-11-21T09:30:00Z' },
  },
  addedAt: 0,
})
const message = (id: string, more: Partial<Message> = {}) =>
  ({
    id,
    about: 'care',
    side: 'clinic',
    readAt: null,
    writtenAt: '2026-11-21T09:30:00Z',
    recordedAt: '2026-11-21T09:30:02Z',
    ...more,
  }) as Message

test('the page says how many characters fit before anything is sent, and it is what the server says', () => {
  expect(longest).toBe(longestMessage)
})

test('what waits is shown, the last one first, and of nobody else', () => {
  const outbox = [
    waiting('a'),
    { ...waiting('b'), endpoint: 'check-in.record' },
    waiting('c', 'care', 'another child'),
    { ...waiting('d', 'appointment'), refused: { code: 'not-found', detail: 'There is no such client.' } },
  ]
  expect(unsentMessages(outbox, clientId).map(({ id, refused }) => [id, refused])).toEqual([
    ['d', 'There is no such client.'],
    ['a', undefined],
  ])
})

test('she reads up to the last message of each matter, and what she has seen is not said again', () => {
  const read = { readAt: '2026-11-21T10:00:00Z' }
  expect([
    ...unseen([
      message('5'),
      message('4', { side: 'client' }),
      message('3'),
      message('2', { about: 'appointment' }),
      message('1', read),
    ]),
  ]).toEqual([
    ['care', '5'],
    ['appointment', '2'],
  ])
  expect(unseen([message('1', read), message('0', { side: 'client' })]).size).toBe(0)
})

test('a message that was written in flight mode says when it arrived', () => {
  expect(arrivedLater(message('1'))).toBe(false)
  expect(arrivedLater(message('1', { recordedAt: '2026-11-21T12:00:00Z' }))).toBe(true)
})

test('new is what the clinic wrote and she has not opened; what she wrote herself is no news to her', () => {
  const messages = [
    message('new'),
    message('hers', { side: 'client' }),
    message('old', { readAt: '2026-11-21T10:00:00Z' }),
  ]
  expect(freshOf(messages).map(({ id }) => id)).toEqual(['new'])
})
