/** Activities whose names or nicknames begin like what is being typed. */
import { type Pathway, wordsFor } from '@needlepoint/pathway'

const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

/** Asked most, until something is typed. */
export const usual = [
  'makeup',
  'gym',
  'sunscreen',
  'wash-face',
  'sauna',
  'retinol',
  'swimming-pool',
  'alcohol-drink',
  'ibuprofen',
  'flight',
  'shaving',
  'hair-wash',
]

const mostRemembered = 6

/** The last questions, the newest first, each once. */
export const remember = (before: readonly string[], asked: string): readonly string[] =>
  [asked, ...before.filter((each) => plain(each) !== plain(asked))].slice(0, mostRemembered)

/** @param nameOf in the reader's language @returns ids, the best first */
export function suggest(
  { protocol }: Pathway,
  typed: string,
  nameOf: (id: string) => string,
  language: string,
  most = 6,
): string[] {
  const words = plain(typed)
  const { activities } = protocol.aftercare
  if (words === '') return usual.filter((id) => activities[id])
  const rank = (name: string) => {
    const at = plain(name)
    return at.startsWith(words)
      ? 0
      : at.split(/\s+/u).some((word) => word.startsWith(words))
        ? 1
        : at.includes(words)
          ? 2
          : 3
  }
  return Object.keys(activities)
    .map((id) => ({
      id,
      rank: Math.min(rank(nameOf(id)), ...wordsFor(protocol, id, language).map((word) => rank(word) + 0.5)),
    }))
    .filter((each) => each.rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ id }) => id)
}
