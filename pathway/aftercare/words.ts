/** How words and ingredient names are compared: case, accents, punctuation and spacing do not matter. */

const filler = new Set([
  'may',
  'can',
  'could',
  'i',
  'my',
  'the',
  'a',
  'an',
  'to',
  'go',
  'use',
  'do',
  'some',
  'now',
  'today',
  'tonight',
  'please',
  'is',
  'it',
  'ok',
  'okay',
  'on',
  'for',
  'again',
])

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()

/** What somebody asks about, without the words around it: “May I go to the gym?” becomes “gym”. */
export function normalize(words: string): string {
  const all = plain(words)
    .replaceAll(/['’]/g, '')
    .split(/[^\p{L}\p{N}%+]+/u)
    .filter(Boolean)
  const kept = all.filter((word) => !filler.has(word))
  return (kept.length > 0 ? kept : all).join(' ')
}

/** An ingredient's name without marks that labels add: asterisks, trademark signs, dots, spacing around hyphens. */
export function normalizeIngredient(name: string): string {
  return plain(name)
    .replaceAll(/[*†‡®™©°•·]/g, ' ')
    .replaceAll(/\s*([-/])\s*/g, '$1')
    .replaceAll(/[.,:;]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
