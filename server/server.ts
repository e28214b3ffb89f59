/** Opens the whole server and closes it again. Whatever fails on the way, nothing stays open. */
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import type { Log } from './http/log.ts'
import { openParts, type Parts } from './parts.ts'

export interface Server {
  readonly app: FastifyInstance
  /** Where people reach it, without a slash at the end. */
  readonly address: string
  readonly database: Parts['database']['kind']
  /** Migrations that were applied at this start. */
  readonly applied: readonly string[]
  /** How many there are: none at the first start. */
  readonly clinics: number
  /** Whether anybody may make the demo, at `/demo`. */
  readonly demoAllowed: boolean
  /** What the operator should know. */
  readonly says: readonly string[]
  /** Finishes what is being answered, then ends everything. */
  close(): Promise<void>
}

export interface ServerOptions {
  readonly log?: Log
  /** Where the pages of the app were built into. */
  readonly pages?: string
  /** What time it is, in milliseconds since 1970. A test that lets days go by says it. */
  readonly now?: () => number
}

/** @throws what `isForOperator` knows, with a sentence */
export async function openServer(config: Config, options: ServerOptions = {}): Promise<Server> {
  const closing: (() => unknown)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  // The database takes its time to open. The rest, which is most of the code, is loaded meanwhile.
  const opening = openParts(config, config.migrate ? 'always' : 'embedded')
  opening.catch(() => {})
  try {
    const { assemble } = await import('./assemble.ts')
    const parts = await opening
    closing.push(() => parts.close())
    return { ...(await assemble(parts, options, closing)), close }
  } catch (error) {
    await close()
    throw error
  }
}
