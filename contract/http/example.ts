/** Ids and signatures of the examples in the documentation: one clinic, one client, one journey. Nobody in them exists. */
const at = (n: number) => `01932f5e-7c1a-7b3e-9a52-${n.toString(16).padStart(12, '0')}`

export const ids = {
  clinic: at(1),
  client: at(2),
  details: at(3),
  guardian: at(4),
  link: at(5),
  staff: at(6),
  device: at(7),
  lot: at(8),
  price: at(9),
  move: at(10),
  overlay: at(11),
  screening: at(16),
  override: at(17),
  plan: at(18),
  consent: at(19),
  withdrawal: at(20),
  preflight: at(21),
  session: at(22),
  amended: at(23),
  zone: at(24),
  product: at(25),
  checkIn: at(26),
  read: at(27),
  contactConsent: at(28),
  erasure: at(29),
  view: at(30),
  request: at(31),
  invitation: at(32),
  apiKey: at(33),
  accountSession: at(34),
  file: at(35),
  offer: at(80),
  appointment: at(36),
  movedAppointment: at(37),
  message: at(38),
  answer: at(39),
  messageRead: at(40),
  erasureAnswer: at(44),
  enquiry: at(61),
} as const

export const protocol = `sha256:${'5f'.repeat(32)}`
export const hash = 'a7'.repeat(32)

export const byStaff = {
  recordedAt: '2026-11-21T09:30:00Z',
  recordedBy: { kind: 'staff', id: ids.staff, name: 'Ines Duarte' },
} as const
export const byClient = {
  recordedAt: '2026-11-21T09:30:00Z',
  recordedBy: { kind: 'client', id: ids.client, name: null },
} as const
export const first = { supersedes: null, supersededBy: null } as const

/** What is accepted, and an answer to it. A test holds both to their schemas. */
export interface Example {
  /** Where something in the query has to be there. */
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly response: unknown
}
export type Examples<Table> = { readonly [Name in keyof Table]: Example }

/** The `instance` of every problem in the documentation. */
export const instance = `urn:uuid:${ids.request}`
