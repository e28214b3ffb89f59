import { answer, grouped, operating, remark, showDoing } from '../operate/operator.ts'
import { DECIDED, REFUSED, Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** A backup goes back into an empty place. */
export const verb: Verb = {
  name: 'restore',
  summary: 'put a backup into an empty database',
  usage: ['FILE'],
  about:
    'Before anything is written the file is read to its end, and its version and its master key are checked. Then all of it goes in, or ' +
    'nothing. At the end each audit chain is verified. The database of DATABASE_URL, or the folder of NEEDLEPOINT_DATA, has to be ' +
    'empty, and the master key has to be in place. A backup of an embedded database goes into PostgreSQL too, and the other way round.',
  examples: ['needlepoint restore needlepoint-2026-11-21.tar'],
  flags: [],
  async run(call) {
    const [path, ...more] = call.words
    if (path === undefined || more.length > 0) {
      throw new Stop('Which backup? For example: `needlepoint restore needlepoint.tar`.')
    }
    const progress = showDoing(call)
    const restored = await operating((server, config) => server.restoreBackup(config, path, progress.say)).finally(
      progress.end,
    )
    const broken = restored.clinics.filter(({ audit }) => !audit.whole)
    await answer(call, restored, (say) => {
      say(`Restored as of ${restored.madeAt}: ${grouped(restored.rows)} rows and ${grouped(restored.files)} files.`)
      for (const { name, audit } of restored.clinics) {
        if (audit.whole) say(`  ${name}: the audit chain of ${grouped(audit.lines)} lines is whole.`)
      }
    })
    for (const { name, audit } of broken) {
      if (!audit.whole) await remark(call, `${name}: the audit chain is broken at line ${audit.seq}. ${audit.why}`)
    }
    if (restored.missingFiles > 0) {
      await remark(
        call,
        `${grouped(restored.missingFiles)} photos or documents are named by a record and were not in the backup.`,
      )
    }
    return broken.length > 0 || restored.missingFiles > 0 ? REFUSED : DECIDED
  },
}
