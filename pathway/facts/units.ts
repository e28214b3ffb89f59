/** Units that answers may come in. Only exact conversions: a month is no fixed number of weeks. */

const words: Readonly<Record<string, string>> = {
  year: 'a',
  years: 'a',
  y: 'a',
  month: 'mo',
  months: 'mo',
  week: 'wk',
  weeks: 'wk',
  w: 'wk',
  day: 'd',
  days: 'd',
  hour: 'h',
  hours: 'h',
  minute: 'min',
  minutes: 'min',
  '°c': 'Cel',
  c: 'Cel',
  celsius: 'Cel',
  '°f': '[degF]',
  f: '[degF]',
  fahrenheit: '[degF]',
  lb: '[lb_av]',
  lbs: '[lb_av]',
  pound: '[lb_av]',
  pounds: '[lb_av]',
  in: '[in_i]',
  inch: '[in_i]',
  inches: '[in_i]',
  percent: '%',
  'cm²': 'cm2',
  gram: 'g',
  grams: 'g',
  usd: 'USD',
  dollars: 'USD',
}

/** Unit → base unit, factor and offset: base = value × factor + offset. */
const conversions: Readonly<Record<string, readonly [base: string, factor: number, offset: number]>> = {
  min: ['min', 1, 0],
  h: ['min', 60, 0],
  d: ['min', 1440, 0],
  wk: ['min', 10080, 0],
  mo: ['mo', 1, 0],
  a: ['mo', 12, 0],
  mm: ['mm', 1, 0],
  cm: ['mm', 10, 0],
  '[in_i]': ['mm', 25.4, 0],
  um: ['mm', 0.001, 0],
  mg: ['mg', 1, 0],
  g: ['mg', 1000, 0],
  kg: ['mg', 1e6, 0],
  '[lb_av]': ['mg', 453592.37, 0],
  Cel: ['Cel', 1, 0],
  '[degF]': ['Cel', 5 / 9, -160 / 9],
}

/** The unit's code, whether typed as a code or as a word. */
export function unitCode(typed: string): string {
  return conversions[typed] ? typed : (words[typed.toLowerCase()] ?? typed)
}

/** Converts exactly between units of one kind; undefined when they measure different things. */
export function convert(value: number, from: string, to: string): number | undefined {
  const unit = unitCode(from)
  if (unit === to) return value
  const [source, target] = [conversions[unit], conversions[to]]
  if (!source || !target || source[0] !== target[0]) return undefined
  // Rounded to the precision anybody could have meant, so that 98.6 °F is 37 °C and not 36.99999999999999.
  return Number(((value * source[1] + source[2] - target[2]) / target[1]).toPrecision(12))
}
