import { expect, test } from 'vitest'
import { joinPages, type PageOf } from './pages.ts'

const page = (ids: string, next: string | null) => ({ items: [...ids].map((id) => ({ id })), next })
const shown = ({ items, next }: PageOf<{ readonly id: string }>) => [items.map(({ id }) => id).join(''), next]

test('while nobody asked for more there is the first page', () => {
  expect(shown(joinPages(page('abc', 'c'), undefined))).toEqual(['abc', 'c'])
})

test('a message that comes while she reads old ones pushes none out of sight', () => {
  expect(shown(joinPages(page('nab', 'b'), page('abcdef', 'f')))).toEqual(['nabcdef', 'f'])
})

test('at the end there is nothing more, however often the first page is read again', () => {
  expect(shown(joinPages(page('abc', 'c'), page('abcde', null)))).toEqual(['abcde', null])
})

test('after more than a page has come she goes on from there, and nothing is left out unseen', () => {
  expect(shown(joinPages(page('xyz', 'z'), page('abcdef', 'f')))).toEqual(['xyz', 'z'])
})

test('what was taken off the first page is not shown any more', () => {
  expect(shown(joinPages(page('acd', 'd'), page('abcdef', 'f')))).toEqual(['acdef', 'f'])
})

test('an empty list stays empty', () => {
  expect(shown(joinPages(page('', null), page('', null)))).toEqual(['', null])
})
