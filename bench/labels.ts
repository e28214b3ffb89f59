/** How well the client's app reads the small print of a package. */
import { runNode } from './child.ts'
import type { Section } from './line.ts'

/** As `test/budgets/measure-labels.ts` prints it. */
interface Figures {
  readonly prints: readonly { readonly name: string; readonly names: number; readonly read: number }[]
}

export async function measureLabels(): Promise<Section> {
  const { output } = await runNode(['test/budgets/measure-labels.ts'])
  const { prints } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Figures
  const sum = (of: 'names' | 'read') => prints.reduce((all, each) => all + each[of], 0)
  return {
    heading: 'Reading the small print of packages',
    part: 'labels',
    lines: [
      { what: 'names read letter by letter, of all', measured: `${sum('read')} of ${sum('names')}` },
      ...prints.map(({ name, names, read }) => ({ what: `… ${name}`, measured: `${read} of ${names}` })),
    ],
    notes: [
      'Three lists of ingredients in each print, drawn by a browser and given to the page as a photo. Curved, shiny or crumpled packages are read less well: the text always stands in the field first, to be compared.',
    ],
  }
}
