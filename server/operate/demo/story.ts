/** One made-up client, told step by step. Each step is a scene of the script and stands on those before it. */
import type { InputOf, KnownFrom, OutputOf } from '@needlepoint/contract'
import { type Answers, type Decision, dateAt, type ISODate, type Zone } from '@needlepoint/pathway'
import { recordContactConsent } from '../../accounts/keep-contact-consents.ts'
import { requestErasure } from '../../accounts/request-erasure.ts'
import { readStaff } from '../../accounts/staff.ts'
import { prepareConsent } from '../../consent/prepare-consent.ts'
import { signConsent } from '../../consent/sign-consent.ts'
import { withdrawConsent } from '../../consent/withdraw-consent.ts'
import type { Actor, Context } from '../../context.ts'
import { addFile } from '../../files/add-file.ts'
import { newId } from '../../ids.ts'
import { recordPlan } from '../../planning/record-plan.ts'
import { addClient } from '../../practice/add-client.ts'
import { amendAppointment, noteAppointment } from '../../practice/keep-appointments.ts'
import { addGuardian } from '../../practice/keep-guardians.ts'
import { sendClientLink } from '../../practice/open-record.ts'
import { markRead } from '../../recovery/mark-read.ts'
import { markMessagesRead } from '../../recovery/read-messages.ts'
import { recordCheckIn } from '../../recovery/record-check-in.ts'
import { writeMessage } from '../../recovery/write-message.ts'
import { overrideScreening } from '../../screening/override-screening.ts'
import { recordScreening } from '../../screening/record-screening.ts'
import { amendSession } from '../../treatment/amend-session.ts'
import { recordPreflight } from '../../treatment/record-preflight.ts'
import { recordSession } from '../../treatment/record-session.ts'
import { chairAnswers, ofTheClient, reportAnswers, screeningAnswers } from './answers.ts'
import { drawFace } from './draw-face.ts'
import type { Practice } from './practice.ts'
import { act, type Cast, type Script } from './script.ts'

export interface Somebody {
  readonly number: number
  /** What she is there for, in a word or two; it is part of her name. */
  readonly title: string
  /** The same in a sentence, for whoever looks around. */
  readonly shows: string
  readonly age?: number
  /** Where she lives; at the clinic's place when not given. */
  readonly zone?: Zone
}

const practitioner = ({ practitioner }: Cast) => practitioner
const clinician = ({ clinician }: Cast) => clinician
const frontDesk = ({ 'front-desk': desk }: Cast) => desk

/** A line that goes up and down, as a signature does. */
const signature = {
  kind: 'drawn' as const,
  strokes: [Array.from({ length: 40 }, (_, i) => [100 + i * 18, 200 + Math.round(80 * Math.sin(i / 2))]).flat()],
}

