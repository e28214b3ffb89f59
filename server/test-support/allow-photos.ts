/** A permission for photos, written straight into the tables: for tests of what is shown, and not of how it is signed. */
import { json } from '../database/index.ts'
import { newId } from '../ids.ts'
import { sha256 } from '../keys/index.ts'
import type { TestApp } from './test-app.ts'

/** @returns the consent's id, to take it back by */
export async function allowPhotos(
  { clinic, now }: Pick<TestApp, 'clinic' | 'now'>,
  clientId: string,
  purpose: 'record' | 'teaching' | 'publication' | 'marketing' = 'record',
): Promise<string> {
  const { clinicId, keys } = clinic
  const [screeningId, planId, id] = [newId(now()), newId(now()), newId(now())]
  const at = new Date(now())
  const made = { recorded_at: at, recorded_by: 'system' }
  const day = at.toISOString().slice(0, 10)
  await clinic.run(async (tx) => {
    await tx
      .insertInto('screenings')
      .values({
        ...{ clinic_id: clinicId, id: screeningId, client_id: clientId, decided_on: day, facts: json({}) },
        ...{ decision: json({}), at_least: 'proceed', at_most: 'proceed', differs: false, protocol_hash: 'none' },
        ...{ fingerprint: keys.fingerprint(screeningId), ...made },
      })
      .execute()
    await tx
      .insertInto('plans')
      .values({
        ...{ clinic_id: clinicId, id: planId, client_id: clientId, screening_id: screeningId, planned_on: day },
        ...{
          input: json({ facts: {}, answers: {}, start: null, price: null }),
          plan: json({ areas: [], courses: [] }),
        },
        ...{ protocol_hash: 'none', fingerprint: keys.fingerprint(planId), ...made },
      })
      .execute()
    const place = (column: string) => ({ table: 'consents', column, id })
    await tx
      .insertInto('consents')
      .values({
        ...{ clinic_id: clinicId, id, client_id: clientId, plan_id: planId, kind: 'photos', purposes: [purpose] },
        ...{ language: 'en', document: '# Photos\n', document_hash: sha256('# Photos\n'), risks: json([]) },
        ...{ protocol_hash: 'none', signed_by: 'client', signed_at: at, fingerprint: keys.fingerprint(id), ...made },
        signature_enc: keys.seal(place('signature_enc'), json({ kind: 'typed', name: 'Ada Example' })),
        signer_name_enc: keys.seal(place('signer_name_enc'), 'Ada Example'),
        evidence_enc: keys.seal(
          place('evidence_enc'),
          json({ ip: '', userAgent: '', receivedAt: at.toISOString(), witness: null, guardianId: null }),
        ),
      })
      .execute()
  })
  return id
}

/** @param consentId as `allowPhotos` gave it */
export async function takeBackPhotos(
  { clinic, now }: Pick<TestApp, 'clinic' | 'now'>,
  consentId: string,
): Promise<void> {
  const { clinicId, keys } = clinic
  const id = newId(now())
  await clinic.run((tx) =>
    tx
      .insertInto('consent_withdrawals')
      .values({
        ...{ clinic_id: clinicId, id, consent_id: consentId, withdrawn_at: new Date(now()) },
        ...{ fingerprint: keys.fingerprint(id), recorded_at: new Date(now()), recorded_by: 'system' },
      })
      .execute(),
  )
}
