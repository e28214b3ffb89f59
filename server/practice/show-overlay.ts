/** How the clinic tightens the protocol: what is in force, and what will be. */
import type { OutputOf, Overlay } from '@needlepoint/contract'
import { recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { inForce, listOverlayVersions, newestFirst, readOverlay } from './overlays.ts'

export async function showOverlay(context: Context): Promise<OutputOf<'overlay.show'>> {
  const { tx, clinicId, today, pathway } = context
  const versions = await listOverlayVersions(tx, clinicId)
  const present = async (version: { readonly id: string } | undefined) =>
    version === undefined ? null : await presentOverlay(context, version.id)
  return {
    protocol: pathway.hash,
    overlay: await present(inForce(versions, today)),
    newest: await present(newestFirst(versions)[0]),
  }
}

/** @param id of a version that is there */
export async function presentOverlay(context: Context, id: string): Promise<Overlay> {
  const { tx, clinicId, actor } = context
  const stored = await readOverlay(tx, clinicId, id)
  if (!stored) throw new Error('An overlay that was listed is not there.')
  const later = (await listOverlayVersions(tx, clinicId)).find(({ supersedes }) => supersedes === id)
  const by = await recordedByIn(context, [stored.recordedBy])
  return {
    id,
    hash: stored.hash,
    name: stored.document.name,
    // What the clinic wrote beside it is for the clinic.
    yaml: actor.kind === 'client' ? null : stored.yaml,
    document: { ...stored.document },
    validFrom: stored.validFrom,
    supersedes: stored.supersedes,
    supersededBy: later?.id ?? null,
    recordedAt: stored.recordedAt.toISOString(),
    recordedBy: by(stored.recordedBy),
  }
}
