/** The command palette: every place and action by a few letters. Pages add their own with `useCommands`. */
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/Input.css'
import '@mantine/core/styles/Paper.css'
import '@mantine/spotlight/styles.css'
import './palette.css'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { lock } from '../session.ts'
import { signOut } from '../sign-out.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { places } from './places.ts'

export interface Command {
  readonly id: string
  readonly label: string
  readonly description?: string
  /** Other words that find it. */
  readonly keywords?: string[]
  readonly onClick: () => void
}

export const openPalette = () => spotlight.open()

let added: readonly Command[] = []
const listeners = new Set<() => void>()
const set = (commands: readonly Command[]) => {
  added = commands
  for (const listener of listeners) listener()
}

/** Adds commands while a page is open. Give it the same array, or memoise it. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    set([...added, ...commands])
    return () => set(added.filter((each) => !commands.includes(each)))
  }, [commands])
}

export function CommandPalette({ onHelp }: { readonly onHelp: () => void }) {
  const { clinicId, is } = useWork()
  const navigate = useNavigate()
  const ofPages = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => added,
  )
  return (
    <Spotlight
      // `/` is ours: it must not open the palette while somebody types.
      shortcut="mod + K"
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={400}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('nav.search') }}
      actions={[
        {
          group: t('palette.pages'),
          actions: places
            .filter(({ roles }) => is(...roles))
            .map(({ to, text }) => ({
              id: to,
              label: t(text),
              onClick: () => void navigate({ to, params: { clinicId } }),
            })),
        },
        {
          group: t('palette.actions'),
          actions: [
            ...ofPages.map((command) => ({ ...command })),
            {
              id: 'account',
              label: t('account.title'),
              onClick: () => void navigate({ to: '/clinic/$clinicId/account', params: { clinicId } }),
            },
            { id: 'help', label: t('nav.shortcuts'), onClick: onHelp },
            { id: 'lock', label: t('nav.lock'), onClick: lock },
            { id: 'sign-out', label: t('nav.signOut'), onClick: () => void signOut() },
          ],
        },
      ]}
    />
  )
}
