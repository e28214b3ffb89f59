import { answer, ask, operating } from '../operate/operator.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Call, Verb } from '../verb.ts'

/** New keys for what is encrypted. */
export const verb: Verb = {
  name: 'rotate-keys',
  summary: 'give each clinic a new key, or replace the master key',
  usage: ['clinics', 'clinics --clinic ID', 'master'],
  about:
    '`clinics`: what is new is encrypted with a new key within a minute; what is there stays readable. `master`: all keys are wrapped ' +
    'anew under a new master key, with every server stopped. The old key is put beside it, since backups made before need it. Where the ' +
    'key is in NEEDLEPOINT_MASTER_KEY, set it to the new key, a comma and the old key first; this says so.',
  examples: ['needlepoint rotate-keys clinics', 'needlepoint rotate-keys master'],
  flags: ['clinic'],
  async run(call) {
    const [which, ...more] = call.words
    if (more.length === 0 && which === 'clinics') return await rotateClinics(call)
    if (more.length === 0 && which === 'master') return await rotateMaster(call)
    throw new Stop('Which keys? There are: `needlepoint rotate-keys clinics` and `needlepoint rotate-keys master`.')
  },
}

async function rotateClinics(call: Call): Promise<number> {
  const { clinic } = call.flags
  const { clinics } = await ask('keys.rotate', clinic === undefined ? {} : { clinic })
  await answer(call, { clinics }, (say) => {
    if (clinics.length === 0) say('There is no clinic yet, so there is no key to rotate.')
    for (const { name, clinicId } of clinics) say(`${name} (${clinicId}) has a new key. It is used in a minute.`)
  })
  return DECIDED
}

async function rotateMaster(call: Call): Promise<number> {
  if (call.flags.clinic !== undefined) throw new Stop('The master key is of all clinics: --clinic has no place here.')
  const master = await operating((server, config) => server.replaceMasterKey(config))
  await answer(call, master, (say) => {
    say(`The master key is now ${master.now}. ${master.wrapped} keys were wrapped anew.`)
    if (master.keptIn === null) {
      say(
        `Take ${master.before.join(', ')} out of NEEDLEPOINT_MASTER_KEY, and keep it where you keep backups: those made before need it.`,
      )
    } else {
      say(
        `The old one is in ${master.keptIn}. Move it to where you keep keys for backups: those made before need it. Keep a copy of the new one too.`,
      )
    }
  })
  return DECIDED
}
