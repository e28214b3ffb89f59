/**
 * Signing in, as far as it is ours: links, invitations, sessions. Passwords, codes and passkeys are better-auth's, below the
 * same `/api/auth`.
 */
import { z } from 'zod'
import { clinicId, email, id, line } from '../http/values.ts'
import { role } from '../practice/staff.ts'

const token = z
  .string()
  .regex(/^[\w-]{43}$/)
  .meta({ title: 'the whole link' })
const password = z.string().max(1000)

export const me = z.strictObject({
  kind: z.enum(['staff', 'client']),
  email: z.string().nullable().describe('Of staff; clients are known by their record alone.'),
  lacking: z
    .enum(['second factor', 'a second factor set up', 'unlocking'])
    .nullable()
    .describe('What has to be shown before anything else.'),
  secondFactors: z.strictObject({ totp: z.boolean(), passkeys: z.int() }),
  expiresAt: z.string(),
  clinics: z.array(
    z.strictObject({
      clinicId,
      name: z.string(),
      demo: z.boolean(),
      roles: z.array(role).describe('Of staff; empty for a client.'),
      clientId: id.nullable().describe('Of a client, or of the child that a guardian acts for.'),
      guardian: z.boolean(),
    }),
  ),
})
export type Me = z.infer<typeof me>

export const openLink = z.object({
  clinicId,
  token,
  instead: z
    .boolean()
    .optional()
    .describe('Whoever else is signed in on this device is signed out. Without it the link stays unused then.'),
})
export const openedLink = z.strictObject({ clinicId, clientId: id })
export const askForLink = z.union([z.object({ clinicId, token }), z.object({ clinicId, email })])

export const lookAtInvitation = z.object({ clinicId, token })
export const seenInvitation = z.strictObject({
  email: z.string(),
  roles: z.array(role),
  clinicName: z.string(),
  hasAccount: z.boolean().describe('Somebody signs in with this address already: sign in first, then accept.'),
})
export const acceptInvitation = z.object({
  clinicId,
  token,
  name: line(200),
  password: password.optional().describe('Left out by somebody who has an account and is signed in.'),
})

export const ownSession = z.strictObject({
  id: z.string(),
  startedAt: z.string(),
  seenAt: z.string(),
  expiresAt: z.string(),
  address: z.string().nullable(),
  device: z.string().nullable(),
  current: z.boolean(),
})
export type OwnSession = z.infer<typeof ownSession>
export const endSession = z.union([z.object({ id: z.string().max(100) }), z.object({ others: z.literal(true) })])
export const unlockSession = z.object({ password })
