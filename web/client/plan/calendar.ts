/** A calendar file (RFC 5545) with instants in UTC: every program then shows the right hour, whatever it knows of zones. */

export interface CalendarEvent {
  /** The same event has the same id each time, so that a second import changes nothing. */
  readonly id: string
  /** A higher one takes the place of a lower one with the same id. */
  readonly sequence?: number
  readonly title: string
  readonly says: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly minutes: number
  /** Where. */
  readonly place?: string
  /** She is away then; a reminder alone keeps nobody’s time. */
  readonly busy?: boolean
  /** How long before it the calendar reminds her; at the moment itself when not given. */
  readonly remindMinutes?: number
  readonly cancelled?: boolean
}

export function writeCalendar(name: string, events: readonly CalendarEvent[], madeAt: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Needlepoint//Plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(({ id, sequence = 0, title, says, at, minutes, place, busy, remindMinutes = 0, cancelled }) => [
      'BEGIN:VEVENT',
      `UID:${id}@needlepoint`,
      `DTSTAMP:${stamp(madeAt)}`,
      `SEQUENCE:${sequence}`,
      `DTSTART:${stamp(at)}`,
      `DTEND:${stamp(at + minutes * 60_000)}`,
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(says)}`,
      ...(place ? [`LOCATION:${escaped(place)}`] : []),
      ...(cancelled ? ['STATUS:CANCELLED'] : []),
      `TRANSP:${busy && !cancelled ? 'OPAQUE' : 'TRANSPARENT'}`,
      // Nobody is reminded of what does not happen.
      ...(cancelled
        ? []
        : [
            'BEGIN:VALARM',
            'ACTION:DISPLAY',
            `TRIGGER:${remindMinutes > 0 ? `-PT${remindMinutes}M` : 'PT0S'}`,
            `DESCRIPTION:${escaped(title)}`,
            'END:VALARM',
          ]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

/** `20261121T080000Z` */
const stamp = (at: number) => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z`

const escaped = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll(/\r?\n/gu, '\\n')

/** No line is longer than 75 bytes, and none is cut within a letter. */
function fold(line: string): string {
  const bytes = new TextEncoder()
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const letter of line) {
    const length = bytes.encode(letter).length
    if (size + length > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
      size = 0
    }
    part += letter
    size += length
  }
  return [...parts, part].join('\r\n ')
}
