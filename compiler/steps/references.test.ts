import { describe, expect, test } from 'vitest'
import { compileSmall, mistake, swap } from '../small-knowledge.ts'

describe('a name that does not exist is found, with the nearest that does', () => {
  test.each([
    ['a claim', 'recovery/healed.yaml', '[L-001]', '[«L-0001]', 'Did you mean `L-001`?'],
    ['a source', 'claims/some.yaml', 'L-001: { source: label', 'L-001: { source: «lable', 'Did you mean `label`?'],
    ['a claim in tension', 'claims/some.yaml', 'tension: [L-001]', 'tension: [«L-901]', 'Did you mean `L-001`?'],
    [
      'the fact that lifts a rule',
      'screening/rules/medicines.yaml',
      'fact: monthsSinceIsotretinoin',
      'fact: «monthsSinceIsotretinion',
      'Did you mean `monthsSinceIsotretinoin`?',
    ],
    [
      'the parameter that lifts a rule',
      'screening/rules/medicines.yaml',
      "reaches: '%isotretinoinWait'",
      "reaches: «'%isotretinoinWiat'",
      'Did you mean `%isotretinoinWait`?',
    ],
    [
      'the fields of a contradiction',
      'screening/contradictions.yaml',
      'fields: [isotretinoin]',
      'fields: [«isotretinion]',
      'Did you mean `isotretinoin`?',
    ],
    [
      'the depth of a limit',
      'planning/depth-limits.yaml',
      "'%woundDepth'",
      "«'%woundDeth'",
      'Did you mean `%woundDepth`?',
    ],
    [
      'an activity to prepare',
      'planning/preparation.yaml',
      'activities: [makeup]',
      'activities: [«makup]',
      'Did you mean `makeup`?',
    ],
    ['the effect of a risk', 'consent/risks.yaml', 'effect: erythema', 'effect: «erythma', 'Did you mean `erythema`?'],
    [
      'an activity of an instruction',
      'aftercare/instructions/products.yaml',
      'activities: [makeup]',
      'activities: [«makup]',
      'Did you mean `makeup`?',
    ],
    [
      'a class of an instruction',
      'aftercare/instructions/products.yaml',
      'classes: [pigment]',
      'classes: [«pigmen]',
      'Did you mean `pigment`?',
    ],
    [
      'the window of an instruction',
      'aftercare/instructions/products.yaml',
      "after: '%makeupWait'",
      "after: «'%makeupWai'",
      'Did you mean `%makeupWait`?',
    ],
    [
      'a class of an ingredient',
      'aftercare/ingredients/some.yaml',
      '[pigment]',
      '[«pigmnt]',
      'Did you mean `pigment`?',
    ],
    [
      'the allergy of a class',
      'aftercare/ingredient-classes.yaml',
      'infection.wart',
      '«infection.wrat',
      'Did you mean `infection.wart`?',
    ],
    ['the item of an effect', 'recovery/effects/some.yaml', 'item: redness', 'item: «rednes', 'Name a severity fact'],
    [
      'a red flag',
      'recovery/effects/some.yaml',
      'redFlags: [redness-stronger]',
      'redFlags: [«redness-strong]',
      'Did you mean `redness-stronger`?',
    ],
    [
      'an item of a check-in',
      'recovery/schedule.yaml',
      'items: [redness]',
      'items: [«rednes]',
      'Did you mean `redness`?',
    ],
  ])('%s', (_, path, from, to, fix) => {
    const problem = mistake(path, from, to)
    expect(problem.message).toMatch(/^There is no |has no option/)
    expect(problem.fix).toContain(fix)
  })
})

describe('options and entries are the same words', () => {
  test('an option without an entry', () => {
    const problem = mistake('screening/facts.yaml', 'options: [cheeks]', 'options: [cheeks, «chin]')
    expect(problem.message).toBe('The option `chin` has no entry in planning/areas.yaml.')
  })

  test('an entry that nobody can choose', () => {
    const problem = mistake('planning/devices.yaml', 'pen: {', '«pens: {', 'no option')
    expect(problem.fix).toBe('Did you mean `pen`?')
  })
})

describe('what lifts a rule', () => {
  test('goes on by itself', () => {
    const problem = mistake('screening/rules/medicines.yaml', 'fact: monthsSinceIsotretinoin', 'fact: «openWound')
    expect(problem.fix).toContain('Name an elapsed fact')
  })

  test('is in the unit of its fact', () => {
    const problem = mistake('screening/rules/medicines.yaml', "reaches: '%isotretinoinWait'", "reaches: «'%makeupWait'")
    expect(problem.message).toBe('The units differ: `monthsSinceIsotretinoin` is in mo, `%makeupWait` is in h.')
  })
})

test('a window in millimeters is refused', () => {
  const problem = mistake('planning/preparation.yaml', "'%makeupWait'", "«'%woundDepth'")
  expect(problem).toMatchObject({ message: '`%woundDepth` is in mm, which does not fit here.' })
})

test('two rules of different steps cannot share an id, because they would share their texts', () => {
  const { problems } = compileSmall({
    'recovery/rules/some.yaml': (text) =>
      `${text}isotretinoin-recent: { when: rednessLonger, effect: watch, cites: [L-001] }\n`,
  })
  expect(problems.find(({ message }) => message.startsWith('There is another'))).toMatchObject({
    file: 'knowledge/screening/rules/medicines.yaml',
    line: 1,
    column: 1,
    message: 'There is another triage rule `isotretinoin-recent`, in knowledge/recovery/rules/some.yaml:2.',
  })
})

test('a word that leads to two activities is refused', () => {
  const problem = mistake('aftercare/activities.yaml', 'aliases: [foundation]', 'aliases: [foundation, «Foundation]')
  expect(problem.fix).toBe('Keep it in one place.')
})

test('an area that is never treated has no depth, and any other has one', () => {
  expect(mistake('planning/areas.yaml', 'treat: yes, depthMm', 'treat: never, «depthMm').fix).toContain(
    'Take `depthMm` out',
  )
  const bare = compileSmall({
    'planning/areas.yaml': swap('depthMm: { from: 1, to: 1.5, cites: [L-001] }, ', ''),
  })
  expect(bare.problems).toMatchObject([{ file: 'knowledge/planning/areas.yaml', line: 1, column: 1, id: 'cheeks' }])
})
