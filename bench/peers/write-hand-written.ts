/**
 * Writes what a person would write who needed these rules, on one day, in TypeScript and nothing else: a typed object, an `if`
 * for each rule, constants for the numbers and for the explanations. It is written by a program because the rules change;
 * it goes to bench/dist/, is written anew before each run, and so never measures yesterday's rules.
 *
 * To be the fastest of its kind it does what a careful person would: rules stand most cautious first, so that nothing is
 * sorted; explanations are made once; a copy is made only where a date is added. It knows nothing of unknown answers,
 * questions, editions or languages.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Expression, factsIn, type Pathway, parametersIn, printExpression } from '@needlepoint/pathway'
import { today } from '../intakes.ts'
import { root } from '../knowledge.ts'
import { explanations, type Known } from './findings.ts'
import { factsRead, parametersOn } from './plain.ts'

export const handWrittenFile = join(root, 'bench', 'dist', 'hand-written.ts')

/** Writes bench/dist/hand-written.ts. */
export function writeHandWritten(pathway: Pathway): void {
  mkdirSync(dirname(handWrittenFile), { recursive: true })
  writeFileSync(handWrittenFile, handWritten(pathway))
}

export function handWritten(pathway: Pathway): string {
  const { rules } = pathway.loaded.screening
  const known = explanations(pathway, today)
  const parameters = parametersOn(pathway, today)
  const used = new Set(rules.flatMap(({ rule }) => [...parametersIn(rule.when), ...parameterOf(rule.until?.reaches)]))
  return `/** Written by bench/peers/write-hand-written.ts from protocol ${pathway.hash}. Changes here are lost. */
import { addToDate, type CivilDate, printDate } from '@needlepoint/pathway'

${intakeType(pathway)}

export interface Finding {
  readonly rule: string
  readonly effect: 'do-not-treat' | 'defer' | 'clinician-review' | 'proceed-with-precautions'
  readonly says: string
  readonly action: string
  readonly claims: readonly string[]
  readonly disagree?: readonly string[]
  readonly topic?: string
  readonly until?: string
}

${[...used].map((id) => `const ${id} = ${parameters[id]} // ${pathway.protocol.parameters[id]?.unit}`).join('\n')}

${known.map(({ finding }) => `const ${constant(finding.rule)}: Finding = ${JSON.stringify(finding, null, 2)}`).join('\n')}

export function screen(f: Intake) {
  const findings: Finding[] = []
${rules.map(({ rule }, index) => statement(pathway, rule.when, known[index] as Known)).join('\n')}
  const decision = findings.length === 0 ? 'proceed' : findings[0]!.effect
  return {
    decision: { atLeast: decision, atMost: decision, final: true },
    findings,
    earliestDate: earliestDate(findings, f.day),
  }
}

function earliestDate(findings: readonly Finding[], day: string): string | null {
  let latest = day
  for (const { effect, until } of findings) {
    if (effect === 'proceed-with-precautions') break
    if (until === undefined) {
      if (effect !== 'clinician-review') return null
    } else if (until > latest) latest = until
  }
  return latest
}

const lifted = (since: CivilDate | undefined, amount: number, unit: 'd' | 'wk' | 'mo' | 'a') =>
  since && printDate(addToDate(since, amount, unit))
`
}

const parameterOf = (reaches: { readonly parameter: string } | number | undefined): string[] =>
  typeof reaches === 'object' ? [reaches.parameter] : []

/** `isotretinoin-recent` → `isotretinoinRecentFinding`. */
const constant = (rule: string) => `${rule.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Finding`

function statement(pathway: Pathway, when: Expression, { finding, until }: Known): string {
  const name = constant(finding.rule)
  const condition = print(pathway, when)
  if (!until) return `  if (${condition}) findings.push(${name})`
  const reaches = pathway.protocol.screening.rules[finding.rule]?.until?.reaches
  const amount = typeof reaches === 'object' ? reaches.parameter : String(reaches)
  return `  if (${condition}) {
    const until = lifted(f.since.${until.fact}, ${amount}, '${until.unit}')
    findings.push(until === undefined ? ${name} : { ...${name}, until })
  }`
}

/** The typed object, and a function that fills one in, always in the same order so that all have one hidden class. */
function intakeType(pathway: Pathway): string {
  const names = factsRead(pathway)
  const single = names.filter((name) => !name.includes('.'))
  const groups = [...new Set(names.filter((name) => name.includes('.')).map((name) => name.split('.')[0] as string))]
  const optionsOf = (group: string) =>
    names.filter((name) => name.startsWith(`${group}.`)).map((name) => name.split('.')[1] as string)
  const dated = [...new Set(explanations(pathway, today).flatMap(({ until }) => (until ? [until.fact] : [])))]
  const typeOf = (name: string) => {
    const slot = pathway.loaded.slots.of.get(name)
    if (slot?.kind === 'truth') return 'boolean'
    if (slot?.kind === 'option') return (slot.options ?? []).map((option) => `'${option}'`).join(' | ')
    return 'number | undefined'
  }
  return `export interface Intake {
  readonly day: string
${single.map((name) => `  readonly ${name}: ${typeOf(name)}`).join('\n')}
${groups
  .map(
    (group) =>
      `  readonly ${group}: { ${optionsOf(group)
        .map((option) => `readonly ${option}: boolean`)
        .join('; ')} }`,
  )
  .join('\n')}
  readonly since: { ${dated.map((name) => `readonly ${name}: CivilDate | undefined`).join('; ')} }
}

// biome-ignore lint/suspicious/noExplicitAny: it fills in what it is given
export const intakeOf = (day: string, value: (name: string) => any, date: (name: string) => CivilDate | undefined): Intake => ({
  day,
${single.map((name) => `  ${name}: value('${name}'),`).join('\n')}
${groups
  .map(
    (group) =>
      `  ${group}: { ${optionsOf(group)
        .map((option) => `${option}: value('${group}.${option}')`)
        .join(', ')} },`,
  )
  .join('\n')}
  since: { ${dated.map((name) => `${name}: date('${name}')`).join(', ')} },
})`
}

/** A condition as TypeScript; numbers that may be missing are looked at first. */
function print(pathway: Pathway, tree: Expression, outer?: string): string {
  const inner = (part: Expression) => print(pathway, part, tree[0])
  switch (tree[0]) {
    case 'fact':
      return `f.${tree[1]}`
    case 'parameter':
      return tree[1]
    case 'literal':
      return literal(tree[1])
    case 'not':
      return `!(${inner(tree[1])})`
    case 'and':
      return bracket(`${inner(tree[1])} && ${inner(tree[2])}`, outer !== undefined && outer !== 'and')
    case 'or':
      return bracket(`${inner(tree[1])} || ${inner(tree[2])}`, outer !== undefined && outer !== 'or')
    case 'implies':
      return `(!(${inner(tree[1])}) || ${inner(tree[2])})`
    case 'xor':
      return `((${inner(tree[1])}) !== (${inner(tree[2])}))`
    case 'in': {
      const each = tree[2].map((value) => `${inner(tree[1])} === ${literal(value)}`)
      return bracket(each.join(' || '), each.length > 1 && outer !== undefined && outer !== 'or')
    }
    case '=':
    case '!=': {
      const [left, right] = [tree[1], tree[2]]
      if (right[0] === 'literal' && typeof right[1] === 'boolean') {
        return right[1] === (tree[0] === '=') ? inner(left) : `!${inner(left)}`
      }
      return `${inner(left)} ${tree[0] === '=' ? '===' : '!=='} ${inner(right)}`
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const given = [...new Set(factsIn(tree))].map((name) => `f.${name} !== undefined && `).join('')
      const compared = `${given}${inner(tree[1])} ${tree[0]} ${inner(tree[2])}`
      return bracket(compared, outer !== undefined && outer !== 'and')
    }
    case '+':
    case '-':
    case '*':
    case '/':
      return `(${inner(tree[1])} ${tree[0]} ${inner(tree[2])})`
    default:
      throw new Error(`“${printExpression(tree)}” has no form in TypeScript.`)
  }
}

const bracket = (text: string, needed: boolean) => (needed ? `(${text})` : text)
const literal = (value: string | number | boolean) => (typeof value === 'string' ? `'${value}'` : String(value))
