/** Light or dark: as the device has it, or as somebody chose. `public/before-paint.js` reads the same key before the first paint. */
import { useSyncExternalStore } from 'react'

export const themes = ['device', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const themeKey = 'needlepoint.theme'

const listeners = new Set<() => void>()

export function theme(): Theme {
  const stored = read()
  return themes.find((each) => each === stored) ?? 'device'
}

export function setTheme(chosen: Theme): void {
  try {
    if (chosen === 'device') localStorage.removeItem(themeKey)
    else localStorage.setItem(themeKey, chosen)
  } catch {
    // A browser that keeps nothing shows the theme until the page is closed.
  }
  if (chosen === 'device') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
  for (const listener of listeners) listener()
}

export const useTheme = () => useSyncExternalStore(subscribe, theme)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): string | null {
  try {
    return localStorage.getItem(themeKey)
  } catch {
    return document.documentElement.dataset.theme ?? null
  }
}
