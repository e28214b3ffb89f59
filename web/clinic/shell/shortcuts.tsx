/** Keys that work wherever nobody is typing: `/`, `g` and a letter, `?`. */
import { useNavigate } from '@tanstack/react-router'
import { Fragment, useEffect, useRef } from 'react'
import { Dialog } from '../../shared/components/dialog.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { openPalette } from './palette.tsx'
import { places } from './places.ts'
import css from './shell.module.css'

/** Milliseconds within which the letter follows the `g`. */
const patience = 1_500

export function useKeys(onHelp: () => void): void {
  const { clinicId, is } = useWork()
  const navigate = useNavigate()
  const latest = useRef({ clinicId, is, onHelp, navigate })
  latest.current = { clinicId, is, onHelp, navigate }
  useEffect(() => {
    let gAt = Number.NEGATIVE_INFINITY
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const now = latest.current
      const place = event.timeStamp - gAt < patience ? places.find(({ key }) => key === event.key) : undefined
      gAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (place && now.is(...place.roles)) void now.navigate({ to: place.to, params: { clinicId: now.clinicId } })
      else if (event.key === '/') openPalette()
      else if (event.key === '?') now.onHelp()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, dialog, [role=dialog]') !== null)
  )
}

export function Shortcuts({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { is } = useWork()
  const then = t('shortcuts.then')
  const lines = [
    { keys: ['/'], says: t('shortcuts.search') },
    ...places.filter(({ roles }) => is(...roles)).map(({ key, says }) => ({ keys: ['g', key], says: t(says) })),
    { keys: ['?'], says: t('shortcuts.help') },
  ]
  return (
    <Dialog open={open} onClose={onClose} title={t('shortcuts.title')}>
      <dl className={css.keys}>
        {lines.map(({ keys, says }) => (
          <Fragment key={says}>
            <dt>
              {keys.map((key, at) => (
                <Fragment key={key}>
                  {at > 0 && ` ${then} `}
                  <kbd className={css.key}>{key}</kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{says}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}
