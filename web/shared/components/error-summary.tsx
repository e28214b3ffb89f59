/** All that is wrong in a form, above it. It takes the focus, and each line leads to its field. */
import { useEffect, useRef } from 'react'
import type { FieldMessage } from '../api/explain.ts'
import { t } from '../texts/shared.ts'
import css from './error-summary.module.css'

/** @param messages a new array after each try, so that the focus comes back; empty shows nothing */
export function ErrorSummary({ messages }: { readonly messages: readonly FieldMessage[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (messages.length > 0) box.current?.focus()
  }, [messages])
  if (messages.length === 0) return null
  return (
    <div ref={box} className={css.summary} role="alert" tabIndex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{t('errorSummary.title', { count: messages.length })}</h2>
      <ul>
        {messages.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {field === '' ? (
              message
            ) : (
              <a
                href={`#${field}`}
                onClick={(event) => {
                  // Focus alone would leave the label above the edge of the window, and an address with # is the router's.
                  event.preventDefault()
                  const control = document.getElementById(field)
                  control?.focus({ preventScroll: true })
                  control?.closest('fieldset, div')?.scrollIntoView({ block: 'center' })
                }}
              >
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The message of one field. */
export const messageFor = (messages: readonly FieldMessage[], field: string) =>
  messages.find((each) => each.field === field)?.message
