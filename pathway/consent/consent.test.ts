import { expect, test } from 'vitest'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { load } from '../protocol/load.ts'
import { consent } from './consent.ts'

const tell = (answers: Record<string, unknown>) => consent(load(smallProtocol), answers, '2026-11-21')
const risks = (answers: Record<string, unknown>) => tell(answers).risks.map(({ risk }) => risk)

test('consent names the risks of this person and no others, the most frequent first', () => {
  expect(risks({ infection: [], fitzpatrick: 'I' })).toEqual(['redness', 'pigment'])
  expect(risks({ infection: ['herpes'], fitzpatrick: 'I' })).toEqual(['redness', 'cold', 'pigment'])
})

test('what is likelier for her stands before what is not, and says why', () => {
  expect(risks({ infection: ['herpes'], fitzpatrick: 'VI' })).toEqual(['redness', 'pigment', 'cold'])
  expect(tell({ fitzpatrick: 'VI' }).risks[1]).toMatchObject({
    risk: 'pigment',
    likelier: [{ id: 'dark-skin' }],
    claims: ['C-1', 'C-2'],
  })
})

test('what might apply is told, marked as open, and asked', () => {
  const open = tell({})
  expect(open.risks.map(({ risk, certain }) => [risk, certain])).toEqual([
    ['redness', true],
    ['cold', false],
    ['pigment', true],
  ])
  expect(open.ask).toEqual(['infection', 'sunReaction'])
  expect(tell({ infection: 'dont-know', fitzpatrick: 'I' })).toMatchObject({ ask: [] })
})
