/** A button that opens the form below it, and gives the focus back when it is done. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { Row } from '../../shared/components/page.tsx'
import css from './practice.module.css'

export function Adding({
  label,
  children,
}: {
  readonly label: string
  readonly children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
  }, [open])
  if (!open)
    return (
      <Row>
        <Button kind="primary" onClick={() => setOpen(true)}>
          {label}
        </Button>
      </Row>
    )
  return (
    <section ref={form} className={css.form} aria-label={label}>
      {children(() => setOpen(false))}
    </section>
  )
}
