import { expect, test } from 'vitest'
import { compileSmall, mistake, smallKnowledge, swap } from './small-knowledge.ts'

test('a text that is missing is reported at the entry that needs it', () => {
  const { problems } = compileSmall({
    'texts/en/all.yaml': swap(
      '  no-makeup: { says: Leave makeup off., why: It gets in. }',
      '  no-makeup: { says: Leave makeup off. }',
    ),
  })
  expect(problems).toMatchObject([
    {
      file: 'knowledge/aftercare/instructions/products.yaml',
      line: 1,
      column: 1,
      id: 'no-makeup',
      message: 'The text `instructions.no-makeup.why` is missing in `en`.',
      fix: 'Add it to a file in knowledge/texts/en.',
    },
  ])
})

test('all texts that one entry lacks are one problem', () => {
  const { problems } = compileSmall({
    'texts/en/all.yaml': swap('  no-makeup: { says: Leave makeup off., why: It gets in. }\n', ''),
  })
  expect(problems.filter(({ id }) => id === 'no-makeup')).toHaveLength(1)
})

test('the label of an option is reported at the option', () => {
  const { problems } = compileSmall({ 'texts/en/all.yaml': swap('never: Never, ', '') })
  expect(problems).toMatchObject([{ file: 'knowledge/screening/facts.yaml', line: 4, column: 13 }])
})

test('a text under a misspelled id is named where it is missing and where it is left over', () => {
  const text = swap('  near-wound:', '  near-wond:')(smallKnowledge['texts/en/all.yaml'] ?? '')
  const { problems } = compileSmall({ 'texts/en/all.yaml': () => text })
  expect(problems.map(({ fix }) => fix)).toEqual([
    'Is it `depthLimits.near-wond.reason`, with another id?',
    'Did you mean `depthLimits.near-wound.reason`?',
  ])
})

test('a text that nothing shows', () => {
  const problem = mistake('texts/en/all.yaml', 'advice:\n', 'advice:\n  old-news: { «says: Nobody hears this. }\n')
  expect(problem).toMatchObject({
    id: 'advice.old-news.says',
    message: 'Nothing shows the text `advice.old-news.says`.',
  })
})

test('a placeholder names a parameter', () => {
  const problem = mistake('texts/en/all.yaml', "'Wait {isotretinoinWait}", "'Wait «{isotretinoinWiat}")
  expect(problem.fix).toBe('Did you mean `{isotretinoinWait}`?')
})

test('the same text in two files', () => {
  const { problems } = compileSmall({ 'texts/en/more.yaml': () => 'checkIns:\n  day-1: { title: Again }\n' })
  expect(problems).toMatchObject([
    { file: 'knowledge/texts/en/more.yaml', line: 2, column: 12, fix: 'Keep one of the two.' },
  ])
})

test('words that every step uses are required too', () => {
  const { problems } = compileSmall({ 'texts/en/common.yaml': swap('  defer: { name: Wait, says: Wait. }\n', '') })
  expect(problems.map(({ id }) => id)).toEqual(['decisions.defer.name', 'decisions.defer.says'])
})

test('another language must be complete', () => {
  const { problems } = compileSmall({ 'texts/de/all.yaml': () => 'checkIns:\n  day-1: { title: Der Tag danach }\n' })
  expect(problems.length).toBeGreaterThan(20)
  expect(problems.every(({ message }) => message.endsWith('missing in `de`.'))).toBe(true)
})

test('a complete second language is taken', () => {
  const german = Object.fromEntries(
    ['common', 'all'].map((name) => [`texts/de/${name}.yaml`, () => smallKnowledge[`texts/en/${name}.yaml`]]),
  )
  const { problems, protocol } = compileSmall(german)
  expect(problems).toEqual([])
  expect(protocol.texts.de?.['checkIns.day-1.title']).toBe('The day after')
})
