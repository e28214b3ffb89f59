import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidInput } from '../facts/problem.ts'
import { longestLabel, readLabel } from './label.ts'

const names = (label: string) => readLabel(label).map(({ name }) => name)

describe('a label as people paste it', () => {
  test.each([
    ['Ingredients: Water/Aqua/Eau, Glycerin, Retinol', ['Water/Aqua/Eau', 'Glycerin', 'Retinol']],
    ['INGREDIENTS (INCI): Aqua; Glycerin; Parfum (Fragrance).', ['Aqua', 'Glycerin', 'Parfum (Fragrance)']],
    ['Aqua, 1,2-Hexanediol, Glycerin', ['Aqua', '1,2-Hexanediol', 'Glycerin']],
    ['Aqua,1,2-Hexanediol,Glycerin', ['Aqua', '1,2-Hexanediol', 'Glycerin']],
    ['Aqua\nGlycerin\r\nRetinol', ['Aqua', 'Glycerin', 'Retinol']],
    ['Aqua, Sodium\nHyaluronate, Tocopheryl-\nacetate', ['Aqua', 'Sodium Hyaluronate', 'Tocopheryl-acetate']],
    ['• Aqua\n• Glycerin', ['Aqua', 'Glycerin']],
    ['- Aqua\n- Glycerin', ['Aqua', 'Glycerin']],
    ['Inhaltsstoffe: Aqua | Glycerin', ['Aqua', 'Glycerin']],
    ['Active ingredient: Zinc Oxide 12%. Inactive ingredients: Water, Glycerin', ['Zinc Oxide', 'Water', 'Glycerin']],
    ['Aqua*, Glycerin**, Squalane®', ['Aqua', 'Glycerin', 'Squalane']],
    ['Aqua, aqua, AQUA', ['Aqua']],
    ['Water (Aqua, Glycerin, Retinol', ['Water', 'Aqua', 'Glycerin', 'Retinol']],
    ['Aqua, , ;, Glycerin,', ['Aqua', 'Glycerin']],
  ])('%s', (label, expected) => expect(names(label)).toEqual(expected))

  test('percentages belong to their ingredient, before or after it', () => {
    const percents = readLabel('Niacinamide 10%, 2% Salicylic Acid, Retinol (0,5 %), Glycolic Acid <5% w/w, Aqua')
    expect(percents.map(({ name, percent }) => [name, percent])).toEqual([
      ['Niacinamide', 10],
      ['Salicylic Acid', 2],
      ['Retinol', 0.5],
      ['Glycolic Acid', 5],
      ['Aqua', undefined],
    ])
  })

  test.each([
    'May contain: CI 77491',
    'may contain CI 77491',
    '[+/- CI 77491]',
    '+/-: CI 77491',
    'Peut contenir: CI 77491',
    '± CI 77491',
  ])('what may be in it is marked: %s', (tail) => {
    expect(readLabel(`Aqua, Glycerin, ${tail}`).map(({ name, mayContain }) => [name, mayContain])).toEqual([
      ['Aqua', false],
      ['Glycerin', false],
      ['CI 77491', true],
    ])
  })

  test('what stands in brackets is read too', () => {
    expect(readLabel('Tocopherol (Vitamin E)')[0]?.spellings).toEqual([
      'Tocopherol (Vitamin E)',
      'Tocopherol',
      'Vitamin E',
    ])
    for (const mixture of [
      'Glycerin (and) Retinol',
      'Glycerin & Retinol',
      'Glycerin and Retinol',
      'Glycerin (Retinol, Aqua)',
      'Glycerin (Aqua (Retinol, Papain), Squalane)',
    ]) {
      expect(names(mixture).slice(0, 1), mixture).toEqual(['Glycerin'])
      expect(names(mixture), mixture).toContain('Retinol')
    }
  })
})

describe('whatever is pasted', () => {
  const refused = (label: unknown) => {
    try {
      readLabel(label as string)
      return false
    } catch (error) {
      if (error instanceof InvalidInput) return error.problems.every(({ field }) => field === 'label')
      throw error
    }
  }
  test('nothing, and more than any label, is refused', () => {
    for (const wrong of ['', '  \n ', undefined, null, 5, 'x'.repeat(longestLabel + 1)])
      expect(refused(wrong)).toBe(true)
  })

  test('it is read, or refused, and never worse', () => {
    const pieces = fc.constantFrom(
      'Aqua',
      '1,2-Hexanediol',
      '(',
      ')',
      '[',
      ']',
      '/',
      ',',
      ';',
      '5%',
      '±',
      'may contain',
      '\n',
      '- ',
      '. ',
      '•',
      ' ',
      ':',
      'Ingredients:',
      '(and)',
      'ü',
      '酸',
    )
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 20 }).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(text, (label) => {
        if (refused(label)) return
        for (const { name, spellings } of readLabel(label)) {
          expect(name.trim()).toBe(name)
          expect(name).not.toBe('')
          expect(spellings[0]).toBe(name)
        }
      }),
      { numRuns: 3000 },
    )
  })

  // Each of these once took seconds to minutes: a label from a web page can hold thousands of spaces. A test that hangs fails.
  test.each([
    ['spaces', `Aqua, a${' '.repeat(19_000)}b`],
    ['tabs and line breaks', `Aqua, a${'\t\n'.repeat(9_000)}b`],
    ['open brackets', `Aqua, ${'('.repeat(19_000)}`],
    ['digits', `Aqua, ${'9'.repeat(19_000)}`],
    ['dots', `Aqua, ${'. '.repeat(9_500)}`],
    ['plus signs', `Aqua, ${'[ + '.repeat(4_500)}`],
    ['hyphens', `Aqua, ${'- '.repeat(9_500)}`],
  ])('thousands of %s do not keep anybody waiting', (_, label) => {
    expect(readLabel(label)[0]?.name).toBe('Aqua')
  })
})
