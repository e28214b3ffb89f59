import { describe, expect, test } from 'vitest'
import { compileFiles, compileSmall, mistake, problemAt, smallKnowledge } from './small-knowledge.ts'
import { readYaml } from './yaml-file.ts'

describe('broken YAML', () => {
  test('a key that stands twice is named at its second place', () => {
    const text = `${smallKnowledge['screening/floor.yaml']}«wound: { when: openWound, atLeast: defer, cites: [L-001] }\n`
    const { problems } = compileSmall({ 'screening/floor.yaml': () => text.replace('«', '') })
    const problem = problemAt(problems, 'knowledge/screening/floor.yaml', text)
    expect(problem.message).toContain('a second time')
    expect(problem.fix).toContain('Keep one of the two')
  })

  test('a tab is refused where it stands', () => {
    const problem = mistake('planning/areas.yaml', 'cheeks: {', 'cheeks:\n«\t{')
    expect(problem.message).toContain('tabs')
    expect(problem.fix).toContain('two spaces')
  })

  test('a quote that is never closed is a problem and no crash', () => {
    const { problems } = compileSmall({
      'planning/advice.yaml': () => `about-herpes: { when: 'infection.herpes, cites: [L-001] }`,
    })
    expect(problems.find(({ file }) => file.endsWith('advice.yaml'))?.fix).toContain('Close the quote')
  })

  test('bytes that are no UTF-8 are named by line and column', () => {
    const bytes = Buffer.concat([
      Buffer.from('a: { title: Ä }\nb: { title: '),
      Buffer.from([0xff]),
      Buffer.from(' }\n'),
    ])
    const [problem] = readYaml('sources.yaml', bytes).problems
    expect(problem).toMatchObject({ file: 'sources.yaml', line: 2, column: 13, fix: 'Save the file as UTF-8.' })
  })

  test('a bomb of aliases is refused', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefgh'].map((name, i) => `${name}: &${name} [${`*${'abcdefg'[i]},`.repeat(9)}]`),
    ]
    expect(readYaml('x.yaml', bomb.join('\n')).problems).toHaveLength(1)
  })
})

describe('files', () => {
  test('a file in a place that nobody reads is a problem', () => {
    const { problems } = compileSmall({ 'screening/rule/medicines.yaml': () => 'a: 1' })
    expect(problems).toMatchObject([{ file: 'knowledge/screening/rule/medicines.yaml', line: 1 }])
    expect(problems[0]?.fix).toContain('knowledge/README.md')
  })

  test('an empty file is the beginning of one', () => {
    expect(compileFiles({ 'sources.yaml': '' }).problems).toEqual([])
  })

  test('two files with the same id name each other', () => {
    const { problems } = compileSmall({ 'sources-added.yaml': () => 'page: { title: Another page, kind: clinic }\n' })
    const [problem] = problems
    expect(problem?.message).toBe('There is another source `page`, in knowledge/sources-added.yaml:1.')
    expect(problem?.fix).toBe('Give one of them another id.')
  })
})

describe('places inside a text', () => {
  const place = (yaml: string, word: string) => {
    const file = readYaml('x.yaml', yaml)
    const { when } = (file.value as { a: { when: string } }).a
    return file.within(['a', 'when'], when.indexOf(word))
  }

  test.each([
    ['plain', 'a:\n  when: one and two', { line: 2, column: 17 }],
    ['single quotes', "a:\n  when: 'one = ''x'' and two'", { line: 2, column: 26 }],
    ['double quotes', 'a:\n  when: "one = \\"x\\" and two"', { line: 2, column: 26 }],
    ['folded block', 'a:\n  when: >-\n    one\n    and two', { line: 4, column: 9 }],
    ['literal block', 'a:\n  when: |\n    one and\n      two\n', { line: 4, column: 7 }],
    ['plain over two lines', 'a:\n  when: one and\n    two', { line: 3, column: 5 }],
    ['flow', 'a: { when: one and two, x: 1 }', { line: 1, column: 20 }],
  ])('%s', (_, yaml, expected) => {
    expect(place(yaml, 'two')).toEqual(expected)
  })
})
