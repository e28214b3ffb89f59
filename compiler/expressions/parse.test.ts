import { describe, expect, test } from 'vitest'
import { mistake } from '../small-knowledge.ts'
import { parseExpression } from './parse.ts'
import { toExpression } from './tree.ts'

const read = (text: string) => {
  const { tree, faults } = parseExpression(text)
  return tree ? toExpression(tree) : faults
}

describe('the subset', () => {
  test.each([
    ['openWound', ['fact', 'openWound']],
    ['infection.herpes', ['fact', 'infection.herpes']],
    ['(a or b).not()', ['not', ['or', ['fact', 'a'], ['fact', 'b']]]],
    ['a implies b xor c', ['implies', ['fact', 'a'], ['xor', ['fact', 'b'], ['fact', 'c']]]],
    ['a = false', ['=', ['fact', 'a'], ['literal', false]]],
    ["a in ('x' | 'y')", ['in', ['fact', 'a'], ['x', 'y']]],
    ["a in ('x')", ['in', ['fact', 'a'], ['x']]],
    ['a in (1 | -2)', ['in', ['fact', 'a'], [1, -2]]],
    ['a >= -1.5', ['>=', ['fact', 'a'], ['literal', -1.5]]],
    ['a - 2 < %b * 3', ['<', ['-', ['fact', 'a'], ['literal', 2]], ['*', ['parameter', 'b'], ['literal', 3]]]],
    ["a = 'it\\'s'", ['=', ['fact', 'a'], ['literal', "it's"]]],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('what is outside the subset', () => {
  test.each([
    ['openWound.exists()', 10, 'would turn "not answered" into "no"', 'stays unknown'],
    ['openWound.empty()', 10, 'would turn "not answered" into "no"', 'stays unknown'],
    ['a ~ b', 2, '`~` is not allowed', 'Write `=`'],
    ['a !~ b', 2, '`!~` is not allowed', 'Write `!=`'],
    ['a.b.c', 4, 'deeper than `fact.option`', 'infection.herpes'],
    ['a.where(b)', 2, '`where()` is not allowed', 'Use only'],
    ['today() > a', 0, '`today()` is not allowed', 'Use only'],
    ['a is Boolean', 2, '`is` is not allowed', 'Leave it out'],
    ['a as Boolean', 2, '`as` is not allowed', 'Leave it out'],
    ['a[0] = 1', 1, 'index', 'fact.option'],
    ["a = 3 'mg'", 4, 'number with a unit', 'in the unit of the fact'],
    ['a < 3 months', 4, 'number with a unit', 'in the unit of the fact'],
    ['a = @2026-01-01', 4, 'date', '`elapsed`'],
    ['a = @T10:00', 4, 'date or a time', '`elapsed`'],
    ['a div 2 = 1', 2, '`div` is not allowed', 'Write `/`'],
    ['a mod 2 = 1', 2, '`mod` is not allowed', 'Write `/`'],
    ["a & 'x' = 'y'", 2, '`&` joins texts', 'Write `and`'],
    ['a | b', 2, '`|` makes a list', 'in ('],
    ['a in b', 5, 'texts or numbers only', "x in ('a' | 'b')"],
    ["('a' | 'b') contains a", 12, '`contains` is not allowed', "x in ('a' | 'b')"],
    ['{} = a', 0, '`{}` is not allowed', 'Leave the comparison out'],
    ['-a > 2', 0, 'sign', '0 - fact'],
    ['$this', 0, 'outside the subset', 'Use only'],
    ["%'iso wait' > 2", 0, 'not the name of a parameter', '%camelCase'],
    ['%iso-wait > 2', 0, '`%iso-wait` as `%iso` minus `wait`', 'Write `%isoWait`'],
    ['open-wound', 0, 'the name of a fact has no hyphen', 'Write `openWound`'],
    ['`a` = 1', 0, 'backticks', 'Write `a`'],
    ['a == 1', 2, '`==`', 'Write `=`'],
    ['a && b', 2, '`&&`', 'Write `and`'],
    ['a || b', 2, '`||`', 'Write `or`'],
    ['not a', 0, '`not` does not stand before', '.not()'],
    ['a AND b', 2, 'small letters', 'Write `and`'],
    ['a = "x"', 4, 'double quote', 'single quotes'],
    ["a = 'x", 4, 'never closed', 'single quote'],
    ['(a or b', 7, 'ends before it is complete', 'close the parenthesis'],
    ['a or b)', 6, '`)` is not expected', 'close every parenthesis'],
    ['infection..herpes', 9, 'follows this dot', 'fact.option'],
    ['', 0, 'ends before it is complete', 'missing operand'],
  ])('%s', (text, at, message, fix) => {
    const { tree, faults } = parseExpression(text)
    expect(tree).toBeUndefined()
    expect(faults[0]).toMatchObject({ at })
    expect(faults[0]?.message).toContain(message)
    expect(faults[0]?.fix).toContain(fix)
  })

  test('is reported at its line and column of the file', () => {
    const problem = mistake('screening/floor.yaml', 'when: openWound', 'when: infection.herpes or openWound.«exists()')
    expect(problem).toMatchObject({ id: 'wound', fix: 'Compare the fact itself; what is not answered stays unknown.' })
  })

  test('is reported inside a block over many lines', () => {
    const problem = mistake(
      'screening/rules/medicines.yaml',
      "when: isotretinoin = 'stopped' and monthsSinceIsotretinoin < %isotretinoinWait",
      "when: >-\n    isotretinoin = 'stopped'\n    and monthsSinceIsotretinoin < «%isotretinoin-wait",
    )
    expect(problem.fix).toContain('Write `%isotretinoinWait`')
  })
})
