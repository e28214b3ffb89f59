/** Which questions of a screening are open, for whom, and what is sent when somebody answers them. */
import type { Answers, Fact, ISODate, Pathway } from '@needlepoint/pathway'
import type { Role } from '../session.ts'

type Asked = Fact['askedOf']

/** Whose questions somebody may answer. The front desk writes down what the client says. */
export function mayAnswer(roles: readonly Role[], askedOf: Asked | undefined): boolean {
  if (askedOf === 'client')
    return roles.some((role) => role === 'clinician' || role === 'practitioner' || role === 'front-desk')
  if (askedOf === 'clinician') return roles.includes('clinician')
  return roles.some((role) => role === 'clinician' || role === 'practitioner')
}

/** In the order of the protocol, so that a question keeps its place while others are answered. */
export function inProtocolOrder({ protocol }: Pathway, ids: Iterable<string>): string[] {
  const wanted = new Set(ids)
  return Object.keys(protocol.facts).filter((id) => wanted.has(id))
}

/** What the device decides, in the short form that is stored beside the server's decision. */
export function inShort(pathway: Pathway, answers: Answers, day: ISODate) {
  const { decision, findings, protocol } = pathway.screen(answers, day)
  return { ...decision, rules: findings.map(({ rule }) => rule), protocol }
}
