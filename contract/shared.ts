/** Schemas that the documentation gives a name of their own, because several endpoints use them. */
import type { z } from 'zod'
import * as account from './accounts/account.ts'
import * as signIn from './accounts/sign-in.ts'
import * as consent from './consent/consent.ts'
import { answer, answers, storedAnswers } from './facts.ts'
import { file } from './files/file.ts'
import { fieldProblem, problem } from './http/problem.ts'
import { clinicId, date, id, instant, zone } from './http/values.ts'
import { demo } from './operate/demo.ts'
import { auditLine } from './operate/endpoints.ts'
import * as planning from './planning/plan.ts'
import * as appointments from './practice/appointment.ts'
import * as practice from './practice/client.ts'
import { clinic, overlay, overlayInForce } from './practice/clinic.ts'
import { apiKey, invitation, staffMember } from './practice/staff.ts'
import * as stock from './practice/stock.ts'
import * as recovery from './recovery/check-in.ts'
import * as messages from './recovery/message.ts'
import { intakeDraft } from './screening/draft.ts'
import { enquiry, enquirySummary } from './screening/enquiry.ts'
import * as screening from './screening/screening.ts'
import * as treatment from './treatment/session.ts'

export const shared: Readonly<Record<string, z.ZodType>> = {
  Id: id,
  ClinicId: clinicId,
  Date: date,
  Instant: instant,
  Zone: zone,
  Problem: problem,
  FieldProblem: fieldProblem,
  Answer: answer,
  Answers: answers,
  StoredAnswers: storedAnswers,
  AuditLine: auditLine,
  Demo: demo,
  RecordView: account.recordView,
  ErasureRequest: account.erasureRequest,
  ContactConsent: account.contactConsent,
  Client: practice.client,
  ClientSummary: practice.clientSummary,
  Contact: practice.contact,
  Guardian: practice.guardian,
  StaffMember: staffMember,
  Invitation: invitation,
  ApiKey: apiKey,
  Me: signIn.me,
  Appointment: appointments.appointment,
  Device: stock.device,
  Lot: stock.lot,
  StockMove: stock.stockMove,
  Price: stock.price,
  Clinic: clinic,
  Overlay: overlay,
  OverlayInForce: overlayInForce,
  File: file,
  Decision: screening.decision,
  Finding: screening.finding,
  Decided: screening.decided,
  DeviceDecision: screening.deviceDecision,
  Screening: screening.screening,
  ScreeningSummary: screening.screeningSummary,
  Override: screening.override,
  IntakeDraft: intakeDraft,
  Enquiry: enquiry,
  EnquirySummary: enquirySummary,
  Planned: planning.planned,
  Plan: planning.plan,
  DisclosedRisk: consent.disclosedRisk,
  Signature: consent.signature,
  Consent: consent.consent,
  ConsentSummary: consent.consentSummary,
  Withdrawal: consent.withdrawal,
  Offer: consent.offer,
  Paper: consent.paper,
  ConsentChange: consent.consentChange,
  Checked: treatment.checked,
  DeviceReadiness: treatment.deviceReadiness,
  Preflight: treatment.preflight,
  TreatedZone: treatment.treatedZone,
  Session: treatment.session,
  SessionSummary: treatment.sessionSummary,
  Level: recovery.level,
  Triaged: recovery.triaged,
  DeviceTriage: recovery.deviceTriage,
  CheckIn: recovery.checkIn,
  CheckInRead: recovery.checkInRead,
  CheckInSummary: recovery.checkInSummary,
  CheckInToday: recovery.checkInToday,
  Message: messages.message,
}
