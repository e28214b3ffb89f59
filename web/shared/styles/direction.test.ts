/** The pages are read from the right too, once somebody adds a language that is: no style may know left from right. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { directionOf } from '../texts/languages.ts'

const web = join(import.meta.dirname, '..', '..')
const sheets = ['client', 'clinic', 'guide', 'shared'].flatMap((folder) =>
  readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css'))
    .map((path) => join(folder, path)),
)
const withoutComments = (css: string) => css.replaceAll(/\/\*[\s\S]*?\*\//g, (found) => found.replaceAll(/[^\n]/g, ' '))

/** Of a sheet: lines that say left or right where a logical property would say start or end. */
function sides(css: string): string[] {
  return withoutComments(css)
    .split('\n')
    .flatMap((line, at) => {
      const bare = line
        // What the device's edge takes is left and right in every language; both are used alike.
        .replaceAll(/env\(safe-area-inset-(left|right)\)/g, '')
      const sided =
        /(?<![\w])(left|right)(?![\w])|translateX\(|(?:margin|padding|inset):\s*\S+\s+\S+\s+\S+\s+\S+\s*;/.exec(bare)
      if (!sided) return []
      const four = /(?:margin|padding|inset):\s*(.+);/.exec(line)?.[1]
      // Four values are right where the two of the sides are the same.
      if (four && !/\b(left|right)\b|translateX/.test(bare)) {
        const [, end, , start] = four.split(/\s+(?![^(]*\))/)
        if (end === start) return []
      }
      return [`${at + 1}: ${line.trim()}`]
    })
}

test('every sheet says start and end, never left and right', () => {
  expect(sheets.length).toBeGreaterThan(30)
  const found = sheets.map((path): [string, string[]] => [path, sides(readFileSync(join(web, path), 'utf8'))])
  expect(found.filter(([, lines]) => lines.length > 0)).toEqual([])
})

test('what it looks for is found', () => {
  for (const line of [
    'margin-left: 4px;',
    'text-align: right;',
    'left: 0;',
    'border-top-left-radius: 2px;',
    'transform: translateX(4px);',
    'padding: 0 1px 0 2px;',
  ])
    expect([line, sides(line).length]).toEqual([line, 1])
  for (const line of ['margin-inline-start: 4px;', 'text-align: end;', 'padding: 0 1px 2px 1px;', '/* on the left */'])
    expect([line, sides(line)]).toEqual([line, []])
})

test('a language that is read from the right turns the page', () => {
  expect(['en', 'de', 'es', 'ar', 'he', 'fa', 'ur'].map(directionOf)).toEqual([
    'ltr',
    'ltr',
    'ltr',
    'rtl',
    'rtl',
    'rtl',
    'rtl',
  ])
})
