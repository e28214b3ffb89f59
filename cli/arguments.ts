/** Reads the words after `needlepoint`. What is not known is named, with the nearest name that is. */
import { nearest } from '@needlepoint/pathway'
import { allFlags, commonFlags, type FlagName, takesValue, type VerbFlag } from './flags.ts'
import { Stop } from './stop.ts'

export interface Arguments {
  readonly verb: string | undefined
  /** Words that are no flags, after the verb. */
  readonly words: readonly string[]
  readonly flags: Flags
}

/** A flag without a value is there or not. */
export type Flags = { readonly [name in FlagName]?: string }

const short: Readonly<Record<string, FlagName>> = { h: 'help', q: 'quiet' }

/** @throws Stop for a flag that does not exist, lacks its value, or comes twice */
export function readArguments(typed: readonly string[]): Arguments {
  const words: string[] = []
  const flags: Record<string, string> = {}
  let onlyWords = false
  for (let i = 0; i < typed.length; i++) {
    const word = typed[i] as string
    if (onlyWords || word === '-' || !word.startsWith('-')) {
      words.push(word)
      continue
    }
    if (word === '--') {
      onlyWords = true
      continue
    }
    const equals = word.indexOf('=')
    const written = equals < 0 ? word : word.slice(0, equals)
    const name = nameOf(written)
    let value = equals < 0 ? undefined : word.slice(equals + 1)
    if (takesValue(name)) {
      const next = typed[i + 1]
      if (value === undefined && next !== undefined && (next === '-' || !next.startsWith('-'))) {
        value = next
        i++
      }
      if (value === undefined || value === '') {
        throw new Stop(`${written} needs a value: ${written} ${allFlags[name].value ?? ''}.`)
      }
    } else if (value !== undefined) throw new Stop(`${written} takes no value.`)
    if (name in flags && takesValue(name)) throw new Stop(`${written} stands here twice. Keep one.`)
    flags[name] = value ?? ''
  }
  const [verb, ...rest] = words
  return { verb, words: rest, flags }
}

function nameOf(written: string): FlagName {
  const name = written.startsWith('--') ? written.slice(2) : short[written.slice(1)]
  if (name !== undefined && Object.hasOwn(allFlags, name)) return name as FlagName
  const close = nearest(written.replace(/^-+/, ''), Object.keys(allFlags))
  throw new Stop(
    `There is no flag ${written}.${close ? ` Did you mean --${close}?` : ''} \`needlepoint help\` lists them.`,
  )
}

/** @throws Stop naming the first flag that the verb does not take */
export function allowOnly(verb: string, own: readonly VerbFlag[], flags: Flags): void {
  for (const name of Object.keys(flags) as FlagName[]) {
    if (Object.hasOwn(commonFlags, name) || own.includes(name as VerbFlag)) continue
    const close = nearest(name, [...own, ...Object.keys(commonFlags)])
    throw new Stop(
      `\`${verb}\` takes no --${name}.${close ? ` Did you mean --${close}?` : ''} \`needlepoint help ${verb}\` lists its flags.`,
    )
  }
}
