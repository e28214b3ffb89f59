import { answer, ask, grouped } from '../operate/operator.ts'
import { DECIDED, REFUSED, Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** Whether the audit chains are as they were written. */
export const verb: Verb = {
  name: 'audit',
  summary: 'is the audit chain of each clinic as it was written?',
  usage: ['verify', 'verify --clinic ID'],
  about:
    'Each line of a chain holds the hash of the one before, and the end is sealed. `verify` reads the chains from their start, names the ' +
    'first line of each that is not as it was written or is missing, and exits with 1 when there is one.',
  examples: ['needlepoint audit verify'],
  flags: ['clinic'],
  async run(call) {
    const [command, ...more] = call.words
    if (command !== 'verify' || more.length > 0)
      throw new Stop('What about the audit? There is: `needlepoint audit verify`.')
    const clinics = await ask('audit.verify', call.flags.clinic === undefined ? {} : { clinic: call.flags.clinic })
    await answer(call, { clinics }, (say) => {
      if (clinics.length === 0) say('There is no clinic yet, so there is no chain.')
      for (const { clinicId, name, verdict } of clinics) {
        if (verdict.whole) say(`● ${name} (${clinicId}): whole, ${grouped(verdict.lines)} lines.`)
        else say(`○ ${name} (${clinicId}): BROKEN at line ${verdict.seq}. ${verdict.why}`)
      }
    })
    return clinics.every(({ verdict }) => verdict.whole) ? DECIDED : REFUSED
  },
}
