/**
 * Kleene's three-valued logic, as numbers so that conjunction is the minimum and disjunction the maximum.
 * What nobody has answered stays unknown: it can never turn into "no".
 */
export const FALSE = 0
export const UNKNOWN = 1
export const TRUE = 2
export type Truth = typeof FALSE | typeof UNKNOWN | typeof TRUE

export const not = (a: Truth): Truth => (2 - a) as Truth
export const and = (a: Truth, b: Truth): Truth => (a < b ? a : b)
export const or = (a: Truth, b: Truth): Truth => (a > b ? a : b)
/** Unlike `and` and `or`, one known side never decides an exclusive or. */
export const xor = (a: Truth, b: Truth): Truth => (a === UNKNOWN || b === UNKNOWN ? UNKNOWN : a === b ? FALSE : TRUE)
export const implies = (a: Truth, b: Truth): Truth => or(not(a), b)

export const truthOf = (value: boolean): Truth => (value ? TRUE : FALSE)
export const truthName = (truth: Truth): 'true' | 'false' | 'unknown' =>
  truth === TRUE ? 'true' : truth === FALSE ? 'false' : 'unknown'
