/** A clinic's tightening of a protocol, from YAML: names, types and units are checked here, and that it loosens nothing. */
import { InvalidInput, nearest, type Overlay, type Protocol, tighten } from '@needlepoint/pathway'
import { canonical, hashOf } from './canonical.ts'
import { Context } from './context.ts'
import type { FactType } from './expressions/types.ts'
import { type Entry, Knowledge } from './knowledge.ts'
import { type Problem, sortProblems } from './problem.ts'
import type { RawCited, RawRule } from './raw.ts'
import { checkSchema } from './schemas.ts'
import { compileRules, type RuleKind } from './steps/rules.ts'
import { type Path, readYaml, type YamlFile } from './yaml-file.ts'

interface RawOverlay {
  readonly name: string
  readonly parameters?: Readonly<Record<string, number>>
  readonly effects?: Readonly<Record<string, string>>
  readonly rules?: Partial<Record<RuleStep, Readonly<Record<string, RawOverlayRule>>>>
}
type RawOverlayRule = RawRule & { readonly reason: string; readonly action: string }
type RuleStep = 'screening' | 'treatment' | 'recovery'

const ruleKinds: Readonly<Record<RuleStep, RuleKind>> = {
  screening: 'screening-rule',
  treatment: 'preflight-rule',
  recovery: 'triage-rule',
}

export interface CompiledOverlay {
  /** Absent when there are problems. */
  readonly overlay?: Overlay
  readonly problems: readonly Problem[]
}

/**
 * Compiles a clinic's overlay against the protocol that it tightens.
 * @param name of the file, for problems
 */
export function compileOverlay(yaml: string | Uint8Array, protocol: Protocol, name = 'overlay.yaml'): CompiledOverlay {
  const file = readYaml(name, yaml)
  if (file.problems.length > 0) return { problems: sortProblems(file.problems) }
  const faults = checkSchema(file, 'overlay')
  if (faults.length > 0) return { problems: sortProblems(faults.map(({ problem }) => problem)) }
  const raw = file.value as RawOverlay
  const knowledge = knowledgeOf(protocol, file, raw)
  const context = new Context(knowledge, factTypesOf(protocol))
  checkClaims(knowledge, protocol, file, raw)
  const content = {
    name: raw.name,
    parameters: raw.parameters ?? {},
    effects: raw.effects ?? {},
    rules: {
      screening: compileRules(context, 'screening-rule'),
      treatment: compileRules(context, 'preflight-rule'),
      recovery: compileRules(context, 'triage-rule'),
    },
    texts: { en: textsOf(raw) },
  }
  const ordered = canonical(content) as Omit<Overlay, 'hash'>
  const { name: title, ...rest } = ordered
  const overlay: Overlay = { name: title, hash: hashOf(ordered), ...rest }
  // What is already wrong would only be told again in other words.
  if (knowledge.problems.length === 0) knowledge.problems.push(...loosened(protocol, overlay, file))
  if (knowledge.problems.length > 0) return { problems: sortProblems(knowledge.problems) }
  return { overlay, problems: [] }
}

const steps = Object.keys(ruleKinds) as RuleStep[]

/** The clinic's rules and the protocol's parameters, in the shape in which rules are compiled. */
function knowledgeOf(protocol: Protocol, file: YamlFile, raw: RawOverlay): Knowledge {
  const knowledge = new Knowledge('overlay')
  for (const [id, value] of Object.entries(protocol.parameters)) {
    knowledge.add({ kind: 'parameter', id, file, path: [], value, broken: false } satisfies Entry<'parameter'>)
  }
  for (const step of steps) {
    for (const [id, value] of Object.entries(raw.rules?.[step] ?? {})) {
      knowledge.add({ kind: ruleKinds[step], id, step, file, path: ['rules', step, id], value, broken: false })
    }
  }
  return knowledge
}

const factTypesOf = ({ facts }: Protocol): Map<string, FactType> => new Map(Object.entries(facts))

function checkClaims(knowledge: Knowledge, protocol: Protocol, file: YamlFile, raw: RawOverlay): void {
  for (const step of steps) {
    for (const [id, rule] of Object.entries(raw.rules?.[step] ?? {})) {
      const { cites = [], judgement }: RawCited = rule
      const report = (path: Path, message: string, fix: string, what: 'key' | 'value') =>
        knowledge.problems.push({
          file: file.name,
          ...file.at(['rules', step, id, ...path], what),
          id,
          message,
          fix,
        })
      for (const [i, claim] of cites.entries()) {
        if (protocol.claims[claim]) continue
        const close = nearest(claim, Object.keys(protocol.claims))
        const fix = close ? `Did you mean \`${close}\`?` : 'Name claims of the protocol, or write `judgement:`.'
        report(['cites', i], `There is no claim \`${claim}\`.`, fix, 'value')
      }
      if (cites.length === 0 && !judgement) {
        report([], 'This rule does not say what it rests on.', 'Add `cites: [claim ids]` or `judgement: why`.', 'key')
      }
    }
  }
}

const textsOf = (raw: RawOverlay): Record<string, string> =>
  Object.fromEntries(
    steps.flatMap((step) =>
      Object.entries(raw.rules?.[step] ?? {}).flatMap(([id, { reason, action }]) => [
        [`rules.${id}.reason`, reason],
        [`rules.${id}.action`, action],
      ]),
    ),
  )

/** What the engine refuses, at its place in the file. */
function loosened(protocol: Protocol, overlay: Overlay, file: YamlFile): Problem[] {
  try {
    tighten(protocol, overlay)
    return []
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return error.problems.map(({ field, message, expected, nearest: close }) => {
      const path = field.split('.')
      const id = path.at(-1)
      const fix = close ? `Did you mean \`${close}\`?` : expected ? `Write ${expected}.` : 'Take it out.'
      return {
        file: file.name,
        ...file.at(path, close || path[0] === 'rules' ? 'key' : 'value'),
        ...(id ? { id } : {}),
        message: firstSentences(message),
        fix,
      }
    })
  }
}

/** The fix says what was expected, so the message need not. */
const firstSentences = (message: string) => message.replace(/ (Expected|Did you mean) .*$/, '')
