import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileSmall, smallKnowledge } from './small-knowledge.ts'

const junk = [
  '',
  '{',
  ']',
  ':',
  "'",
  '"',
  '%',
  '&a ',
  '*a',
  'null',
  '1',
  '- ',
  '\n',
  '\t',
  '|',
  '? ',
  '!!set ',
  '---\n',
  '~',
  '.nan',
  '__proto__',
  '\u0000',
  'Ä',
]

test('whatever is typed into a file becomes problems with a place and a fix, never a crash', () => {
  const edit = fc.record({
    file: fc.constantFrom(...Object.keys(smallKnowledge)),
    at: fc.nat({ max: 2000 }),
    removed: fc.nat({ max: 30 }),
    added: fc.constantFrom(...junk),
  })
  fc.assert(
    fc.property(edit, ({ file, at, removed, added }) => {
      const { problems } = compileSmall({
        [file]: (text) => {
          const start = at % text.length
          return text.slice(0, start) + added + text.slice(start + removed)
        },
      })
      for (const problem of problems) {
        expect(problem.line).toBeGreaterThan(0)
        expect(problem.column).toBeGreaterThan(0)
        expect(problem.message).toMatch(/\S/)
        expect(problem.fix).toMatch(/\S/)
      }
    }),
    { numRuns: 150 },
  )
}, 60_000)
