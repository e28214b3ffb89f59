/**
 * What an operator can have done, by name. Each runs in the process that holds the database: the running server for an embedded
 * one, else the command itself. Inputs and results are plain JSON, and what is heavy is loaded when it is asked for.
 */
import type { Accounts } from '../accounts/index.ts'
import type { AuditVerdict } from '../audit/audit.ts'
import type { Role } from '../context.ts'
import type { Parts } from '../parts.ts'
import type { Progress, Written } from './backup/write-backup.ts'
import { chooseClinic, type ListedClinic, listClinics } from './clinics.ts'
import { OperateProblem } from './problem.ts'

export interface Operated extends Parts {
  /** Opened when first asked for. */
  readonly accounts: () => Promise<Accounts>
}

export interface Asked {
  readonly say: (progress: Progress) => void
  /** Aborted when whoever asked has gone. */
  readonly signal: AbortSignal
}

export interface NewClinicInput {
  readonly name: string
  readonly zone: string
  readonly language: string
  /** E-mail address of who is to be its first owner. */
  readonly owner?: string
}

export interface NewUserInput {
  readonly email: string
  readonly roles: readonly Role[]
  /** Id or name; the only clinic when not given. */
  readonly clinic?: string
}

const now = Date.now

export const operations = {
  'clinic.add': async (operated: Operated, { owner, ...clinic }: NewClinicInput) => {
    const { addUser, makeClinic, requireEmail } = await import('./users.ts')
    if (owner !== undefined) requireEmail(owner)
    const operating = await operatingOf(operated)
    const clinicId = await makeClinic(operating, clinic)
    const link = owner === undefined ? null : await addUser(operating, { email: owner, roles: ['owner'], clinicId })
    return { clinicId, link }
  },
  'clinic.list': async ({ database }: Operated): Promise<ListedClinic[]> => await listClinics(database),
  'user.add': async (operated: Operated, { email, roles, clinic }: NewUserInput) => {
    const { addUser } = await import('./users.ts')
    const { clinicId, name } = await chooseClinic(operated.database, clinic)
    return { clinicId, clinic: name, link: await addUser(await operatingOf(operated), { email, roles, clinicId }) }
  },
  'user.list': async ({ database }: Operated) => {
    const { listUsers } = await import('./users.ts')
    const users = await listUsers({ database })
    return users.map((user) => ({ ...user, lastSeen: user.lastSeen?.toISOString() ?? null }))
  },
  'user.reset': async (operated: Operated, { email }: { readonly email: string }) => {
    const { resetUser } = await import('./users.ts')
    return { link: await resetUser(await operatingOf(operated), email) }
  },
  'user.disable': async (operated: Operated, { email }: { readonly email: string }) => {
    const { disableUser } = await import('./users.ts')
    await disableUser(await operatingOf(operated), email)
    return {}
  },
  'user.enable': async (operated: Operated, { email }: { readonly email: string }) => {
    const { enableUser } = await import('./users.ts')
    await enableUser(await operatingOf(operated), email)
    return {}
  },
  'audit.verify': async ({ database, keyRing }: Operated, { clinic }: { readonly clinic?: string }) => {
    const { verifyAudit } = await import('../audit/audit.ts')
    const clinics = clinic === undefined ? await listClinics(database) : [await chooseClinic(database, clinic)]
    const verdicts: { readonly clinicId: string; readonly name: string; readonly verdict: AuditVerdict }[] = []
    for (const { clinicId, name } of clinics) {
      verdicts.push({ clinicId, name, verdict: await verifyAudit(database, keyRing, clinicId) })
    }
    return verdicts
  },
  backup: async (operated: Operated, { path }: { readonly path: string }, asked: Asked): Promise<Written> => {
    const { writeBackup } = await import('./backup/write-backup.ts')
    return await writeBackup(operated, { path, now: now(), ...asked })
  },
  'demo.add': async (operated: Operated, { zone }: { readonly zone?: string }) => {
    const { addDemo } = await import('./demo/from-terminal.ts')
    return await addDemo(operated, zone, now)
  },
  'demo.remove': async (operated: Operated) => {
    const { takeDemoAway } = await import('./demo/from-terminal.ts')
    return await takeDemoAway(operated)
  },
  'keys.rotate': async (operated: Operated, { clinic }: { readonly clinic?: string }) => {
    const { rotateClinicKeys } = await import('./rotate-keys.ts')
    return await rotateClinicKeys(operated, clinic, now())
  },
} as const

export type OperationName = keyof typeof operations
export type InputOf<Name extends OperationName> =
  Parameters<(typeof operations)[Name]> extends [unknown, infer Input, ...unknown[]] ? Input : Record<never, never>
export type ResultOf<Name extends OperationName> = Awaited<ReturnType<(typeof operations)[Name]>>

/** @throws OperateProblem for a name that is none: whoever asks may be of another version */
export async function runOperation<Name extends OperationName>(
  operated: Operated,
  name: Name,
  input: InputOf<Name>,
  asked: Asked,
): Promise<ResultOf<Name>> {
  if (!Object.hasOwn(operations, name)) {
    throw new OperateProblem(`The running server knows no “${name}”: it is of another version. Restart it.`)
  }
  const operation = operations[name] as unknown as (
    operated: Operated,
    input: InputOf<Name>,
    asked: Asked,
  ) => Promise<ResultOf<Name>>
  return await operation(operated, input, asked)
}

const operatingOf = async ({ database, keyRing, accounts }: Operated) => ({
  database,
  keys: keyRing,
  accounts: await accounts(),
  now,
})
