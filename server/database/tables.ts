/**
 * The tables as Kysely sees them. Written by `node server/database/write-schema.ts` from the schema; a test compares.
 * A date is `YYYY-MM-DD`. What the app may not change has no type to update it with.
 */
import type { ColumnType } from 'kysely'
import type { Json } from './json.ts'

type Fixed<Read, Write> = ColumnType<Read, Write, never>

export interface Tables {
  api_keys: ApiKeysTable
  appointments: AppointmentsTable
  audit_heads: AuditHeadsTable
  audit_lines: AuditLinesTable
  check_in_alerts: CheckInAlertsTable
  check_in_reads: CheckInReadsTable
  check_ins: CheckInsTable
  client_accounts: ClientAccountsTable
  client_details: ClientDetailsTable
  client_links: ClientLinksTable
  client_search: ClientSearchTable
  clients: ClientsTable
  clinic_keys: ClinicKeysTable
  clinics: ClinicsTable
  consent_copies: ConsentCopiesTable
  consent_offers: ConsentOffersTable
  consent_withdrawals: ConsentWithdrawalsTable
  consents: ConsentsTable
  contact_consents: ContactConsentsTable
  devices: DevicesTable
  enquiries: EnquiriesTable
  erasure_answers: ErasureAnswersTable
  erasure_requests: ErasureRequestsTable
  files: FilesTable
  guardians: GuardiansTable
  intake_drafts: IntakeDraftsTable
  lots: LotsTable
  message_reads: MessageReadsTable
  messages: MessagesTable
  outgoing_mail: OutgoingMailTable
  overlays: OverlaysTable
  overrides: OverridesTable
  plans: PlansTable
  preflights: PreflightsTable
  prices: PricesTable
  protocols: ProtocolsTable
  record_views: RecordViewsTable
  screenings: ScreeningsTable
  session_products: SessionProductsTable
  session_zones: SessionZonesTable
  sessions: SessionsTable
  staff: StaffTable
  staff_details: StaffDetailsTable
  staff_invitations: StaffInvitationsTable
  stock_moves: StockMovesTable
}

export interface ApiKeysTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  name: Fixed<string, string>
  starts_with: Fixed<string, string>
  key_hash: Fixed<Buffer, Uint8Array>
  scopes: Fixed<string[], string[]>
  expires_at: Fixed<Date | null, Date | string | null | undefined>
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface AppointmentsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  appointment_id: Fixed<string, string>
  client_id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  what: Fixed<'consultation' | 'session' | 'review', 'consultation' | 'session' | 'review'>
  status: Fixed<'planned' | 'cancelled', 'planned' | 'cancelled'>
  starts_at: Fixed<Date, Date | string>
  minutes: Fixed<number, number>
  zone: Fixed<string, string>
  practitioner_id: Fixed<string, string>
  place_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  note_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  warned: Fixed<'too-early' | 'not-cleared' | null, 'too-early' | 'not-cleared' | null | undefined>
  warned_until: Fixed<string | null, string | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface AuditHeadsTable {
  clinic_id: Fixed<string, string>
  seq: ColumnType<number, number, number>
  hash: ColumnType<Buffer, Uint8Array, Uint8Array>
  seal: ColumnType<Buffer, Uint8Array, Uint8Array>
}

export interface AuditLinesTable {
  clinic_id: Fixed<string, string>
  seq: Fixed<number, number>
  at: Fixed<Date, Date | string>
  actor: Fixed<string, string>
  action: Fixed<string, string>
  subject: Fixed<string, string>
  details: Fixed<unknown, Json>
  previous_hash: Fixed<Buffer, Uint8Array>
  hash: Fixed<Buffer, Uint8Array>
}

