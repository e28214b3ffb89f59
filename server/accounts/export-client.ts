import type { InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { requireClient } from '../practice/require-client.ts'
import { exportRows } from './exported.ts'

/** Everything that is stored about a client, opened, for her to take along. @throws problems.notFound */
export async function exportClient(
  context: Context,
  { params: { clientId } }: InputOf<'client.export'>,
  caller: Caller,
): Promise<OutputOf<'client.export'>> {
  caller.about(clientId)
  await requireClient(context, clientId)
  const rows = await exportRows(context, clientId)
  await audit(context, { action: 'client.exported', subject: clientId })
  return {
    format: 'needlepoint-client-export',
    version: 1,
    exportedAt: new Date(context.now).toISOString(),
    clientId,
    ...rows,
  }
}
