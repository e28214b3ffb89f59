import { expect, test } from 'vitest'
import { mistake } from '../small-knowledge.ts'

const value = '{ from: 2026-01-01, value: 6, cites: [L-001] }'

test.each([
  [
    'a value outside its bounds',
    'values: [{ from: 2026-01-01, value: 6, cites: [L-001] }]',
    'min: 7\n  values: [{ from: 2026-01-01, value: «6, cites: [L-001] }]',
    '6 is outside the bounds 7 to …',
  ],
  [
    'values out of order',
    value,
    `${value}, { from: «2025-01-01, value: 7, cites: [L-001] }`,
    '2025-01-01 does not come after 2026-01-01',
  ],
  ['a day that no month has', value, '{ from: «2026-02-30, value: 6, cites: [L-001] }', 'no day of any year'],
])('%s', (_, from, to, message) => {
  expect(mistake('screening/parameters.yaml', from, to).message).toContain(message)
})
