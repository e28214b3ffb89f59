/** How far along, as a row of dots: what is done is filled, where we are is larger. */
import css from './dots.module.css'

/** @param done how many are behind us @param label says the same in words: “Question 3 of about 12” */
export function Dots({
  done,
  total,
  label,
}: {
  readonly done: number
  readonly total: number
  readonly label: string
}) {
  return (
    <div className={css.dots}>
      <svg aria-hidden="true" viewBox={`0 0 ${total * 12} 12`} style={{ inlineSize: total * 12 }} height="12">
        {Array.from({ length: total }, (_, at) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place.
            key={at}
            cx={at * 12 + 6}
            cy="6"
            r={at === done ? 5 : 3}
            className={at <= done ? css.filled : css.open}
          />
        ))}
      </svg>
      <span>{label}</span>
    </div>
  )
}
