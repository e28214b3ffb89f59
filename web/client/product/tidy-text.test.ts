import { expect, test } from 'vitest'
import { tidyText } from './tidy-text.ts'

test.each([
  ['INGREDIENTS: AQUA, GLYCERIN,\nNIACINAMIDE, PEG-\n40 STEARATE', 'AQUA, GLYCERIN, NIACINAMIDE, PEG-40 STEARATE'],
  ['Aqua, Gly-\ncerin, Sodium\nHyaluronate', 'Aqua, Glycerin, Sodium Hyaluronate'],
  ['Soothing Cream 50 ml\nInhaltsstoffe (INCI): Aqua,\n\n  Panthenol .', 'Aqua, Panthenol.'],
  ['Aqua\nGlycerin\nRetinol', 'Aqua\nGlycerin\nRetinol'],
  ['~ .\nAqua, |sohexadecane\n_--', 'Aqua, Isohexadecane'],
  ['', ''],
  ['\n\n ;; \n', ''],
])('%j becomes %j', (read, list) => {
  expect(tidyText(read)).toBe(list)
})

test('ten thousand characters of nonsense come back as text, at once', () => {
  const nonsense = Array.from({ length: 10_000 }, (_, at) => String.fromCharCode(33 + ((at * 7919) % 94))).join('')
  expect(tidyText(nonsense).length).toBeLessThanOrEqual(10_000)
  expect(tidyText('ingredient '.repeat(2000)).length).toBeLessThan(22_000)
})
