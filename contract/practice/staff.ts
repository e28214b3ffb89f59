/** Who works here, and as what; and which programs may call. */
import { z } from 'zod'
import { email, id, instant, language, line } from '../http/values.ts'

export const roles = ['owner', 'clinician', 'practitioner', 'front-desk', 'auditor'] as const
export const role = z.enum(roles).meta({ title: `one of ${roles.join(', ')}` })
/** One person may hold several; she may do what any of them may. */
export const rolesOf = z
  .array(role)
  .min(1)
  .max(roles.length)
  .refine((given) => new Set(given).size === given.length)
  .meta({ title: `one or more of ${roles.join(', ')}, each once`, uniqueItems: true })
export const staffStatuses = ['active', 'suspended', 'left'] as const

export const staffMember = z.strictObject({
  id,
  version: id.describe('Of the details; a change names it as what it supersedes.'),
  name: z.string(),
  roles: z.array(role),
  status: z.enum(staffStatuses),
  addedAt: instant,
})
export type StaffMember = z.infer<typeof staffMember>

export const amendStaff = z.strictObject({
  id: id.describe('Names the new version.'),
  supersedes: id.describe('The version that it was made from.'),
  name: line(200),
  roles: rolesOf,
  status: z.enum(staffStatuses).describe('`left` removes this person from the clinic.'),
})

export const inviteStaff = z.strictObject({ id, email, roles: rolesOf, language: language.describe('Of the message.') })
export const invitation = z.strictObject({ id, email: z.string(), roles: z.array(role), expiresAt: instant })
export type Invitation = z.infer<typeof invitation>

/** What an API key can be given; the table of permissions says what each lets a program do. */
export const scopes = [
  'clients:read',
  'clients:write',
  'records:read',
  'records:write',
  'practice:read',
  'practice:write',
  'audit:read',
] as const
export const addApiKey = z.strictObject({
  id,
  name: line(100).describe('What the key is for.'),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  expiresAt: instant.optional().describe('Never when absent.'),
})
export const apiKey = z.strictObject({
  id,
  name: z.string(),
  startsWith: z.string().describe('The first characters, to tell keys apart.'),
  scopes: z.array(z.string()),
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  addedAt: instant,
})
export type ApiKey = z.infer<typeof apiKey>
export const newApiKey = z.strictObject({ key: z.string().describe('Shown this once.'), record: apiKey })
export type NewApiKey = z.infer<typeof newApiKey>
