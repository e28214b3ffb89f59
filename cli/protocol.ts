/** Finds the protocol that the flags name and makes it ready to decide. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadProtocol, nearest, type Overlay, type Pathway, type Protocol } from '@needlepoint/pathway'
import type { Flags } from './arguments.ts'
import { sentenceOf } from './input/source.ts'
import { BadFile, REFUSED, Stop } from './stop.ts'

export const root = join(import.meta.dirname, '..')
export const knowledgeFolder = join(root, 'knowledge')
const compiled = join(knowledgeFolder, 'protocol.json')

/** @throws Stop, BadFile */
export async function pathwayOf(flags: Flags, language: string): Promise<Pathway> {
  const protocol = await readProtocol(flags.protocol)
  requireLanguage(protocol, language)
  const pathway = loadProtocol(protocol, language)
  return flags.overlay === undefined ? pathway : pathway.tighten(await readOverlay(flags.overlay, protocol))
}

/** Reads a compiled protocol, or compiles a folder of knowledge. */
export async function readProtocol(path: string | undefined): Promise<Protocol> {
  if (path !== undefined && isFolder(path)) return compileFolder(path)
  const file = path ?? compiled
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (path === undefined) throw new Stop('The knowledge has not been compiled yet. Run `npm run build` first.')
    throw new Stop(sentenceOf(path, error))
  }
  let protocol: unknown
  try {
    protocol = JSON.parse(text)
  } catch {
    throw new Stop(`${file} is not valid JSON. Expected a protocol, as \`npm run build\` writes it.`)
  }
  if (
    (protocol as Partial<Protocol> | null)?.format !== 1 ||
    typeof (protocol as Partial<Protocol>).hash !== 'string'
  ) {
    throw new Stop(
      `${file} is no protocol that this version can read (format 1). Expected what \`npm run build\` writes.`,
    )
  }
  return protocol as Protocol
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

async function compileFolder(path: string): Promise<Protocol> {
  const { compileKnowledge } = await import('@needlepoint/compiler')
  const { protocol, problems } = compileKnowledge(path)
  const [first] = problems
  if (first) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
    throw new Stop(`${first.file}:${first.line}:${first.column}: ${first.message} ${first.fix}${more}`, REFUSED)
  }
  return protocol
}

/** @throws BadFile naming what is wrong in the overlay, or less cautious than the protocol */
export async function readOverlay(path: string, protocol: Protocol): Promise<Overlay> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Stop(sentenceOf(path, error))
  }
  const { compileOverlay } = await import('@needlepoint/compiler')
  const { overlay, problems } = compileOverlay(text, protocol)
  if (problems.length > 0 || !overlay) {
    throw new BadFile(
      problems.map(({ line, column, id, message, fix }) => ({
        field: id ?? '',
        file: path,
        line,
        column,
        message: `${message} ${fix}`,
      })),
      REFUSED,
    )
  }
  return overlay
}

function requireLanguage({ texts }: Protocol, language: string): void {
  const languages = Object.keys(texts)
  if (languages.includes(language)) return
  const close = nearest(language, languages)
  throw new Stop(
    `There are no texts in “${language}” yet.${close ? ` Did you mean “${close}”?` : ''} There are: ${languages.join(', ')}.`,
  )
}
