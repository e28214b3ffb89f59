/** The verdict of a question that is answered with yes, no, or it depends. */
import type { Page } from './page.ts'

const shapes = { yes: ['✓', 'Yes', 'calm'], depends: ['◐', 'It depends', 'care'], no: ['✕', 'No', 'alarm'] } as const

export function printAnswer(answer: keyof typeof shapes, about: string, page: Page): void {
  const [mark, name, tone] = shapes[answer]
  page.blank()
  page.text(`${page.styled(tone, mark)} ${page.bold(page.styled(tone, name))}${about ? `: ${about}` : ''}`)
}

/** The shape of an answer, for lists. */
export const markOf = (answer: keyof typeof shapes): string => shapes[answer][0]
