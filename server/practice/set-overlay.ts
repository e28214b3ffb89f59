/** Tightens the protocol from a day on. The overlay is compiled and laid over the protocol here; what would loosen it is refused. */
import type { Problem } from '@needlepoint/compiler'
import type { InputOf, OutputOf } from '@needlepoint/contract'
import type { Overlay, Protocol } from '@needlepoint/pathway'
import { audit, printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { baseHash, findProtocol } from '../protocols.ts'
import { addOverlay, listOverlayVersions, newestFirst } from './overlays.ts'
import { presentOverlay } from './show-overlay.ts'

type Body = InputOf<'overlay.set'>['body']

/** @throws problems.idTaken, problems.staleVersion, problems.loosensProtocol, problems.invalidFields, problems.notFound */
export async function setOverlay(context: Context, { body }: InputOf<'overlay.set'>): Promise<OutputOf<'overlay.set'>> {
  const { tx, clinicId, keys } = context
  const { id, validFrom } = body
  const fingerprint = keys.fingerprint(body)
  const outcome =
    (await sentBefore(tx, 'overlays', { clinicId, id, fingerprint })) ?? (await store(context, body, fingerprint))
  if (outcome === 'new') await audit(context, { action: 'overlay.set', subject: id, details: { validFrom } })
  return await mergeById({
    outcome,
    sent: body,
    show: () => presentOverlay(context, id),
    mayRead: () => true,
    current: async () => {
      const [newest] = newestFirst(await listOverlayVersions(tx, clinicId))
      return newest && (await presentOverlay(context, newest.id))
    },
  })
}

async function store(context: Context, body: Body, fingerprint: Buffer): Promise<Outcome> {
  const { tx, clinicId, actor, now, today, pathway } = context
  const { id, supersedes, yaml, validFrom } = body
  if (validFrom < today) {
    const message = 'A protocol cannot be tightened for days that have passed: their decisions are taken.'
    throw problems.invalidFields([{ field: 'validFrom', message, expected: 'today or later' }])
  }
  const versions = await listOverlayVersions(tx, clinicId)
  if (supersedes !== undefined && !versions.some((version) => version.id === supersedes))
    throw problems.notFound('overlay')
  const base = await findProtocol(tx, baseHash(pathway.hash))
  if (!base) throw new Error(`The protocol ${baseHash(pathway.hash)} decides and is not kept.`)
  const overlay = await compile(yaml, base)
  const stored = {
    id,
    supersedes: supersedes ?? null,
    hash: overlay.hash,
    validFrom,
    yaml,
    document: overlay,
    recordedAt: new Date(now),
    recordedBy: printActor(actor),
  }
  return await addOverlay(tx, clinicId, stored, fingerprint)
}

/** @throws problems.loosensProtocol, problems.invalidFields, each naming every line that is wrong */
async function compile(yaml: string, base: Protocol): Promise<Overlay> {
  // Loaded when it is needed, which is seldom: a start does not wait for it.
  const { compileOverlay } = await import('@needlepoint/compiler')
  const { overlay, problems: found } = compileOverlay(yaml, base, 'yaml')
  if (overlay) return overlay
  const fields = found.map((problem) => ({ field: 'yaml', message: sayWhere(problem), expected: problem.fix }))
  // The compiler tells whether an entry loosens only when nothing else is wrong.
  const loosens = found.some(({ message }) => message.includes('would loosen the protocol'))
  throw loosens ? problems.loosensProtocol(fields) : problems.invalidFields(fields)
}

const sayWhere = ({ line, column, message, fix }: Problem) => `Line ${line}, column ${column}: ${message} ${fix}`
