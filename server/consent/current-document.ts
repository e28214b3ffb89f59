/** The document of a plan as it would be signed now. */
import type { photoPurposes } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { PlanRow } from '../planning/plans.ts'
import { readClinic } from '../practice/clinics.ts'
import { type Asked, type WrittenDocument, writeDocument } from './write-document.ts'

/** What is asked for, as requests say it and rows hold it. */
export interface AskedFor {
  readonly kind: 'treatment' | 'photos'
  readonly purposes: readonly string[]
}

export async function currentDocument(
  context: Pick<Context, 'tx' | 'clinicId' | 'pathway'>,
  plan: PlanRow,
  askedFor: AskedFor,
  language: string,
): Promise<WrittenDocument> {
  const asked = readAsked(askedFor)
  const { name } = await readClinic(context)
  return writeDocument(context.pathway, { asked, plan, clinicName: name, language })
}

/** @throws problems.invalidFields when a treatment has a purpose, or photos have none or several */
function readAsked({ kind, purposes }: AskedFor): Asked {
  const [purpose, ...others] = purposes
  if (kind === 'treatment' && purpose === undefined) return { kind }
  if (kind === 'photos' && purpose !== undefined && others.length === 0)
    return { kind, purpose: purpose as (typeof photoPurposes)[number] }
  const expected = kind === 'treatment' ? 'an empty list' : 'one purpose: each use of photos is signed by itself'
  throw problems.invalidFields([
    { field: 'purposes', message: `“purposes” does not fit the kind “${kind}”. Expected ${expected}.`, expected },
  ])
}
