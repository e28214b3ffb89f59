import { resolve } from 'node:path'
import { answer, ask, grouped, interruptible, operating, remark, showDoing } from '../operate/operator.ts'
import { DECIDED, REFUSED, Stop } from '../stop.ts'
import type { Call, Verb } from '../verb.ts'

/** Everything that the server keeps, in one file. */
export const verb: Verb = {
  name: 'backup',
  summary: 'write everything that the server keeps into one file, while it runs or not',
  usage: ['FILE', 'check FILE'],
  about:
    'The file holds each record as it was at one moment, and the photos and documents, encrypted as they are kept. The MASTER KEY IS ' +
    'NOT IN IT: keep a copy of the key elsewhere, since without it nobody can read the backup. With an embedded database the running ' +
    'server writes the file; people wait while its records are read. `check FILE` reads a backup from start to end and says whether it is whole.',
  examples: ['needlepoint backup needlepoint-2026-11-21.tar', 'needlepoint backup check needlepoint-2026-11-21.tar'],
  flags: [],
  async run(call) {
    const [first, second, ...more] = call.words
    if (first === 'check' && second !== undefined && more.length === 0) return await check(call, second)
    // It is read again by its name, and a pipe has none.
    if (first === undefined || first === '-' || second !== undefined) {
      throw new Stop('Into which file? For example: `needlepoint backup needlepoint.tar`.')
    }
    const progress = showDoing(call)
    // The server may have another folder to start from.
    const path = resolve(first)
    const written = await interruptible((signal) => ask('backup', { path }, { say: progress.say, signal })).finally(
      progress.end,
    )
    await answer(call, written, (say) => {
      say(
        `Written to ${written.path}: ${grouped(written.rows)} rows and ${grouped(written.files)} files, ${megabytes(written.bytes)}.`,
      )
      say('')
      say(
        `THE MASTER KEY IS NOT IN IT (${written.masterKeys.join(', ') || 'none is in use yet'}). Without that key nobody can read names, photos and documents again. Keep a copy of it elsewhere. docs/backup.md says how.`,
      )
    })
    if (!call.text)
      await remark(
        call,
        'The master key is not in the backup. Keep a copy of it elsewhere: without it, nobody can read this file.',
      )
    if (written.missingFiles === 0) return DECIDED
    await remark(
      call,
      `${grouped(written.missingFiles)} photos or documents are named by a record and are not in the file store. Look for them in an older backup.`,
    )
    return REFUSED
  },
}

async function check(call: Call, path: string): Promise<number> {
  const progress = showDoing(call)
  const checked = await operating((server) =>
    server.lookAtBackup(path, (bytes) => progress.say({ what: 'bytes', done: bytes })),
  ).finally(progress.end)
  const { manifest, end } = checked
  const rows = Object.values(end.rows).reduce((sum, count) => sum + count, 0)
  const about = { madeAt: manifest.madeAt, masterKeys: manifest.masterKeys, rows, files: end.files, sha256: end.sha256 }
  await answer(call, about, (say) => {
    say(`The backup of ${manifest.madeAt} is whole: ${grouped(rows)} rows and ${grouped(end.files)} files.`)
    say(`It needs the master key ${manifest.masterKeys.join(', ') || '– none'}.`)
  })
  return DECIDED
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`
