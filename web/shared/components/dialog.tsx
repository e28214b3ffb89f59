/** What has to be answered before anything else. Native: the rest of the page is out of reach, Escape closes, the focus returns. */
import { type ReactNode, useEffect, useId, useRef } from 'react'
import css from './dialog.module.css'

export function Dialog({
  open,
  onClose,
  title,
  children,
}: {
  readonly open: boolean
  /** Left out where it must be answered: then Escape does nothing. */
  readonly onClose?: () => void
  readonly title: ReactNode
  readonly children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open) dialog.current?.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same.
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose?.()
      }}
    >
      {open && (
        <div className={css.body}>
          <h2 id={id}>{title}</h2>
          {children}
        </div>
      )}
    </dialog>
  )
}
