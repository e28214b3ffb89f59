/** One way of writing a value as JSON, so that equal values have equal hashes. Keys are sorted; undefined ones are left out. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    const entries = Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))
    // fromEntries would put keys that look like numbers first, in every order alike, and lose `__proto__`.
    return Object.assign(Object.create(null), Object.fromEntries(entries))
  })
}
