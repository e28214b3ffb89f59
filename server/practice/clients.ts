/** All SQL about who the clients are. Details come in versions; the one that nothing replaced holds. */
import type { ISODate, Zone } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome, type Tx } from '../database/index.ts'
import { type BlindToken, indexTokens } from '../keys/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

export interface ClientRow {
  readonly client_id: string
  readonly details_id: string
  readonly supersedes: string | null
  readonly superseded_by: string | null
  readonly name_enc: Buffer
  readonly contact_enc: Buffer
  readonly born_enc: Buffer | null
  readonly notes_enc: Buffer | null
  readonly language: string
  readonly zone: Zone
  /** Her data was erased but for what has to be kept until this day, in the clinic's zone; null for everybody else. */
  readonly kept_until: ISODate | null
  /** When the client was added. */
  readonly added_at: Date
  /** When this version of her details was. */
  readonly recorded_at: Date
  readonly recorded_by: string
}

export interface Details {
  readonly name: string
  readonly contact: { readonly email?: string | undefined; readonly phone?: string | undefined }
  readonly born?: string | undefined
  readonly language: string
  readonly zone: string
  readonly notes?: string | undefined
}

export function addClientRow(
  { tx, clinicId, actor, now }: Context,
  { id, fingerprint }: { readonly id: string; readonly fingerprint: Buffer },
): Promise<Outcome> {
  return addRow(tx, 'clients', {
    clinic_id: clinicId,
    id,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export interface NewDetails {
  readonly id: string
  readonly clientId: string
  readonly supersedes: string | null
  readonly details: Details
  readonly fingerprint: Buffer
}

/** Adds a version of her details, and what finds her by them. Tokens of the version before no longer find anybody. */
export async function addDetails(
  { tx, clinicId, actor, now, keys }: Context,
  { id, clientId, supersedes, details, fingerprint }: NewDetails,
): Promise<Outcome> {
  const place = (column: string) => ({ table: 'client_details', column, id })
  const outcome = await addRow(tx, 'client_details', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    supersedes,
    name_enc: keys.seal(place('name_enc'), details.name),
    contact_enc: keys.seal(place('contact_enc'), JSON.stringify(details.contact)),
    born_enc: keys.sealOptional(place('born_enc'), details.born),
    notes_enc: keys.sealOptional(place('notes_enc'), details.notes),
    language: details.language,
    zone: details.zone,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
  if (outcome === 'new') {
    const { email, phone } = details.contact
    const tokens = indexTokens(keys, { name: details.name, phone, email })
    await addTokens(tx, { clinicId, detailsId: id, clientId }, tokens)
  }
  return outcome
}

async function addTokens(
  tx: Tx,
  {
    clinicId,
    detailsId,
    clientId,
  }: { readonly clinicId: string; readonly detailsId: string; readonly clientId: string },
  tokens: readonly BlindToken[],
): Promise<void> {
  if (tokens.length === 0) return
  await tx
    .insertInto('client_search')
    .values(
      tokens.map(({ kind, blind }) => ({
        clinic_id: clinicId,
        kind,
        blind,
        details_id: detailsId,
        client_id: clientId,
      })),
    )
    .execute()
}

/** @returns the version that holds */
export async function findClientRow(context: Reading, clientId: string): Promise<ClientRow | undefined> {
  return await versions(context).where('d.client_id', '=', clientId).where('later.id', 'is', null).executeTakeFirst()
}

export async function findDetailsRow(context: Reading, detailsId: string): Promise<ClientRow | undefined> {
  return await versions(context).where('d.id', '=', detailsId).executeTakeFirst()
}

export interface Place {
  readonly addedAt: Date
  readonly id: string
}

/** The last one added first. A record that is only kept is nobody's work any more: it is found where it was erased. */
export async function listClientRows(
  context: Reading,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<ClientRow[]> {
  let query = versions(context).where('later.id', 'is', null).where(keptUntil(context), 'is', null)
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('c.recorded_at', 'c.id'), '<', on.tuple(after.addedAt, after.id as never)),
    )
  }
  return await query.orderBy('c.recorded_at', 'desc').orderBy('c.id', 'desc').limit(limit).execute()
}

/** Clients whose details have every one of these tokens, the last one added first. */
export async function findByTokens(
  context: Reading,
  tokens: readonly BlindToken[],
  limit: number,
): Promise<ClientRow[]> {
  const { clinicId } = context
  let query = versions(context).where('later.id', 'is', null)
  for (const { kind, blind } of tokens) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('client_search as s')
          .select('s.kind')
          .where('s.clinic_id', '=', clinicId)
          .where('s.kind', '=', kind)
          .where('s.blind', '=', blind)
          .whereRef('s.details_id', '=', 'd.id'),
      ),
    )
  }
  return await query.orderBy('c.recorded_at', 'desc').orderBy('c.id', 'desc').limit(limit).execute()
}

/** The answer that holds is the newest that did not refuse. */
const keptUntil = ({ clinicId }: Reading) => sql<ISODate | null>`(
  select a.keep_until from erasure_answers a
  where a.clinic_id = ${clinicId} and a.client_id = c.id and a.answer <> 'refused'
  order by a.recorded_at desc, a.id desc limit 1)`

const versions = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('clients as c')
    .innerJoin('client_details as d', (join) =>
      join.onRef('d.clinic_id', '=', 'c.clinic_id').onRef('d.client_id', '=', 'c.id'),
    )
    .leftJoin('client_details as later', (join) =>
      join.onRef('later.clinic_id', '=', 'd.clinic_id').onRef('later.supersedes', '=', 'd.id'),
    )
    .select([
      'c.id as client_id',
      'd.id as details_id',
      'd.supersedes',
      'later.id as superseded_by',
      'd.name_enc',
      'd.contact_enc',
      'd.born_enc',
      'd.notes_enc',
      'd.language',
      'd.zone',
      keptUntil({ tx, clinicId }).as('kept_until'),
      'c.recorded_at as added_at',
      'd.recorded_at',
      'd.recorded_by',
    ])
    .where('c.clinic_id', '=', clinicId)
