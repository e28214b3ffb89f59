import { describe, expect, test } from 'vitest'
import { compileOverlay } from './overlay.ts'
import { compileSmall, problemAt } from './small-knowledge.ts'

const { protocol } = compileSmall()

const clinic = `name: Clinic on the corner
parameters: { isotretinoinWait: 12 }
effects: { isotretinoin-recent: do-not-treat }
rules:
  screening:
    our-wound:
      when: openWound and monthsSinceIsotretinoin < %isotretinoinWait
      effect: defer
      judgement: Our clinician wants it so.
      reason: You have a wound.
      action: Come back when it has closed.
`

test('an overlay that tightens is compiled, with a hash of its own', () => {
  const { overlay, problems } = compileOverlay(clinic, protocol)
  expect(problems).toEqual([])
  expect(overlay).toMatchObject({
    name: 'Clinic on the corner',
    hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    parameters: { isotretinoinWait: 12 },
    effects: { 'isotretinoin-recent': 'do-not-treat' },
    rules: { screening: { 'our-wound': { effect: 'defer', says: 'our-wound' } }, treatment: {}, recovery: {} },
    texts: { en: { 'rules.our-wound.reason': 'You have a wound.' } },
  })
})

describe('what is wrong is told with its place and its fix', () => {
  test.each([
    [
      'a number that loosens',
      'isotretinoinWait: 12',
      'isotretinoinWait: «3',
      'would loosen the protocol',
      '6 mo or higher',
    ],
    [
      'an effect that loosens',
      'isotretinoin-recent: do-not-treat',
      'isotretinoin-recent: «clinician-review',
      'would loosen the protocol',
      'one of defer, do-not-treat',
    ],
    [
      'a parameter that does not exist',
      'isotretinoinWait: 12',
      '«isotretinoinWiat: 12',
      'no parameter',
      'Did you mean `isotretinoinWait`?',
    ],
    [
      'a rule that does not exist',
      'isotretinoin-recent: do',
      '«isotretinoin-recnt: do',
      'no rule',
      'Did you mean `isotretinoin-recent`?',
    ],
    ['a rule that is there already', 'our-wound:', '«isotretinoin-recent:', 'already', 'a new name'],
    [
      'a fact that does not exist',
      'when: openWound and',
      'when: «openWoud and',
      'There is no fact `openWoud`',
      'Did you mean `openWound`?',
    ],
    [
      'FHIRPath outside the subset',
      'when: openWound and',
      'when: openWound.«exists() and',
      'not allowed',
      'stays unknown',
    ],
    [
      'a parameter that works the wrong way',
      'monthsSinceIsotretinoin < %',
      'monthsSinceIsotretinoin > «%',
      'fire less often',
      'Turn the comparison',
    ],
    [
      'a rule that rests on nothing',
      'our-wound:\n      when: openWound and monthsSinceIsotretinoin < %isotretinoinWait\n      effect: defer\n      judgement: Our clinician wants it so.',
      '«our-wound:\n      when: openWound\n      effect: defer',
      'what it rests on',
      '`judgement: why`',
    ],
    [
      'a claim that does not exist',
      'judgement: Our clinician wants it so.',
      'cites: [«L-0001]',
      'There is no claim',
      'Did you mean `L-001`?',
    ],
    ['a word that is not known', 'parameters:', '«parameter:', 'not known here', 'Did you mean `parameters`?'],
  ])('%s', (_, from, to, message, fix) => {
    const marked = clinic.replace(from, () => to)
    const { overlay, problems } = compileOverlay(marked.replace('«', ''), protocol, 'clinic.overlay.yaml')
    const problem = problemAt(problems, 'clinic.overlay.yaml', marked)
    expect(overlay).toBeUndefined()
    expect(problem.message).toContain(message)
    expect(problem.fix).toContain(fix)
  })

  test('YAML that cannot be read', () => {
    const { problems } = compileOverlay('name: "x', protocol)
    expect(problems[0]).toMatchObject({ file: 'overlay.yaml', line: 1 })
  })
})
