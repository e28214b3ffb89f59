/** The real knowledge, as everything in this folder measures with it. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answers, Protocol } from '@needlepoint/pathway'
import { parse } from 'yaml'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const protocolFile = join(root, 'knowledge', 'protocol.json')

export const readProtocol = (): Protocol => JSON.parse(readFileSync(protocolFile, 'utf8'))

/** Named sets of answers in which every question of screening has an answer. */
export const readProfiles = (): Readonly<Record<string, Answers>> =>
  parse(readFileSync(join(root, 'knowledge', 'profiles.yaml'), 'utf8'))
