/** Numbers, days and lengths of time, in the units that people use. */
import { addToDate, type Fact, type ISODate, parseDate, printDate as printISO } from '@needlepoint/pathway'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { SelectField, TextField } from '../../shared/components/field.tsx'
import { printDate } from '../../shared/format/format.ts'
import { locale } from '../../shared/texts/languages.ts'
import { t } from '../texts.ts'
import css from './questions.module.css'
import { readNumber } from './read-number.ts'
import { unitsFor } from './units.ts'

export interface Typed {
  readonly text: string
  readonly unit: string
  /** A length of time, for who does not know the day. */
  readonly rough: string
  readonly roughUnit: RoughUnit
}
type RoughUnit = 'd' | 'wk' | 'mo' | 'a'
const roughUnits = ['d', 'wk', 'mo', 'a'] as const

export function emptyTyped(fact: Fact, before: unknown): Typed {
  const units = unitsFor(fact.unit, locale())
  const given = typeof before === 'object' && before !== null && 'value' in before ? before : { value: before }
  const text =
    typeof given.value === 'number' || (typeof given.value === 'string' && given.value !== 'dont-know')
      ? String(given.value)
      : ''
  const unit = 'unit' in given && typeof given.unit === 'string' ? given.unit : text === '' ? units[0]?.code : fact.unit
  return { text, unit: unit ?? '', rough: '', roughUnit: 'wk' }
}

/** @returns the answer as the engine reads it, or what is wrong with it in a sentence */
export function readTyped(
  fact: Fact,
  typed: Typed,
  today: ISODate,
): { readonly answer: unknown } | { readonly problem: string } {
  if (fact.kind === 'number') {
    const value = readNumber(typed.text)
    if (value === undefined) return { problem: t('question.number') }
    if (typed.unit && typed.unit !== fact.unit) return { answer: { value, unit: typed.unit } }
    const { min = -Infinity, max = Infinity } = fact
    return value < min || value > max ? { problem: t('question.range', { min, max }) } : { answer: value }
  }
  const date = typed.text || dayOf(fact, typed, today)
  if (!date || !parseDate(date)) return { problem: t('question.date') }
  if (fact.kind === 'elapsed' && date > today) return { problem: t('question.notPast') }
  if (fact.kind === 'upcoming' && date < today) return { problem: t('question.notAhead') }
  return { answer: date }
}

/** The day that a length of time leads to; undefined while nothing readable was typed. */
function dayOf({ kind }: Fact, { rough, roughUnit }: Typed, today: ISODate): ISODate | undefined {
  const amount = readNumber(rough)
  const from = parseDate(today)
  if (amount === undefined || amount < 0 || amount > 1200 || !from) return undefined
  return printISO(addToDate(from, kind === 'upcoming' ? amount : -amount, roughUnit))
}

export interface TypedAnswerProps {
  readonly id: string
  readonly fact: Fact
  readonly label: string
  readonly hint: string
  readonly day: ISODate
  readonly typed: Typed
  readonly onChange: (typed: Typed) => void
  readonly error: string | undefined
}

export function TypedAnswer({ id, fact, label, hint, day, typed, onChange, error }: TypedAnswerProps) {
  if (fact.kind === 'number') {
    const units = unitsFor(fact.unit, locale())
    const field = (
      <TextField
        id={id}
        label={
          <span className={units.length > 0 ? undefined : 'hidden-from-eyes'}>
            {units.length > 0 ? t('question.amount') : label}
          </span>
        }
        hint={hint}
        error={error}
        inputMode="decimal"
        autoComplete="off"
        chars={8}
        value={typed.text}
        onChange={(text) => onChange({ ...typed, text })}
      />
    )
    if (units.length === 0) return field
    return (
      <div className={css.half}>
        {field}
        <SelectField
          label={t('question.unit')}
          value={typed.unit}
          onChange={(unit) => onChange({ ...typed, unit })}
          options={units.map(({ code, key }) => ({ value: code, label: t(`unit.${key}`) }))}
        />
      </div>
    )
  }
  const rough = typed.text === '' ? dayOf(fact, typed, day) : undefined
  return (
    <>
      <TextField
        id={id}
        type="date"
        label={t('question.day')}
        hint={hint || t('question.dayHint')}
        error={error}
        chars={14}
        {...(fact.kind === 'upcoming' ? { min: day } : { max: day })}
        value={typed.text}
        onChange={(text) => onChange({ ...typed, text })}
      />
      <Disclosure summary={t('question.rough')}>
        <div className={css.half}>
          <TextField
            label={fact.kind === 'upcoming' ? t('question.in') : t('question.ago')}
            inputMode="numeric"
            autoComplete="off"
            value={typed.rough}
            onChange={(text) => onChange({ ...typed, rough: text, text: '' })}
          />
          <SelectField
            label={t('question.unit')}
            value={typed.roughUnit}
            onChange={(unit) => onChange({ ...typed, roughUnit: unit as RoughUnit, text: '' })}
            options={roughUnits.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
          />
        </div>
        <p role="status">{rough ? t('question.thatIs', { date: printDate(rough, 'full') }) : ''}</p>
      </Disclosure>
    </>
  )
}
