/** Rows of the same kind, set like a page of a book: text left, numbers right, the head stays, no cages. */
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import css from './table.module.css'

export interface Column<Item> {
  readonly id: string
  readonly title: ReactNode
  readonly cell: (item: Item) => ReactNode
  readonly numeric?: boolean
  /** Goes first where there is little room. */
  readonly minor?: boolean
}

export interface TableProps<Item> {
  /** What the rows are; said to screen readers, shown by the heading above. */
  readonly caption: string
  readonly columns: readonly Column<Item>[]
  readonly rows: readonly Item[]
  readonly keyOf: (item: Item) => string
  /** Shown in place of the rows when there are none. */
  readonly empty?: ReactNode
}

/** The first column names the row. To open one, put a link into it: `<Link className={rowLink}>` covers the whole row. */
export function Table<Item>({ caption, columns, rows, keyOf, empty }: TableProps<Item>) {
  if (rows.length === 0 && empty) return empty
  const classOf = ({ numeric, minor }: Column<Item>) => classNames(numeric && css.number, minor && css.minor)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard.
    <section className={css.frame} tabIndex={0} aria-label={caption}>
      <table className={css.table}>
        <caption className="hidden-from-eyes">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((item) => (
            <tr key={keyOf(item)}>
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={column.id} scope="row" className={classOf(column)}>
                    {column.cell(item)}
                  </th>
                ) : (
                  <td key={column.id} className={classOf(column)}>
                    {column.cell(item)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export const rowLink = css.rowLink ?? ''
