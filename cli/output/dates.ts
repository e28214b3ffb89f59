/** Days and moments as people read them, in the client's zone and language. */
import type { Instant, ISODate, Zone } from '@needlepoint/pathway'

/** British order for English, since months as words cannot be mistaken: 21 November 2026. */
const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language)

const formats = new Map<string, Intl.DateTimeFormat>()
function format(language: string, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${language}/${key}`
  let made = formats.get(id)
  if (!made) {
    made = new Intl.DateTimeFormat(localeOf(language), options)
    formats.set(id, made)
  }
  return made
}

/** `21 November 2026`. */
export function longDate(date: ISODate, language: string): string {
  return format(language, 'date', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`))
}

/** `Mon 23 November 2026, 09:30`. */
export function longTime(instant: Instant, zone: Zone, language: string): string {
  const made = format(language, `time/${zone}`, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  })
  return made
    .format(Date.parse(instant))
    .replace(/,? at /, ', ')
    .replace(/^(\p{L}+), /u, '$1 ')
}