export interface CheckInAlertsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  check_in_id: Fixed<string, string>
  reason: Fixed<'arrived' | 'overdue', 'arrived' | 'overdue'>
  recipients: Fixed<number, number>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface CheckInReadsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  check_in_id: Fixed<string, string>
  read_by: Fixed<string, string>
  read_at: Fixed<Date, Date | string>
  note_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface CheckInsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  session_id: Fixed<string, string>
  reported_at: Fixed<Date, Date | string>
  report: Fixed<unknown, Json>
  words_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  held_against: Fixed<unknown, Json>
  triage: Fixed<unknown, Json>
  device_triage: Fixed<unknown | null, Json | null | undefined>
  differs: Fixed<boolean, boolean>
  level: Fixed<
    'expected' | 'watch' | 'contact-clinic' | 'same-day' | 'emergency',
    'expected' | 'watch' | 'contact-clinic' | 'same-day' | 'emergency'
  >
  urgency: Fixed<
    'expected' | 'watch' | 'contact-clinic' | 'same-day' | 'emergency',
    'expected' | 'watch' | 'contact-clinic' | 'same-day' | 'emergency'
  >
  protocol_hash: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ClientAccountsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  user_id: Fixed<string, string>
  guardian_id: Fixed<string | null, string | null | undefined>
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ClientDetailsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  name_enc: Fixed<Buffer, Uint8Array>
  contact_enc: Fixed<Buffer, Uint8Array>
  born_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  notes_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  language: Fixed<string, string>
  zone: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ClientLinksTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  guardian_id: Fixed<string | null, string | null | undefined>
  token_hash: Fixed<Buffer, Uint8Array>
  expires_at: Fixed<Date, Date | string>
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ClientSearchTable {
  clinic_id: Fixed<string, string>
  kind: Fixed<'name' | 'phone' | 'email', 'name' | 'phone' | 'email'>
  blind: Fixed<Buffer, Uint8Array>
  details_id: Fixed<string, string>
  client_id: Fixed<string, string>
}

export interface ClientsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ClinicKeysTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  purpose: Fixed<'data' | 'index', 'data' | 'index'>
  wrapped: Fixed<Buffer, Uint8Array>
  master_key_id: Fixed<string, string>
  used_from: Fixed<Date, Date | string>
  created_at: Fixed<Date, Date | string>
}

export interface ClinicsTable {
  clinic_id: Fixed<string, string>
  name: ColumnType<string, string, string>
  zone: ColumnType<string, string, string>
  language: ColumnType<string, string | undefined, string>
  demo: Fixed<boolean, boolean | undefined>
  created_at: Fixed<Date, Date | string>
  phone: ColumnType<string | null, string | null | undefined, string | null>
  email: ColumnType<string | null, string | null | undefined, string | null>
  opening_hours: ColumnType<string | null, string | null | undefined, string | null>
  after_hours: ColumnType<string | null, string | null | undefined, string | null>
  emergency_number: ColumnType<string | null, string | null | undefined, string | null>
  takes_enquiries: ColumnType<boolean, boolean | undefined, boolean>
  cooling_off: ColumnType<string | null, string | null | undefined, string | null>
  watch_hours: ColumnType<unknown | null, Json | null | undefined, Json | null>
}

