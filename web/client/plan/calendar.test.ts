import { readFileSync } from 'node:fs'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { writeCalendar } from './calendar.ts'
import { type Coming, eventsOf, nextSessionOf, nineOn, preparationFor } from './plan-events.ts'

const event = {
  id: 'prep-stop-retinoids',
  title: 'Stop retinol, tretinoin; and adapalene',
  says: 'They thin the top layer.\nSo needling hurts more.',
  at: Date.parse('2026-10-25T07:00:00Z'),
  minutes: 15,
}

test('a reminder comes at the right hour in every calendar, because it is written in UTC', () => {
  const file = writeCalendar('My plan', [event], 0)
  expect(file).toContain('\r\nDTSTART:20261025T070000Z\r\nDTEND:20261025T071500Z\r\n')
  expect(file).not.toMatch(/TZID|VTIMEZONE/)
})

test('commas, semicolons and lines of a sentence do not break the file', () => {
  const file = writeCalendar('My plan', [event], 0)
  expect(file).toContain('SUMMARY:Stop retinol\\, tretinoin\\; and adapalene\r\n')
  expect(file).toContain('thin the top layer.\\nSo needling')
})

test('long sentences are folded at 75 bytes, and no letter is cut', () => {
  const says = 'Über die Nadelung: '.repeat(12)
  const lines = writeCalendar('x', [{ ...event, says }], 0).split('\r\n')
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(lines.join('\n').replaceAll('\n ', '')).toContain(`DESCRIPTION:${says}`)
})

test('importing the plan twice changes nothing: the ids stay', () => {
  const ids = (file: string) => [...file.matchAll(/^UID:.+$/gmu)].map(([line]) => line)
  expect(ids(writeCalendar('x', [event], 1))).toEqual(ids(writeCalendar('x', [event], 2)))
})

test('an appointment that was moved takes the place of the old one, and one that is off says so', () => {
  const visit = {
    ...event,
    id: 'appointment-1',
    place: 'Room 2, upstairs',
    busy: true,
    remindMinutes: 1440,
    sequence: 2,
  }
  const file = writeCalendar('Appointments', [visit], 0)
  expect(file).toContain('LOCATION:Room 2\\, upstairs\r\n')
  expect(file).toContain('SEQUENCE:2\r\n')
  expect(file).toContain('TRANSP:OPAQUE\r\n')
  expect(file).toContain('TRIGGER:-PT1440M\r\n')
  const off = writeCalendar('Appointments', [{ ...visit, cancelled: true }], 0)
  expect(off).toContain('STATUS:CANCELLED\r\n')
  expect(off).toContain('TRANSP:TRANSPARENT\r\n')
  expect(off).not.toContain('VALARM')
})

test('what is at half past nine in Berlin is at the same moment in a calendar in Tokyo, on both sides of a change of the clock', () => {
  // 29 March 2031 is the day before the clocks go forward in Berlin.
  const at = (instant: string) => writeCalendar('x', [{ ...event, at: Date.parse(instant) }], 0)
  expect(at('2031-03-29T09:30:00+01:00')).toContain('DTSTART:20310329T083000Z')
  expect(at('2031-03-30T09:30:00+02:00')).toContain('DTSTART:20310330T073000Z')
})

describe('a calendar program reads', () => {
  const pathway = loadProtocol(
    JSON.parse(readFileSync(new URL('../../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
  )
  const answers = { goals: ['acneScars'], areas: ['cheeks'], deviceClass: 'pen' }
  const texts = {
    preparation: 'Before your session; read, please',
    session: (number: number) => `Session ${number}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    checkIn: 'Check in',
  }
  const coming = (more: Partial<Coming> = {}): Coming => ({
    clientId: '01932f5e-7c1a-7b3e-9a52-000000000002',
    planned: pathway.plan(answers, '2026-09-21', '2026-10-27'),
    madeAt: '2026-09-21T09:00:00Z',
    zone: 'Europe/Berlin',
    today: '2026-09-21',
    done: [],
    checkIns: [],
    ...more,
  })
  const read = (file: string) =>
    new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  const clock = (at: number, zone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at)

  test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Sao_Paulo'])(
    'every reminder at nine in the morning in %s, on both sides of a change of the clocks, with an alarm',
    (zone) => {
      for (const start of ['2026-10-27', '2026-11-03', '2027-03-30', '2027-04-06']) {
        const planned = pathway.plan(answers, '2026-09-21', start)
        const events = eventsOf(coming({ zone, planned }), texts)
        const found = read(writeCalendar('My plan', events, 0))
        expect(found.length).toBe(events.length)
        expect(found.length).toBeGreaterThan(5)
        for (const event of found) {
          expect(event.startDate.zone).toBe(ICAL.Timezone.utcTimezone)
          expect(clock(event.startDate.toJSDate().getTime(), zone)).toBe('09:00')
          const [alarm] = event.component.getAllSubcomponents('valarm')
          expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY')
          expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('PT0S')
        }
      }
    },
  )

  test('each sentence as it was written, with its commas and lines', () => {
    const events = eventsOf(coming(), texts)
    const found = read(writeCalendar('My plan', events, 0))
    expect(found.map(({ summary }) => summary)).toEqual(events.map(({ title }) => title))
    expect(found.map(({ description }) => description)).toEqual(events.map(({ says }) => says))
  })

  test('a newer plan in place of the older one, and nobody else’s in place of hers', () => {
    const ids = (of: Partial<Coming>) => eventsOf(coming(of), texts).map(({ id }) => id)
    const moved = { planned: pathway.plan(answers, '2026-09-21', '2026-11-10'), madeAt: '2026-09-22T09:00:00Z' }
    expect(ids(moved)).toEqual(ids({}))
    const [before] = eventsOf(coming(), texts)
    const [after] = eventsOf(coming(moved), texts)
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY)
    const theirs = ids({ clientId: '01932f5e-7c1a-7b3e-9a52-000000000003' })
    expect(theirs.filter((id) => ids({}).includes(id))).toEqual([])
  })

  test('after a session what to do before the next one, counted from when that one may be', () => {
    const done = [{ endedAt: '2026-10-27T10:00:00Z', zone: 'Europe/Berlin' }]
    const { planned } = coming()
    const next = nextSessionOf(planned, done) ?? ''
    expect(next > '2026-11-20').toBe(true)
    const first = preparationFor(planned, planned.start ?? '')
    const again = preparationFor(planned, next)
    const before = (from: string, session: string) =>
      Math.round((nineOn(session, 'UTC') - nineOn(from, 'UTC')) / 86_400_000)
    expect(again.map(({ from }) => before(from, next))).toEqual(
      first.map(({ from }) => before(from, planned.start ?? '')),
    )
    const events = eventsOf(coming({ done, today: '2026-10-28' }), texts)
    expect(events.filter(({ title }) => title === 'Session 1')).toEqual([])
    expect(events.find(({ title }) => title === 'Session 2')?.at).toBe(nineOn(next, 'Europe/Berlin'))
  })

  test('nothing of a course that is done', () => {
    const { planned } = coming()
    const most = planned.courses[0]?.sessions.to ?? 0
    const done = Array.from({ length: most }, () => ({ endedAt: '2027-03-01T10:00:00Z', zone: 'Europe/Berlin' }))
    expect(eventsOf(coming({ done, today: '2027-03-02' }), texts)).toEqual([])
  })
})
