/**
 * Which protocol decides for a clinic, and every protocol that ever decided, kept by its hash: a decision of years ago is
 * replayed with the knowledge that it was taken with.
 */
import { type ISODate, loadProtocol, type Overlay, type Pathway, type Protocol } from '@needlepoint/pathway'
import { type Database, json, type Tx } from './database/index.ts'
import { layOver } from './practice/lay-over.ts'
import { inForce, listOverlayVersions, readOverlay } from './practice/overlays.ts'

export interface Protocols {
  /** Without any overlay. */
  readonly base: Pathway
  /** The clinic's protocol on its date. The document is in `protocols` by then, so that its hash may be stored. */
  readonly pathwayFor: (tx: Tx, clinicId: string, today: ISODate | Promise<ISODate>) => Promise<Pathway>
}

export interface ProtocolOptions {
  /** Hears of overlays that no longer fit as a whole. */
  readonly log?: (level: 'info' | 'warn' | 'error', what: string) => void
}

/** Tightened protocols that are held ready; each shares what it does not change with the base. */
const most = 200

/** Keeps the document and gives the pathway of each clinic. Called once, when the server starts. */
export async function openProtocols(
  database: Database,
  protocol: Protocol,
  { log = () => {} }: ProtocolOptions = {},
): Promise<Protocols> {
  const base = loadProtocol(protocol)
  await database.asSystem(async (tx) => {
    if (!(await hasProtocol(tx, protocol.hash))) await keepProtocol(tx, protocol, new Date())
  })
  const ready = new Map<string, Pathway>()
  /** Hashes that were found in the table, committed. */
  const kept = new Set([base.hash])

  function tightened(overlay: Overlay): Pathway {
    const laid = layOver(protocol, overlay)
    if (laid.dropped.length > 0) {
      const entries = laid.dropped.join(', ')
      log('warn', `The overlay ${overlay.hash} no longer fits ${base.hash}; left out: ${entries}. Set it anew.`)
    }
    return loadProtocol(laid.protocol)
  }

  async function pathwayFor(tx: Tx, clinicId: string, today: ISODate | Promise<ISODate>): Promise<Pathway> {
    const version = inForce(...(await Promise.all([listOverlayVersions(tx, clinicId), today])))
    if (!version) return base
    let pathway = ready.get(version.hash)
    if (!pathway) {
      const overlay = await readOverlay(tx, clinicId, version.id)
      if (!overlay) throw new Error('An overlay was removed while it was read.')
      pathway = tightened(overlay.document)
      if (ready.size >= most) ready.clear()
      ready.set(version.hash, pathway)
    }
    if (!kept.has(pathway.hash)) {
      // What this transaction adds is lost if it is undone, so it counts as kept when a later one finds it.
      if (await hasProtocol(tx, pathway.hash)) kept.add(pathway.hash)
      else await keepProtocol(tx, pathway.protocol, new Date())
    }
    return pathway
  }

  return { base, pathwayFor }
}

/** Adds the document unless it is there. */
async function keepProtocol(tx: Tx, protocol: Protocol, at: Date): Promise<void> {
  await tx
    .insertInto('protocols')
    .values({ hash: protocol.hash, document: json(protocol), added_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function hasProtocol(tx: Tx, hash: string): Promise<boolean> {
  const row = await tx.selectFrom('protocols').select('hash').where('hash', '=', hash).executeTakeFirst()
  return row !== undefined
}

/** @returns the protocol that decided then, for replay; undefined when it never was here */
export async function findProtocol(tx: Tx, hash: string): Promise<Protocol | undefined> {
  const row = await tx.selectFrom('protocols').select('document').where('hash', '=', hash).executeTakeFirst()
  return row?.document as Protocol | undefined
}

/** The protocol below a clinic's overlay. @param hash of either; that of a tightened one begins with its base's */
export const baseHash = (hash: string): string => hash.split('+', 1)[0] ?? hash
