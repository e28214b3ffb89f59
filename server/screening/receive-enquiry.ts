/**
 * Somebody who screened herself sends a clinic her answers. Nobody knows who it is, so little is taken from one network, no end
 * of it by nobody, and nothing that a client could not have answered.
 */
import type { EnquiryPlace, InputOf, OutputOf } from '@needlepoint/contract'
import { dateAt } from '@needlepoint/pathway'
import { lockClinic } from '../accounts/lock-clinic.ts'
import { ageOfMajority } from '../accounts/majority.ts'
import { staffEmails } from '../accounts/staff-emails.ts'
import { decideOn, refuseBlank, refuseOthersAnswers } from '../answers.ts'
import { audit } from '../audit/audit.ts'
import type { Actor, Context } from '../context.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { sendLater } from '../mail/queue.ts'
import { readClinic } from '../practice/clinics.ts'
import { inForce, listOverlayVersions, readOverlay } from '../practice/overlays.ts'
import { addEnquiry, countEnquiries, enquiryLasts, findEnquiry, isDoorOpen } from './enquiries.ts'

/** Own judgement, all of them: a family behind one address still gets through, a flood does not. */
const mostFromOneNetwork = { count: 5, seconds: 3_600 }
const mostInADay = 200
const mostWaiting = 1_000
/** Bytes. */
const mostBytes = 65_536

/** Answers as a client would; she is none yet. */
const visitor: Actor = { kind: 'client', id: '', clientId: '', guardian: false }

/** @throws problems.notFound where the clinic takes none */
export async function showPlace(context: Context): Promise<EnquiryPlace> {
  if (!(await isDoorOpen(context))) throw problems.notFound('clinic')
  const { clinicId, pathway } = context
  const { name, zone, language, phone, email, emergency_number } = await readClinic(context)
  return {
    clinicId,
    name,
    zone,
    language,
    phone,
    email,
    emergencyNumber: emergency_number,
    keepsDays: enquiryLasts / 86_400_000,
    protocol: pathway.hash,
    overlay: await overlayOf(context),
  }
}

async function overlayOf({ tx, clinicId, today }: Context): Promise<EnquiryPlace['overlay']> {
  const version = inForce(await listOverlayVersions(tx, clinicId), today)
  return ((version && (await readOverlay(tx, clinicId, version.id)))?.document ?? null) as EnquiryPlace['overlay']
}

/**
 * @param address of the network that it comes from
 * @throws problems.notFound, problems.notYet, problems.idTaken, problems.tooLarge, problems.tooManyRequests;
 *   problems.stepMissing for somebody who is not of age; problems.invalidFields
 */
export async function receiveEnquiry(
  context: Context,
  { body }: InputOf<'enquiry.send'>,
  address: string,
): Promise<OutputOf<'enquiry.send'>> {
  const { tx, clinicId, keys, now, pathway } = context
  if (!(await isDoorOpen(context))) throw problems.notFound('clinic')
  const { id, ...content } = body
  const fingerprint = keys.fingerprint(body)
  // Two that come at the same moment are counted one after the other.
  await lockClinic(tx, clinicId)
  const before = await sentBefore(tx, 'enquiries', { clinicId, id, fingerprint })
  if (before === undefined) {
    refuseUnanswerable(content.contact)
    if (content.decidedOn > dateAt(now, content.zone)) throw problems.notYet('decidedOn')
    if (Buffer.byteLength(JSON.stringify(content)) > mostBytes) throw problems.tooLarge(mostBytes)
    refuseBlank('facts', content.facts)
    refuseOthersAnswers('facts', visitor, pathway, content.facts)
    decideOn('facts', () => pathway.screen(content.facts, content.decidedOn))
    refuseMinor(content.facts.age)
  }
  const fromHash = keys.hash('network', networkOf(address))
  const outcome = before ?? (await store())
  if (outcome === 'new') await audit(context, { action: 'enquiry.received', subject: id })
  const { name } = await readClinic(context)
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const row = await findEnquiry(context, id)
      if (!row) throw problems.idTaken(body)
      return { id, clinicName: name, until: new Date(row.recordedAt.getTime() + enquiryLasts).toISOString() }
    },
    mayRead: () => false,
  })

  async function store() {
    const counts = await countEnquiries(context, fromHash)
    if (counts.lastHourFromThere >= mostFromOneNetwork.count) throw problems.tooManyRequests(mostFromOneNetwork.seconds)
    if (counts.lastDay >= mostInADay || counts.waiting >= mostWaiting) throw problems.tooManyRequests(6 * 3_600)
    const stored = await addEnquiry(context, { id, content, fingerprint, fromHash })
    // One message for all that come together.
    if (stored === 'new' && counts.justCame === 0) await tellClinic(context)
    return stored
  }
}

function refuseUnanswerable({ email, phone }: InputOf<'enquiry.send'>['body']['contact']): void {
  if (email !== undefined || phone !== undefined) return
  const expected = 'an e-mail address or a telephone number'
  const message = `Without ${expected} the clinic cannot answer. Add one.`
  throw problems.invalidFields([{ field: 'contact', message, expected }])
}

/** @param answer plain, or with its day */
function refuseMinor(answer: unknown): void {
  const age = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer
  if ((typeof age === 'number' || typeof age === 'string') && Number(age) < ageOfMajority)
    throw problems.stepMissing(
      `Whoever is under ${ageOfMajority} does not send this alone. A parent or guardian asks the clinic.`,
    )
}

async function tellClinic(context: Context): Promise<void> {
  const { name, language } = await readClinic(context)
  const desk = await staffEmails(context, ['front-desk'])
  for (const to of desk.length > 0 ? desk : await staffEmails(context, ['owner'])) {
    const link = `${context.site.url}/clinic/${context.clinicId}/enquiries`
    await sendLater(context, { to, kind: 'enquiry-received', language, values: { clinic: name, link } })
  }
}

/** One household or office has one; with IPv6 it has many addresses, which begin alike. */
export function networkOf(address: string): string {
  const ofVersion4 = /(?:^|:)(\d{1,3}(?:\.\d{1,3}){3})$/u.exec(address)?.[1]
  if (ofVersion4) return ofVersion4
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::')
  const groups = (text: string | undefined) => (text ?? '').split(':').filter((group) => group !== '')
  const [left, right] = [groups(head), groups(tail)]
  const between = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const all = [...left, ...Array.from({ length: between }, () => '0'), ...right]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
