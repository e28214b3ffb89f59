/** A question with its answer: label above, hint below it, the error nearest to the answer. Nothing hides in a placeholder. */
import { type ComponentProps, type ReactNode, useId } from 'react'
import { t } from '../texts/shared.ts'
import css from './field.module.css'

interface FieldProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** In a sentence. */
  readonly error?: ReactNode
  readonly optional?: boolean
}

interface Wiring {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** Label, hint and error around any control. @param id where an error summary leads: the name of the field */
export function Field({
  id: given,
  label,
  hint,
  error,
  optional = false,
  children,
}: FieldProps & { readonly id?: string | undefined; readonly children: (wiring: Wiring) => ReactNode }) {
  const made = useId()
  const id = given ?? made
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={css.field} data-wrong={error ? true : undefined}>
      <label htmlFor={id} className={css.label}>
        {label}
        {optional && <span className={css.optional}> {t('field.optional')}</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
    </div>
  )
}

type Control<Of extends 'input' | 'textarea' | 'select'> = Omit<ComponentProps<Of>, 'id' | 'onChange' | 'value'> &
  FieldProps & {
    readonly id?: string
    readonly value: string
    readonly onChange: (value: string) => void
    /** About how many characters: the box is as long as its answer. */
    readonly chars?: number
  }

const widthOf = (chars: number | undefined) => (chars === undefined ? undefined : { maxInlineSize: `${chars + 4}ch` })

/** Text, e-mail, password, number, date: by `type`. Numbers stay text until they are read, so that nothing typed is lost. */
export function TextField({ label, hint, error, optional, id, onChange, chars, ...rest }: Control<'input'>) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      {(wiring) => (
        <input
          {...rest}
          {...wiring}
          className={css.control}
          style={widthOf(chars)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

export function TextArea({
  label,
  hint,
  error,
  optional,
  id,
  onChange,
  chars,
  rows = 4,
  ...rest
}: Control<'textarea'> & { readonly rows?: number }) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      {(wiring) => (
        <textarea
          {...rest}
          {...wiring}
          rows={rows}
          className={css.control}
          style={widthOf(chars)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

export interface Option {
  readonly value: string
  readonly label: string
}

/** For long lists. Up to seven options, `Choice` shows them all. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  id,
  onChange,
  chars,
  options,
  ...rest
}: Control<'select'> & { readonly options: readonly Option[] }) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      {(wiring) => (
        <select
          {...rest}
          {...wiring}
          className={css.control}
          style={widthOf(chars)}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
