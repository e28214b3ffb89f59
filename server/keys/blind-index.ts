/**
 * Finds a client by name, phone or e-mail although all three are encrypted: each is cut into tokens, and only keyed hashes of
 * the tokens are stored. Who reads the database learns at most that two clients share a token.
 */
import type { ClinicKeys } from './clinic-keys.ts'

export type SearchKind = 'name' | 'phone' | 'email'

export interface BlindToken {
  readonly kind: SearchKind
  readonly blind: Buffer
}

export interface Searchable {
  readonly name: string
  readonly phone?: string | null | undefined
  readonly email?: string | null | undefined
}

/** Beginnings of a word that find it, in letters. Longer words are told apart after decryption. */
const shortest = 2
const longest = 12
/** Local numbers are found by their end, whatever was written before it. */
const phoneEnd = 7

/** @returns what to store, without repeats */
export function indexTokens(keys: ClinicKeys, { name, phone, email }: Searchable): BlindToken[] {
  const tokens = [
    ...nameWords(name)
      .flatMap(beginnings)
      .map((token) => ['name', token] as const),
    ...(phone ? phoneTokens(phone).map((token) => ['phone', token] as const) : []),
    ...(email ? [['email', normaliseEmail(email)] as const] : []),
  ]
  const unique = new Map(tokens.map(([kind, token]) => [`${kind} ${token}`, { kind, blind: keys.hash(kind, token) }]))
  return [...unique.values()]
}

/**
 * @returns tokens that a client must all have; none when the text is too short to search for.
 * What is found is compared with the decrypted details before it is shown.
 */
export function searchTokens(keys: ClinicKeys, text: string): BlindToken[] {
  const trimmed = text.trim()
  if (trimmed.includes('@')) return [{ kind: 'email', blind: keys.hash('email', normaliseEmail(trimmed)) }]
  const phone = normalisePhone(trimmed)
  if (phone !== undefined) {
    const token = phone.startsWith('+') ? phone : phone.slice(-phoneEnd)
    return [{ kind: 'phone', blind: keys.hash('phone', token) }]
  }
  return nameWords(trimmed)
    .filter((word) => [...word].length >= shortest || isOneLetterWord(word))
    .map((word) => ({ kind: 'name', blind: keys.hash('name', [...word].slice(0, longest).join('')) }))
}

/** True when the decrypted name has, for each word that was typed, a word that begins with it. */
export function nameMatches(name: string, typed: string): boolean {
  const words = nameWords(name)
  return nameWords(typed).every((each) => words.some((word) => word.startsWith(each)))
}

/** `Zoë O’Brien-Łukasz` becomes `zoe obrien lukasz`. */
export function nameWords(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[łøđæœ]/g, (letter) => plain[letter] ?? letter)
    .replace(/['’`ʼ]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Letters that Unicode does not take apart. */
const plain: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe' }

function beginnings(word: string): string[] {
  const letters = [...word]
  const from = Math.min(shortest, letters.length)
  const to = Math.min(longest, letters.length)
  return Array.from({ length: to - from + 1 }, (_, i) => letters.slice(0, from + i).join(''))
}

/** A name such as 李 or Q is a word of one letter, and is found by it. */
function isOneLetterWord(word: string): boolean {
  return [...word].length === 1
}

export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase()
}

/** Nearly E.164: digits, with a + when the country's number is known. @returns undefined when it is no number */
export function normalisePhone(phone: string): string | undefined {
  const text = phone.normalize('NFKC').trim().replace(/\(0\)/g, '')
  if (!/^(\+|00)?[\d\s().\-/]+$/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  const [international, number] = text.startsWith('+')
    ? [true, digits]
    : digits.startsWith('00')
      ? [true, digits.slice(2)]
      : [false, digits]
  if (number.length < phoneEnd - 1 || number.length > 15) return undefined
  return international ? `+${number}` : number
}

function phoneTokens(phone: string): string[] {
  const number = normalisePhone(phone)
  return number === undefined ? [] : [number, number.replace('+', '').slice(-phoneEnd)]
}
