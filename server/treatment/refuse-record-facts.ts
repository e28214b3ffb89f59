/** Papers, device, cartridge, earlier sessions come from the record: one that is sent is refused by name. */
import { ofTheRecord } from '@needlepoint/contract'
import type { Answers } from '@needlepoint/pathway'
import { problems } from '../http/problems.ts'

/**
 * @param known what the record says this time
 * @throws problems.invalidFields naming each answer that the record gives
 */
export function refuseRecordFacts(field: string, sent: Answers, known: Answers): void {
  const refused = Object.keys(sent).filter((id) => sent[id] !== null && (ofTheRecord.has(id) || id in known))
  if (refused.length === 0) return
  throw problems.invalidFields(
    refused.map((id) => ({
      field: `${field}.${id}`,
      message: `“${id}” comes from the record and cannot be sent. Leave it out; if the record is wrong, correct it there.`,
      expected: 'no answer',
    })),
  )
}