export function tell(script: Script, { pen, cartridges }: Practice, somebody: Somebody) {
  const { number, title, shows, age = 34, zone = script.zone } = somebody
  const name = `Demo client ${String(number).padStart(2, '0')} ${title}`
  const clientId = newId(script.now)
  const me: Actor = { kind: 'client', id: clientId, clientId, guardian: false }
  const inClient = { params: { clientId } }

  // What has been stored so far: set by a scene, read by those after it.
  let screening: { readonly id: string; readonly decidedOn: ISODate; readonly facts: Answers } | undefined
  let plan: { readonly id: string; readonly plannedOn: ISODate; readonly facts: Answers } | undefined
  let consentId = ''
  let preflightId = ''
  let session: OutputOf<'session.record'>['record'] | undefined
  let checkInId = ''
  let appointment: OutputOf<'appointment.note'>['record'] | undefined
  const lastWritten: { client?: string; clinic?: string } = {}

  const known = (): KnownFrom => ({ screening, plan })
  const her = ({ now }: Context) => dateAt(now, zone)

  async function screen(context: Context, facts: Answers): Promise<void> {
    const id = newId(context.now)
    const decidedOn = her(context)
    const replaced = screening === undefined ? {} : { supersedes: screening.id }
    await act(context, 'screening.record', recordScreening, { body: { id, clientId, decidedOn, facts, ...replaced } })
    screening = { id, decidedOn, facts }
  }

  const chart = (context: Context, endedAt: number, { depthMm = 0.75, lot = cartridges, notes = '' }: Treated) => ({
    preflightId,
    endedAt: new Date(endedAt).toISOString(),
    zone,
    deviceId: pen,
    cartridgeLotId: lot,
    practitionerId: context.actor.kind === 'staff' ? context.actor.id : '',
    zones: [{ area: 'cheeks', depthMm, passes: 4, endpoint: 'pinpoint-bleeding' }],
    products: [],
    facts: { painScore: 3, immediateReaction: [] },
    ...(notes === '' ? {} : { notes }),
  })

  const story = {
    added(at: number) {
      script.add(at, frontDesk, async (context) => {
        const contact = {
          email: `demo.client.${number}@example.org`,
          phone: `+49 30 5550 1${String(number).padStart(3, '0')}`,
        }
        const details = { name, contact, born: script.bornYearsAgo(age), language: 'en', zone, notes: shows }
        await act(context, 'client.add', addClient, {
          body: { id: clientId, detailsId: newId(context.now), ...details },
        })
      })
      return story
    },

    invited(at: number) {
      script.add(at, frontDesk, async (context) => {
        await act(context, 'client-link.send', sendClientLink, { ...inClient, body: {} })
      })
      return story
    },

    askedToErase(at: number, reason: string) {
      script.add(at, me, async (context) => {
        await act(context, 'erasure.request', requestErasure, {
          ...inClient,
          body: { id: newId(context.now), reason },
        })
      })
      return story
    },

    guarded(at: number) {
      script.add(at, frontDesk, async (context) => {
        const contact = { email: `demo.guardian.${number}@example.org` }
        const guardian = { name: `Demo guardian of ${String(number).padStart(2, '0')}`, contact, relation: 'parent' }
        await act(context, 'guardian.add', addGuardian, { ...inClient, body: { id: newId(context.now), ...guardian } })
      })
      return story
    },

    /** She answers what a client is asked, on a device of her own. */
    answered(at: number, given: Answers = {}) {
      script.add(at, me, async (context) => {
        await screen(context, ofTheClient(context.pathway, screeningAnswers(context.pathway, given, her(context))))
      })
      return story
    },

    screened(at: number, given: Answers = {}) {
      script.add(at, practitioner, async (context) => {
        await screen(context, screeningAnswers(context.pathway, { age, ...given }, her(context)))
      })
      return story
    },

    overridden(at: number, decision: Decision, reason: string) {
      script.add(at, clinician, async (context) => {
        await act(context, 'screening.override', overrideScreening, {
          params: { screeningId: screening?.id ?? '' },
          body: { id: newId(context.now), decision, reason },
        })
      })
      return story
    },

    planned(at: number) {
      script.add(at, practitioner, async (context) => {
        const { goals, areas, deviceClass, plannedDepthMm } = screening?.facts ?? {}
        const id = newId(context.now)
        const facts: Answers = { goals, areas, deviceClass, plannedDepthMm }
        const plannedOn = her(context)
        await act(context, 'plan.record', recordPlan, {
          body: { id, clientId, screeningId: screening?.id, plannedOn, facts },
        })
        plan = { id, plannedOn, facts }
      })
      return story
    },

    consented(at: number, kind: 'treatment' | 'photos' = 'treatment') {
      script.add(at, me, async (context) => {
        const planId = plan?.id ?? ''
        const asked = { kind, purposes: kind === 'photos' ? ['record'] : [], language: 'en' }
        const read = await act(context, 'consent.prepare', prepareConsent, { params: { planId }, body: asked })
        const id = newId(context.now)
        await act(context, 'consent.sign', signConsent, {
          body: {
            id,
            clientId,
            planId,
            ...asked,
            documentHash: read.documentHash,
            understood: read.risks.slice(0, 3).map(({ risk }) => risk),
            signedAt: new Date(context.now).toISOString(),
            signer: { name, as: 'client' },
            signature,
          },
        })
        if (kind === 'treatment') consentId = id
      })
      return story
    },

    withdrew(at: number, reason: string) {
      script.add(at, me, async (context) => {
        const withdrawnAt = new Date(context.now).toISOString()
        await act(context, 'consent.withdraw', withdrawConsent, {
          params: { consentId },
          body: { id: newId(context.now), withdrawnAt, reason },
        })
      })
      return story
    },

    checked(at: number, given: Answers = {}, lot = cartridges) {
      script.add(at, practitioner, async (context) => {
        const { pathway, today: checkedOn } = context
        preflightId = newId(context.now)
        const facts = chairAnswers(pathway, known(), given, checkedOn)
        await act(context, 'preflight.record', recordPreflight, {
          body: { id: preflightId, clientId, planId: plan?.id, checkedOn, deviceId: pen, cartridgeLotId: lot, facts },
        })
      })
      return story
    },

    /** @param endedAt the pre-flight is some time before, on the same day */
    treated(endedAt: number, treated: Treated = {}) {
      story.checked(script.sameDayBefore(endedAt, 40), { depthMm: treated.depthMm ?? 0.75 }, treated.lot)
      script.add(endedAt, practitioner, async (context) => {
        const { record } = await act(context, 'session.record', recordSession, {
          body: { id: newId(context.now), clientId, planId: plan?.id, ...chart(context, endedAt, treated) },
        })
        session = record
      })
      return story
    },

    amended(at: number, reason: string, treated: Treated) {
      script.add(at, practitioner, async (context) => {
        const before = requireSession()
        const { record } = await act(context, 'session.amend', amendSession, {
          params: { sessionId: before.id },
          body: { id: newId(context.now), reason, ...chart(context, Date.parse(before.endedAt), treated) },
        })
        session = record
      })
      return story
    },

    reported(at: number, given: Answers = {}, words = '') {
      script.add(at, me, async (context) => {
        const { pathway, now } = context
        const { id: sessionId, endedAt, depthMm, device } = requireSession()
        const treated = { at: endedAt, zone, depthMm: depthMm ?? 0, deviceClass: device.deviceClass }
        const reportedAt = new Date(now).toISOString()
        const report = reportAnswers(pathway, { session: treated, now: reportedAt, known: known() }, given)
        checkInId = newId(now)
        await act(context, 'check-in.record', recordCheckIn, {
          body: { id: checkInId, clientId, sessionId, reportedAt, report, ...(words === '' ? {} : { words }) },
        })
      })
      return story
    },

    read(at: number, note = '') {
      script.add(at, clinician, async (context) => {
        await act(context, 'check-in.mark-read', markRead, {
          params: { checkInId },
          body: { id: newId(context.now), ...(note === '' ? {} : { note }) },
        })
      })
      return story
    },

    /** @param days from now, below zero before it */
    expected(at: number, days: number, time: string, more: Partial<Expected> = {}) {
      script.add(at, frontDesk, async (context) => {
        const treats = (await readStaff(context)).find(({ roles }) => roles.includes('practitioner'))
        const { record } = await act(context, 'appointment.note', noteAppointment, {
          ...inClient,
          body: {
            id: newId(context.now),
            what: 'session',
            on: script.date(days),
            at: time,
            minutes: 60,
            practitionerId: treats?.id,
            place: 'Room 2',
            ...more,
          },
        })
        appointment = record
      })
      return story
    },

    moved(at: number, days: number, time: string, noteForHer: string) {
      script.add(at, frontDesk, async (context) => {
        if (!appointment) throw new Error(`${name} has no appointment to move.`)
        const { id, appointmentId, what, minutes, practitioner: whom } = appointment
        const { record } = await act(context, 'appointment.amend', amendAppointment, {
          params: { clientId, appointmentId },
          body: {
            id: newId(context.now),
            supersedes: id,
            what,
            on: script.date(days),
            at: time,
            minutes,
            practitionerId: whom.id,
            place: 'Room 2',
            note: noteForHer,
            status: 'planned',
          },
        })
        appointment = record
      })
      return story
    },

    wrote(at: number, text: string, about: Topic = 'care', cannotCome = false) {
      script.add(at, me, async (context) => {
        const id = newId(context.now)
        const cannotComeTo = cannotCome ? { cannotComeTo: appointment?.appointmentId } : {}
        const writtenAt = new Date(context.now).toISOString()
        await act(context, 'message.write', writeMessage, {
          ...inClient,
          body: { id, about, text, writtenAt, ...cannotComeTo },
        })
        lastWritten.client = id
      })
      return story
    },

    wasAnswered(at: number, text: string, about: Topic = 'care') {
      script.add(at, about === 'care' ? practitioner : frontDesk, async (context) => {
        const id = newId(context.now)
        const writtenAt = new Date(context.now).toISOString()
        const readUpTo = lastWritten.client
        await act(context, 'message.write', writeMessage, {
          ...inClient,
          body: { id, about, text, writtenAt, readUpTo },
        })
        lastWritten.clinic = id
      })
      return story
    },

    readTheAnswer(at: number, about: Topic = 'care') {
      script.add(at, me, async (context) => {
        const body = { id: newId(context.now), about, upTo: lastWritten.clinic }
        await act(context, 'message.mark-read', markMessagesRead, { ...inClient, body })
      })
      return story
    },

    mayBeWrittenTo(
      at: number,
      purpose: 'care' | 'appointments' | 'marketing',
      status: 'given' | 'withdrawn' = 'given',
    ) {
      script.add(at, me, async (context) => {
        const body = { id: newId(context.now), channel: 'email', purpose, status }
        await act(context, 'contact-consent.record', recordContactConsent, { ...inClient, body })
      })
      return story
    },

    /** @param redness 0 to 1 */
    photographed(at: number, redness: number) {
      script.add(at, practitioner, async (context) => {
        await act(context, 'file.add', addFile, {
          params: { clientId, fileId: newId(context.now) },
          query: {
            kind: 'photo',
            takenAt: new Date(context.now).toISOString(),
            pose: 'front',
            ...(session ? { sessionId: session.id } : {}),
          },
          body: { contentType: 'image/png', bytes: drawFace(redness) },
        })
      })
      return story
    },
  }
  return story

  function requireSession() {
    if (!session) throw new Error(`${name} is to be asked about a session that she has not had.`)
    return session
  }
}

type Expected = Omit<InputOf<'appointment.note'>['body'], 'id'>
type Topic = InputOf<'message.write'>['body']['about']

interface Treated {
  readonly depthMm?: number
  readonly lot?: string
  readonly notes?: string
}
