/** What is asked: a calm check-in by a client, with every question answered, and the list of the day by staff. */
import type { Answers, Fact, Pathway, Triage } from '@needlepoint/pathway'
import { newId } from '@needlepoint/server/inside/ids.ts'
import type { Filled } from './fill.ts'
import type { Requests, Target } from './load.ts'
import { cookieOf, idOf, type Practice } from './names.ts'

/** The questions that we ask so many days after a session, with what most people answer. */
export function calmReport(pathway: Pathway, endedAt: number, day: number): Answers {
  const session = { at: new Date(endedAt).toISOString(), zone: 'Europe/Berlin' }
  const planned = pathway.checkInPlan(session).checkIns.find((checkIn) => checkIn.day === day)
  if (!planned) throw new Error(`No check-in is planned for day ${day}: choose another one to measure.`)
  return Object.fromEntries(planned.items.map((id) => [id, calm(pathway.protocol.facts[id] as Fact)]))
}

function calm({ kind, riskier, options = [], min = 0, max = 0 }: Fact): unknown {
  switch (kind) {
    case 'yes-no':
      return riskier === 'no'
    case 'one-of':
      return options[0]
    case 'any-of':
      return []
    case 'date':
    case 'text':
      return 'dont-know'
    default:
      return riskier === 'lower' ? max : min
  }
}

export interface CheckIns {
  readonly practice: Practice
  readonly filled: Filled
  /** Days after the session. */
  readonly day: number
  readonly report: Answers
  /** What the devices told. */
  readonly triage?: Triage
}

/** Check-ins of clients at random. @param client instead of somebody at random */
export function checkIns(
  { host, port }: Target,
  { practice, filled, day, report, triage }: CheckIns,
  client?: () => number,
): Requests {
  const count = practice.clinics * practice.clients
  const whose = client ?? (() => 1 + Math.floor(Math.random() * count))
  const cookies = Array.from({ length: count }, (_, i) => cookieOf('client', i + 1, filled.secret))
  const rest = JSON.stringify({
    reportedAt: new Date(filled.endedAt + day * 86_400_000).toISOString(),
    report,
    words: 'It feels a little tight, and the redness is nearly gone.',
    ...(triage ? { deviceTriage: inShort(triage) } : {}),
  }).slice(1)
  return () => {
    const n = whose()
    const clinicId = idOf('clinic', Math.ceil(n / practice.clients))
    const ids = { id: newId(Date.now()), clientId: idOf('client', n), sessionId: idOf('session', n) }
    const body = `${JSON.stringify(ids).slice(0, -1)},${rest}`
    return (
      `POST /api/clinics/${clinicId}/check-ins HTTP/1.1\r\nHost: ${host}:${port}\r\nOrigin: http://localhost:${port}\r\n` +
      `Cookie: ${cookies[n - 1]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    )
  }
}

const inShort = ({ level, atMost, final, findings, protocol }: Triage) => ({
  level,
  atMost,
  final,
  rules: findings.map(({ rule }) => rule),
  protocol,
})

/** The list of a clinic at random, as its practitioner sees it. */
export function todayLists({ host, port }: Target, { clinics }: Practice, { secret }: Filled): Requests {
  const requests = Array.from({ length: clinics }, (_, i) =>
    Buffer.from(
      `GET /api/clinics/${idOf('clinic', i + 1)}/check-ins/today HTTP/1.1\r\nHost: ${host}:${port}\r\n` +
        `Cookie: ${cookieOf('staff', i + 1, secret)}\r\n\r\n`,
    ),
  )
  return () => requests[Math.floor(Math.random() * clinics)] as Buffer
}