export interface ConsentCopiesTable {
  clinic_id: Fixed<string, string>
  consent_id: Fixed<string, string>
  file_id: Fixed<string, string>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ConsentOffersTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  plan_id: Fixed<string, string>
  document_hash: Fixed<string, string>
  language: Fixed<string, string>
  given_at: Fixed<Date, Date | string>
  cooling_off: Fixed<string | null, string | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ConsentWithdrawalsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  consent_id: Fixed<string, string>
  withdrawn_at: Fixed<Date, Date | string>
  reason_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ConsentsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  plan_id: Fixed<string, string>
  kind: Fixed<'treatment' | 'photos', 'treatment' | 'photos'>
  purposes: Fixed<string[], string[] | undefined>
  language: Fixed<string, string>
  document: Fixed<string, string>
  document_hash: Fixed<string, string>
  risks: Fixed<unknown, Json>
  understood: Fixed<string[], string[] | undefined>
  protocol_hash: Fixed<string, string>
  signature_enc: Fixed<Buffer, Uint8Array>
  signer_name_enc: Fixed<Buffer, Uint8Array>
  signed_by: Fixed<'client' | 'guardian', 'client' | 'guardian'>
  signed_at: Fixed<Date, Date | string>
  evidence_enc: Fixed<Buffer, Uint8Array>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ContactConsentsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  channel: Fixed<'email' | 'sms' | 'push' | 'phone', 'email' | 'sms' | 'push' | 'phone'>
  purpose: Fixed<'care' | 'appointments' | 'marketing', 'care' | 'appointments' | 'marketing'>
  status: Fixed<'given' | 'withdrawn', 'given' | 'withdrawn'>
  evidence_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface DevicesTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  device_class: Fixed<string, string>
  name: Fixed<string, string>
  serial: Fixed<string | null, string | null | undefined>
  udi: Fixed<string | null, string | null | undefined>
  authorized: Fixed<boolean, boolean>
  status: ColumnType<
    'in-service' | 'quarantined' | 'retired',
    'in-service' | 'quarantined' | 'retired' | undefined,
    'in-service' | 'quarantined' | 'retired'
  >
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface EnquiriesTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  enquiry_enc: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
  from_hash: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
  settled_how: ColumnType<
    'taken' | 'dismissed' | null,
    'taken' | 'dismissed' | null | undefined,
    'taken' | 'dismissed' | null
  >
  settled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  settled_by: ColumnType<string | null, string | null | undefined, string | null>
  client_id: ColumnType<string | null, string | null | undefined, string | null>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ErasureAnswersTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  request_id: Fixed<string, string>
  client_id: Fixed<string, string>
  answer: Fixed<'erased' | 'held' | 'refused', 'erased' | 'held' | 'refused'>
  keep_until: Fixed<string | null, string | null | undefined>
  reason_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ErasureRequestsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  reason_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface FilesTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string | null, string | null | undefined>
  kind: Fixed<
    'photo' | 'document' | 'signature' | 'export' | 'consent',
    'photo' | 'document' | 'signature' | 'export' | 'consent'
  >
  hash: Fixed<string, string>
  size: Fixed<number, number>
  content_type: Fixed<string, string>
  width: Fixed<number | null, number | null | undefined>
  height: Fixed<number | null, number | null | undefined>
  taken_at: Fixed<Date | null, Date | string | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
  pose: Fixed<string | null, string | null | undefined>
  session_id: Fixed<string | null, string | null | undefined>
  check_in_id: Fixed<string | null, string | null | undefined>
  question: Fixed<string | null, string | null | undefined>
}

export interface GuardiansTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  name_enc: Fixed<Buffer, Uint8Array>
  contact_enc: Fixed<Buffer, Uint8Array>
  relation: Fixed<'parent' | 'legal-guardian' | 'other', 'parent' | 'legal-guardian' | 'other'>
  status: Fixed<'active' | 'ended', 'active' | 'ended'>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface IntakeDraftsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  version: ColumnType<string, string, string>
  draft_enc: ColumnType<Buffer, Uint8Array, Uint8Array>
  saved_at: ColumnType<Date, Date | string, Date | string>
  recorded_by: ColumnType<string, string, string>
}

export interface LotsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  kind: Fixed<'cartridge' | 'anaesthetic' | 'serum' | 'other', 'cartridge' | 'anaesthetic' | 'serum' | 'other'>
  product: Fixed<string, string>
  udi: Fixed<string | null, string | null | undefined>
  lot: Fixed<string, string>
  expires_on: Fixed<string | null, string | null | undefined>
  recalled_on: ColumnType<string | null, string | null | undefined, string | null>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface MessageReadsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  about: Fixed<'care' | 'appointment', 'care' | 'appointment'>
  side: Fixed<'client' | 'clinic', 'client' | 'clinic'>
  up_to: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface MessagesTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  about: Fixed<'care' | 'appointment', 'care' | 'appointment'>
  side: Fixed<'client' | 'clinic', 'client' | 'clinic'>
  cannot_come_to: Fixed<string | null, string | null | undefined>
  text_enc: Fixed<Buffer, Uint8Array>
  written_at: Fixed<Date, Date | string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface OutgoingMailTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  message_enc: Fixed<Buffer, Uint8Array>
  attempts: Fixed<number, number | undefined>
  next_attempt_at: Fixed<Date, Date | string>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface OverlaysTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  hash: Fixed<string, string>
  yaml: Fixed<string, string>
  document: Fixed<unknown, Json>
  valid_from: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface OverridesTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  screening_id: Fixed<string, string>
  decision: Fixed<
    'proceed' | 'proceed-with-precautions' | 'clinician-review' | 'defer' | 'do-not-treat',
    'proceed' | 'proceed-with-precautions' | 'clinician-review' | 'defer' | 'do-not-treat'
  >
  reason_enc: Fixed<Buffer, Uint8Array>
  staff_id: Fixed<string, string>
  role: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface PlansTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  screening_id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  planned_on: Fixed<string, string>
  input: Fixed<unknown, Json>
  plan: Fixed<unknown, Json>
  protocol_hash: Fixed<string, string>
  notes_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface PreflightsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  plan_id: Fixed<string, string>
  checked_on: Fixed<string, string>
  device_id: Fixed<string | null, string | null | undefined>
  cartridge_lot_id: Fixed<string | null, string | null | undefined>
  facts: Fixed<unknown, Json>
  result: Fixed<unknown, Json>
  outcome: Fixed<'ready' | 'ready-with-precautions' | 'not-ready', 'ready' | 'ready-with-precautions' | 'not-ready'>
  device_result: Fixed<unknown | null, Json | null | undefined>
  differs: Fixed<boolean, boolean>
  protocol_hash: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface PricesTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  item: Fixed<string, string>
  amount: Fixed<number, number>
  currency: Fixed<string, string>
  valid_from: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface ProtocolsTable {
  hash: Fixed<string, string>
  document: Fixed<unknown, Json>
  added_at: Fixed<Date, Date | string>
}

