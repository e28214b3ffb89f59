/** While something loads: nothing for 300 ms, then the shape of what will come. */
import { t } from '../texts/shared.ts'
import css from './waiting.module.css'

/** @param lines how tall what comes will be; @param title with a heading above */
export function Skeleton({ lines = 4, title = false }: { readonly lines?: number; readonly title?: boolean }) {
  return (
    <div className={css.skeleton} role="status">
      <span className="hidden-from-eyes">{t('waiting.loading')}</span>
      {title && <span className={css.title} />}
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without content.
        <span key={at} className={css.line} />
      ))}
    </div>
  )
}
