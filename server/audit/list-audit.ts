import type { InputOf, OutputOf } from '@needlepoint/contract'
import { z } from 'zod'
import { recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom } from '../http/cursor.ts'

const place = cursorOf('audit', z.tuple([z.int().min(1)]))

/** Who did what, the last line first. */
export async function listAudit(
  context: Context,
  { query: { limit, cursor } }: InputOf<'audit.list'>,
): Promise<OutputOf<'audit.list'>> {
  const rows = await readLines(context, { limit: limit + 1, before: place.read(cursor)?.[0] })
  const by = await recordedByIn(
    context,
    rows.map(({ actor }) => actor),
  )
  return pageFrom(
    rows,
    limit,
    ({ seq, at, actor, action, subject, details, hash }) => ({
      seq,
      at: at.toISOString(),
      actor: by(actor),
      action,
      subject,
      details: details as Record<string, unknown>,
      hash: hash.toString('hex'),
    }),
    ({ seq }) => place.print([seq]),
  )
}

async function readLines(
  { tx, clinicId }: Context,
  { limit, before }: { readonly limit: number; readonly before: number | undefined },
) {
  let query = tx.selectFrom('audit_lines').selectAll().where('clinic_id', '=', clinicId)
  if (before !== undefined) query = query.where('seq', '<', before)
  return await query.orderBy('seq', 'desc').limit(limit).execute()
}
