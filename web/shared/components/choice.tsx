/** A question whose answers are all in sight: one of them, or as many as apply. Native radios and checkboxes, with room for a thumb. */
import { Fragment, type ReactNode, useId } from 'react'
import css from './choice.module.css'
import fieldCss from './field.module.css'

export interface ChoiceOption<Value extends string = string> {
  readonly value: Value
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** Set apart below the others: “I do not know”. Chosen among many, it takes the others out. */
  readonly apart?: boolean
  /** Heading of the options that follow one another under it. */
  readonly group?: { readonly id: string; readonly title: ReactNode }
}

interface Common<Value extends string> {
  /** Where an error summary leads. */
  readonly id?: string
  readonly legend: ReactNode
  /** The question is the page's title already, and is said to screen readers alone. */
  readonly legendHidden?: boolean
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly options: readonly ChoiceOption<Value>[]
  /** Side by side: for two or three short answers. */
  readonly inline?: boolean
}

interface One<Value extends string> extends Common<Value> {
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
}
interface Many<Value extends string> extends Common<Value> {
  readonly values: readonly Value[]
  readonly onChange: (values: Value[]) => void
}

/** One answer. */
export function Choice<Value extends string>({ value, onChange, ...rest }: One<Value>) {
  return <Group {...rest} type="radio" isChosen={(each) => each === value} choose={(each) => onChange(each.value)} />
}

/** Any number of answers. */
export function ManyChoice<Value extends string>({ values, onChange, ...rest }: Many<Value>) {
  const apart = new Set(rest.options.filter((option) => option.apart).map((option) => option.value))
  return (
    <Group
      {...rest}
      type="checkbox"
      isChosen={(each) => values.includes(each)}
      choose={({ value, apart: alone }) => {
        if (values.includes(value)) onChange(values.filter((each) => each !== value))
        else onChange(alone ? [value] : [...values.filter((each) => !apart.has(each)), value])
      }}
    />
  )
}

function Group<Value extends string>({
  id: given,
  legend,
  legendHidden,
  hint,
  error,
  options,
  inline,
  type,
  isChosen,
  choose,
}: Common<Value> & {
  readonly type: 'radio' | 'checkbox'
  readonly isChosen: (value: Value) => boolean
  readonly choose: (option: ChoiceOption<Value>) => void
}) {
  const made = useId()
  const id = given ?? made
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset
      className={fieldCss.field}
      data-wrong={error ? true : undefined}
      aria-describedby={described || undefined}
    >
      <legend className={legendHidden ? 'hidden-from-eyes' : fieldCss.label}>{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} className={fieldCss.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={fieldCss.error}>
          {error}
        </p>
      )}
      <div className={inline ? css.inline : css.list}>
        {options.map((option, index) => (
          <Fragment key={option.value}>
            {option.group && option.group.id !== options[index - 1]?.group?.id && (
              <div className={css.group}>{option.group.title}</div>
            )}
            <label className={`${css.option} ${option.apart ? css.apart : ''}`}>
              <input
                // The first carries the name that an error summary leads to.
                id={index === 0 ? id : undefined}
                type={type}
                name={id}
                value={option.value}
                checked={isChosen(option.value)}
                onChange={() => choose(option)}
              />
              <span>
                {option.label}
                {option.hint && <span className={css.hint}>{option.hint}</span>}
              </span>
            </label>
          </Fragment>
        ))}
      </div>
    </fieldset>
  )
}
