/** Numbers as people type them. */

/** `70,5` and `70.5`; undefined for what is no number. */
export function readNumber(typed: string): number | undefined {
  const plain = typed.trim().replace(',', '.')
  return /^[+-]?\d+(\.\d+)?$/u.test(plain) ? Number(plain) : undefined
}
