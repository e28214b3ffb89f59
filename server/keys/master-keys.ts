/**
 * The master key, under which the keys of all clinics are wrapped. It comes from the environment, or from a file that is made
 * at the first start. Whoever loses it loses every name and photo: backups say so too.
 */
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export interface MasterKey {
  /** Names the key without telling it. */
  readonly id: string
  readonly key: Buffer
}

export interface MasterKeys {
  /** Wraps what is new. */
  readonly current: MasterKey
  /** Still unwrap. */
  readonly older: readonly MasterKey[]
}

/** The message is for the operator. */
export class MasterKeyProblem extends Error {
  override name = 'MasterKeyProblem'
}

export interface MasterKeyConfig {
  /** 32 bytes in base64 or hex; several, the newest first and parted by commas, while the master key is being changed. */
  readonly masterKey?: string | undefined
  readonly dataFolder: string
}

/**
 * @param mayCreate there is nothing yet that another key has wrapped
 * @throws MasterKeyProblem
 */
export function loadMasterKeys({ masterKey, dataFolder }: MasterKeyConfig, mayCreate: boolean): MasterKeys {
  if (masterKey) return parse(masterKey, 'NEEDLEPOINT_MASTER_KEY')
  const path = masterKeyFile(dataFolder)
  if (!existsSync(path)) {
    if (!mayCreate) {
      throw new MasterKeyProblem(
        `The file ${path} is missing, and the database holds what its key has encrypted. ` +
          'Put the file back from where you keep it, or set NEEDLEPOINT_MASTER_KEY. A new key could read nothing.',
      )
    }
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    create(path, `${randomBytes(32).toString('base64')}\n`)
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new MasterKeyProblem(`Others than its owner can read ${path}. Run: chmod 600 ${path}`)
  }
  return parse(readFileSync(path, 'utf8'), path)
}

export function masterKeyFile(dataFolder: string): string {
  return join(dataFolder, 'master.key')
}

export function masterKeyFrom(key: Buffer): MasterKey {
  return { id: createHash('sha256').update('needlepoint master key').update(key).digest('hex').slice(0, 16), key }
}

function parse(text: string, from: string): MasterKeys {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => Buffer.from(part, /^[0-9a-fA-F]{64}$/.test(part) ? 'hex' : 'base64'))
  const [current, ...older] = keys.map(masterKeyFrom)
  if (!current || keys.some((key) => key.length !== 32)) {
    throw new MasterKeyProblem(
      `${from} is no master key. It is 32 random bytes, such as \`openssl rand -base64 32\` writes.`,
    )
  }
  return { current, older }
}

/** A second server that starts at the same moment must not make another key. */
function create(path: string, content: string): void {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if (existsSync(path)) return
    throw new MasterKeyProblem(`The master key cannot be written to ${path}: ${String(error)}`)
  }
  try {
    writeSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