export interface RecordViewsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  viewed_at: Fixed<Date, Date | string>
  viewed_by: Fixed<string, string>
  roles: Fixed<string[], string[] | undefined>
  what: Fixed<string, string>
}

export interface ScreeningsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  decided_on: Fixed<string, string>
  facts: Fixed<unknown, Json>
  decision: Fixed<unknown, Json>
  at_least: Fixed<
    'proceed' | 'proceed-with-precautions' | 'clinician-review' | 'defer' | 'do-not-treat',
    'proceed' | 'proceed-with-precautions' | 'clinician-review' | 'defer' | 'do-not-treat'
  >
  at_most: Fixed<
    'proceed' | 'proceed-with-precautions' | 'clinician-review' | 'defer' | 'do-not-treat',
    'proceed' | 'proceed-with-precautions' | 'clinician-review' | 'defer' | 'do-not-treat'
  >
  device_decision: Fixed<unknown | null, Json | null | undefined>
  differs: Fixed<boolean, boolean>
  protocol_hash: Fixed<string, string>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface SessionProductsTable {
  clinic_id: Fixed<string, string>
  session_id: Fixed<string, string>
  position: Fixed<number, number>
  product: Fixed<string, string>
  lot_id: Fixed<string | null, string | null | undefined>
}

export interface SessionZonesTable {
  clinic_id: Fixed<string, string>
  session_id: Fixed<string, string>
  position: Fixed<number, number>
  area: Fixed<string, string>
  depth_mm: Fixed<number, number>
  passes: Fixed<number, number>
  endpoint: Fixed<string, string>
}

export interface SessionsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  client_id: Fixed<string, string>
  plan_id: Fixed<string, string>
  preflight_id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  ended_at: Fixed<Date, Date | string>
  zone: Fixed<string, string>
  device_id: Fixed<string, string>
  cartridge_lot_id: Fixed<string | null, string | null | undefined>
  practitioner_id: Fixed<string, string>
  facts: Fixed<unknown, Json>
  depth_mm: Fixed<number | null, number | null | undefined>
  notes_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  amended_because_enc: Fixed<Buffer | null, Uint8Array | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface StaffTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  user_id: Fixed<string, string>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface StaffDetailsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  staff_id: Fixed<string, string>
  supersedes: Fixed<string | null, string | null | undefined>
  name_enc: Fixed<Buffer, Uint8Array>
  roles: Fixed<string[], string[]>
  status: Fixed<'active' | 'suspended' | 'left', 'active' | 'suspended' | 'left'>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface StaffInvitationsTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  email_enc: Fixed<Buffer, Uint8Array>
  roles: Fixed<string[], string[]>
  token_hash: Fixed<Buffer, Uint8Array>
  expires_at: Fixed<Date, Date | string>
  accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}

export interface StockMovesTable {
  clinic_id: Fixed<string, string>
  id: Fixed<string, string>
  lot_id: Fixed<string, string>
  kind: Fixed<
    'received' | 'used' | 'discarded' | 'returned' | 'counted',
    'received' | 'used' | 'discarded' | 'returned' | 'counted'
  >
  quantity: Fixed<number, number>
  session_id: Fixed<string | null, string | null | undefined>
  fingerprint: Fixed<Buffer, Uint8Array>
  recorded_at: Fixed<Date, Date | string>
  recorded_by: Fixed<string, string>
}
