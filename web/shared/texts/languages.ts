/** Languages that the pages speak, and which one somebody reads. */
import { useSyncExternalStore } from 'react'

/** Each in its own words. A language is added with its folder in `texts/` and a line here. */
export const languageNames = { en: 'English', de: 'Deutsch', es: 'Español' } as const
export type Language = keyof typeof languageNames
export const languages = Object.keys(languageNames) as Language[]
const key = 'needlepoint.language'

let current: Language | undefined
const listeners = new Set<() => void>()

/** What was chosen on this device, else the first that the browser asks for, else English. */
export function chosenLanguage(): Language {
  current ??= [stored(), ...navigator.languages]
    .map((wanted) => languages.find((each) => each === wanted?.split('-')[0]))
    .find((each) => each !== undefined)
  return current ?? 'en'
}

/** For dates and numbers: the browser's own region where its language is the one that is read. */
export function locale(): string {
  const language = chosenLanguage()
  return navigator.languages.find((each) => each.split('-')[0] === language && isTag(each)) ?? language
}

/** Some systems hand on what no browser should: `en-US@posix`. */
function isTag(text: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length > 0
  } catch {
    return false
  }
}

export function keepLanguage(language: Language): void {
  current = language
  try {
    localStorage.setItem(key, language)
  } catch {
    // It holds until the page is closed.
  }
  for (const listener of listeners) listener()
}

/** Where the texts of the chosen one did not come: until the page is closed. What was chosen stays chosen. */
export function readMeanwhile(language: Language): void {
  current = language
}

export const directionOf = (language: string) => (/^(ar|fa|he|ur)$/.test(language) ? 'rtl' : 'ltr')

export const useLanguage = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, chosenLanguage)

function stored(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}
