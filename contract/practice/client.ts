/** The client: who she is, how she is reached, and how far along the pathway she is. */
import { levels } from '@needlepoint/pathway'
import { z } from 'zod'
import { date, email, id, instant, language, line, phone, text, zone } from '../http/values.ts'
import { recorded, versioned } from '../http/written.ts'

/** How far a client has come; worked out from her records whenever it is asked, and stored nowhere. */
export const stages = [
  'added',
  'in-review',
  'not-now',
  'screened',
  'planned',
  'consented',
  'ready',
  'healing',
  'healed',
] as const
export const stage = z.enum(stages).meta({
  title: `one of ${stages.join(', ')}`,
  description:
    '`added`: no screening yet. `in-review`: answers are missing, or a clinician has to look. `not-now`: the decision is to wait or not to treat. `screened`: may be planned. `planned`, `consented`: plan and signature are there. `ready`: so is today’s pre-flight. `healing`: until the day of the last check-in after a session. `healed`: after that, until a new screening.',
})
export type Stage = z.infer<typeof stage>

export const contact = z.strictObject({
  email: email.optional(),
  phone: phone.optional(),
  address: text(500).optional(),
})
export type Contact = z.infer<typeof contact>

const details = {
  name: line(200).describe('As she writes it.'),
  contact,
  born: date.optional(),
  language: language.describe('In which she reads.'),
  zone: zone.describe('Where she lives: her days are counted there.'),
  notes: text(4000).optional(),
}

export const addClient = z.strictObject({
  id: id.describe('Names the client.'),
  detailsId: id.describe('Names this first version of her details.'),
  ...details,
})

export const amendClient = z.strictObject({
  id: id.describe('Names the new version of her details.'),
  supersedes: id.describe('The version that it was made from.'),
  ...details,
})

export const client = z.strictObject({
  id,
  detailsId: id,
  name: z.string(),
  contact: z.strictObject({
    email: z.string().optional(),
    phone: z.string().optional(),
    address: z.string().optional(),
  }),
  born: date.nullable(),
  language: z.string(),
  zone: z.string(),
  notes: z.string().nullable(),
  stage,
  keptUntil: date
    .nullable()
    .describe('Her data was erased as she asked, but for what has to be kept until then. Null for everybody else.'),
  ...versioned,
  ...recorded,
})
export type Client = z.infer<typeof client>

export const clientSummary = z.strictObject({
  id,
  name: z.string(),
  born: date.nullable(),
  stage,
  unread: z.int().nullable().describe('Check-ins that nobody has read. Null for who may not read them.'),
  urgent: z
    .enum(levels)
    .nullable()
    .describe('The most urgent level that any of those has, or could have while answers are open. Null for none.'),
  addedAt: instant,
})
export type ClientSummary = z.infer<typeof clientSummary>

export const searchClients = z.strictObject({
  text: line(200).describe('A name or the start of one, a whole e-mail address, or a whole telephone number.'),
})

export const foundClients = z.strictObject({
  items: z.array(clientSummary),
  more: z.boolean().describe('There are more than are shown: say more of the name.'),
})

export const chooseLanguage = z.strictObject({
  id: id.describe('Of the new version.'),
  supersedes: id.describe('The version that holds, as `detailsId` names it.'),
  language,
})

export const relations = ['parent', 'legal-guardian', 'other'] as const
const guardianDetails = {
  name: line(200),
  contact,
  relation: z.enum(relations),
}
export const addGuardian = z.strictObject({ id, ...guardianDetails })
export const amendGuardian = z.strictObject({
  id,
  supersedes: id,
  ...guardianDetails,
  status: z.enum(['active', 'ended']),
})
export const guardian = z.strictObject({
  id: id.describe('Of this version.'),
  guardianId: id.describe('Names the guardian in every version: it is the id of the first.'),
  clientId: id,
  name: z.string(),
  contact: z.strictObject({
    email: z.string().optional(),
    phone: z.string().optional(),
    address: z.string().optional(),
  }),
  relation: z.enum(relations),
  status: z.enum(['active', 'ended']),
  ...versioned,
  ...recorded,
})
export type Guardian = z.infer<typeof guardian>

export const sendLink = z.strictObject({
  guardianId: id
    .optional()
    .describe(
      'For a guardian, as `guardian.list` names her. Without it the client herself, or for a child her guardian.',
    ),
})
export const sentLink = z.strictObject({ expiresAt: instant })
export const endAccess = z.strictObject({
  guardianId: id.optional().describe('Of a guardian. Without it the client herself.'),
})
