/** What an operator sets, by environment. Everything wrong is named at once, before anything is opened. */
import { join, resolve } from 'node:path'
import { nearest } from '@needlepoint/pathway'
import type { S3Config } from './files/s3-store.ts'

export interface Config {
  readonly host: string
  /** 0 for any free one; undefined for 8080, or the next free one after it. */
  readonly port: number | undefined
  /**
   * Where people reach us, without a slash at the end; links in mails and the origin of passkeys come from it. Undefined for
   * this machine and the port that is taken: `addressOf`.
   */
  readonly publicUrl: string | undefined
  readonly dataFolder: string
  /** `postgres://…`; undefined for the embedded database. */
  readonly databaseUrl: string | undefined
  readonly databaseConnections: number
  /** Brings a PostgreSQL database up to date at the start. An embedded one always is. */
  readonly migrate: boolean
  /** As it is written in the environment; undefined for the file in the data folder. */
  readonly masterKey: string | undefined
  /** Where photos and documents are: a folder, or a bucket. */
  readonly files: string | S3Config
  readonly log: LogLevel
  /** Proxies in front of us whose word on a caller's address is taken. */
  readonly trustedProxies: number
  /** Requests a minute from one address; null for no limit. */
  readonly rateLimit: number | null
  /** Reads /metrics from anywhere; without one, only this machine may. */
  readonly metricsToken: string | undefined
  /** Minutes without a request after which a session of staff locks. */
  readonly idleMinutes: number
  /** Whether anybody may make the demo and go into it. Undefined: only on a machine of one's own, `isDemoAllowed`. */
  readonly demo: boolean | undefined
  /** `smtp://…`; undefined: mails are kept in the outbox of the data folder. */
  readonly mailUrl: string | undefined
  readonly mailFrom: string
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Each sentence names a variable, what it holds and what is expected. */
export class ConfigProblem extends Error {
  override name = 'ConfigProblem'
  readonly sentences: readonly string[]

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}

/** Those that hold secrets: their values are not repeated. */
const secret = new Set(['DATABASE_URL', 'NEEDLEPOINT_MASTER_KEY', 'NEEDLEPOINT_MAIL', 'NEEDLEPOINT_METRICS_TOKEN'])

/** A person in a hurry makes some hundred requests a minute, and a whole clinic may share one address. */
const usualRateLimit = 1_200

/** Every variable of our own; the rest has names that other tools know too. docs/configure.md explains each. */
export const ourVariables: readonly string[] = [
  'NEEDLEPOINT_HOST',
  'NEEDLEPOINT_URL',
  'NEEDLEPOINT_DATA',
  'NEEDLEPOINT_FILES',
  'NEEDLEPOINT_MASTER_KEY',
  'NEEDLEPOINT_LOG',
  'NEEDLEPOINT_TRUSTED_PROXIES',
  'NEEDLEPOINT_MAIL',
  'NEEDLEPOINT_MAIL_FROM',
  'NEEDLEPOINT_MIGRATE',
  'NEEDLEPOINT_RATE_LIMIT',
  'NEEDLEPOINT_METRICS_TOKEN',
  'NEEDLEPOINT_IDLE_MINUTES',
  'NEEDLEPOINT_DEMO',
  // The command line's: it shows where an error of ours was thrown.
  'NEEDLEPOINT_DEBUG',
]

/** Names that others have made common. */
export const commonVariables: readonly string[] = [
  'PORT',
  'DATABASE_URL',
  'DATABASE_CONNECTIONS',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_REGION',
  'AWS_ENDPOINT_URL',
]

/**
 * @param folder that relative paths start from
 * @throws ConfigProblem
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, folder: string = process.cwd()): Config {
  const sentences: string[] = []
  // An empty variable is what many tools pass on for one that is not set.
  const value = (name: string) => (env[name]?.trim() ? env[name]?.trim() : undefined)
  const wrong = (name: string, expected: string) => {
    sentences.push(`${name} is ${secret.has(name) ? 'wrong' : `“${value(name)}”`}. Expected ${expected}.`)
  }

  function integer(name: string, fallback: number, least: number, most: number): number {
    const text = value(name)
    if (text === undefined) return fallback
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    wrong(name, `a whole number from ${least} to ${most}`)
    return fallback
  }

  function oneOrZero(name: string): boolean {
    const text = value(name)
    if (text !== undefined && text !== '0' && text !== '1') wrong(name, '1 for yes or 0 for no')
    return text === '1'
  }

  function rateLimit(): number | null {
    if (value('NEEDLEPOINT_RATE_LIMIT') === 'off') return null
    const text = value('NEEDLEPOINT_RATE_LIMIT')
    if (text === undefined || (/^\d{1,6}$/.test(text) && Number(text) > 0)) return Number(text ?? usualRateLimit)
    wrong('NEEDLEPOINT_RATE_LIMIT', 'a whole number of requests a minute from 1 to 999999, or off')
    return usualRateLimit
  }

  function url(name: string, protocols: readonly string[], example: string): string | undefined {
    const text = value(name)
    if (text === undefined) return undefined
    const parsed = URL.canParse(text) ? new URL(text) : undefined
    if (parsed && protocols.includes(parsed.protocol)) return text
    wrong(name, `an address such as ${example}`)
    return undefined
  }

  function filesPlace(): string | S3Config {
    const text = value('NEEDLEPOINT_FILES')
    if (!text?.startsWith('s3://')) return text ? resolve(folder, text) : join(dataFolder, 'files')
    const [, bucket = '', prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/?((?:[\w.-]+\/?)*)$/.exec(text) ?? []
    if (bucket === '') wrong('NEEDLEPOINT_FILES', 'a folder, or a bucket as s3://bucket/prefix')
    // The names that every tool for S3 knows.
    const needed = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION'].map((name) => {
      if (!value(name)) sentences.push(`${name} is not set. The bucket of NEEDLEPOINT_FILES needs it.`)
      return value(name) ?? ''
    })
    const [accessKeyId = '', secretAccessKey = '', region = ''] = needed
    const endpoint =
      url('AWS_ENDPOINT_URL', ['https:', 'http:'], 'https://s3.example.org') ?? `https://s3.${region}.amazonaws.com`
    return {
      endpoint: endpoint.replace(/\/+$/, ''),
      region,
      bucket,
      prefix: prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`,
      accessKeyId,
      secretAccessKey,
    }
  }

  const host = value('NEEDLEPOINT_HOST') ?? '127.0.0.1'
  const port = value('PORT') === undefined ? undefined : integer('PORT', usualPort, 0, 65535)
  const publicUrl = url('NEEDLEPOINT_URL', ['https:', 'http:'], 'https://care.example.org')?.replace(/\/+$/, '')
  const dataFolder = resolve(folder, value('NEEDLEPOINT_DATA') ?? 'data')
  const log = value('NEEDLEPOINT_LOG') ?? 'info'
  if (!isLogLevel(log)) wrong('NEEDLEPOINT_LOG', `one of ${logLevels.join(', ')}`)
  for (const name of Object.keys(env)) {
    if (!name.startsWith('NEEDLEPOINT_') || ourVariables.includes(name)) continue
    // Some names are everybody's, and take no prefix.
    const plain = commonVariables.find((common) => name === `NEEDLEPOINT_${common}`)
    const close = plain ?? nearest(name, ourVariables)
    sentences.push(
      `${name} is no setting of Needlepoint.${close ? ` Did you mean ${close}?` : ''} docs/configure.md lists them all.`,
    )
  }
  const metricsToken = value('NEEDLEPOINT_METRICS_TOKEN')
  if (metricsToken !== undefined && !/^[!-~]{16,}$/.test(metricsToken)) {
    wrong('NEEDLEPOINT_METRICS_TOKEN', 'at least 16 characters without spaces, such as `openssl rand -hex 16` writes')
  }
  const config: Config = {
    host,
    port,
    publicUrl,
    dataFolder,
    databaseUrl: url(
      'DATABASE_URL',
      ['postgres:', 'postgresql:'],
      'postgres://user:password@localhost:5432/needlepoint',
    ),
    databaseConnections: integer('DATABASE_CONNECTIONS', 10, 1, 500),
    migrate: oneOrZero('NEEDLEPOINT_MIGRATE'),
    masterKey: value('NEEDLEPOINT_MASTER_KEY'),
    files: filesPlace(),
    log: isLogLevel(log) ? log : 'info',
    trustedProxies: integer('NEEDLEPOINT_TRUSTED_PROXIES', 0, 0, 10),
    rateLimit: rateLimit(),
    metricsToken,
    idleMinutes: integer('NEEDLEPOINT_IDLE_MINUTES', 15, 1, 720),
    demo: value('NEEDLEPOINT_DEMO') === undefined ? undefined : oneOrZero('NEEDLEPOINT_DEMO'),
    mailUrl: url('NEEDLEPOINT_MAIL', ['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org'),
    mailFrom: value('NEEDLEPOINT_MAIL_FROM') ?? 'Needlepoint <no-reply@localhost>',
  }
  if (sentences.length > 0) throw new ConfigProblem(sentences)
  return config
}

export const usualPort = 8080

/** Where people reach a server that took this port. */
export function addressOf({ publicUrl }: Config, port: number): string {
  return publicUrl ?? `http://localhost:${port}`
}

function isLogLevel(text: string): text is LogLevel {
  return logLevels.includes(text as LogLevel)
}
