import { describe, expect, test } from 'vitest'
import { readCases } from './cases.ts'
import { compileSmall, mistake, smallKnowledge, swap, withFolder } from './small-knowledge.ts'

const file = 'screening/medicines.cases.yaml'

test('a case has its file, its line and the answers of its profile under its own', () => {
  const [first] = withFolder(smallKnowledge, readCases).filter(({ ask }) => ask === 'screen')
  expect(first).toMatchObject({
    file: 'knowledge/screening/medicines.cases.yaml',
    line: 1,
    name: 'Two months after the last dose she waits',
    from: 'healthy',
    given: { openWound: false, isotretinoin: 'stopped', monthsSinceIsotretinoin: 2, infection: [] },
    expect: { decision: 'defer' },
  })
})

test('a rule that no case shows is reported at the rule', () => {
  const { problems } = compileSmall({ [file]: () => undefined })
  expect(problems).toMatchObject([
    {
      file: 'knowledge/screening/rules/medicines.yaml',
      line: 1,
      column: 1,
      id: 'isotretinoin-recent',
      fix: 'Add a case to screening/*.cases.yaml that expects it.',
    },
  ])
})

describe('names in cases exist', () => {
  test.each([
    ['a profile', 'from: healthy', 'from: «helthy', 'Did you mean `healthy`?'],
    ['a fact', '{ isotretinoin: stopped', '{ «isotretinion: stopped', 'Did you mean `isotretinoin`?'],
    ['an option', 'isotretinoin: stopped', 'isotretinoin: «stoped', 'Did you mean `stopped`?'],
    ['a rule', 'rules: [isotretinoin-recent]', 'rules: [«isotretinoin-recnt]', 'Did you mean `isotretinoin-recent`?'],
    ['a claim', 'cites: [L-001]', 'cites: [«L-0001]', 'Did you mean `L-001`?'],
  ])('%s', (_, from, to, fix) => {
    expect(mistake(file, from, to)).toMatchObject({ id: 'Two months after the last dose she waits', fix })
  })

  test('also in profiles', () => {
    expect(mistake('profiles.yaml', 'isotretinoin: never', 'isotretinoin: «nevr').fix).toBe('Did you mean `never`?')
  })
})

test('the claims of a case are those of its rules', () => {
  expect(mistake(file, 'cites: [L-001]', '«cites: [L-001, L-002]').message).toBe('No expected rule rests on L-002.')
  expect(mistake('screening/medicines.cases.yaml', 'cites: [L-001]', '«cites: [L-002]').message).toMatch(
    /lacks L-001|rests on L-002/,
  )
})

test('"I don’t know" is an answer to every question', () => {
  const { problems } = compileSmall({
    [file]: swap('monthsSinceIsotretinoin: 2', 'infection: dont-know, openWound: rather-not-say'),
  })
  expect(problems).toEqual([])
})
