/** Every sentence a person reads: each required one is there, none is left over, and its placeholders name parameters. */

import { decisions, levels, nearest, readinesses } from '@needlepoint/pathway'
import type { Entry, Knowledge } from './knowledge.ts'
import type { Kind } from './raw.ts'
import type { Path, YamlFile } from './yaml-file.ts'

interface Text {
  readonly file: YamlFile
  readonly path: Path
  readonly text: string
}

interface Wanted {
  /** Absent for the words that belong to no entry. */
  readonly entry?: Entry
  /** Where in the entry it is wanted. */
  readonly path: Path
  readonly required: boolean
}

/** The language that everything is written in first. */
export const firstLanguage = 'en'

export function compileTexts(knowledge: Knowledge): Record<string, Record<string, string>> {
  const languages = new Map<string, Map<string, Text>>([[firstLanguage, new Map()]])
  for (const { language, file } of knowledge.texts) {
    const texts = languages.get(language) ?? new Map<string, Text>()
    languages.set(language, texts)
    collectTexts(knowledge, file, file.value, [], texts)
  }
  const wanted = wantedTexts(knowledge)
  for (const [language, texts] of languages) {
    checkTexts(
      knowledge,
      language,
      texts,
      wanted,
      knowledge.texts.some((each) => each.language === language && !each.file.sound),
    )
  }
  return Object.fromEntries(
    [...languages].map(([language, texts]) => [
      language,
      Object.fromEntries([...texts].map(([key, { text }]) => [key, text])),
    ]),
  )
}

function collectTexts(
  knowledge: Knowledge,
  file: YamlFile,
  value: unknown,
  path: Path,
  texts: Map<string, Text>,
): void {
  if (typeof value === 'string') {
    const key = path.join('.')
    const twin = texts.get(key)
    if (twin) {
      const { line } = twin.file.at(twin.path, 'key')
      knowledge.problems.push({
        file: file.name,
        ...file.at(path, 'key'),
        id: key,
        message: `This text stands in ${twin.file.name}:${line} too.`,
        fix: 'Keep one of the two.',
      })
    } else texts.set(key, { file, path, text: value.trim() })
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) collectTexts(knowledge, file, inner, [...path, key], texts)
  }
}

/** Kind → the group of its texts and the sentences it needs; a question mark makes one optional. */
const needed: Partial<Record<Kind, readonly [group: string, ...names: string[]]>> = {
  'screening-rule': ['rules', 'reason', 'action'],
  'preflight-rule': ['rules', 'reason', 'action'],
  'triage-rule': ['rules', 'reason', 'action'],
  contradiction: ['contradictions', 'reason'],
  indication: ['indications', 'name', 'says'],
  area: ['areas', 'name', 'says?'],
  device: ['devices', 'name', 'says'],
  'depth-limit': ['depthLimits', 'reason'],
  advice: ['advice', 'says'],
  preparation: ['preparation', 'says', 'why'],
  risk: ['risks', 'says'],
  effect: ['effects', 'name', 'says', 'whenToWorry'],
  instruction: ['instructions', 'says', 'why'],
  activity: ['activities', 'name', 'says', 'words'],
  'ingredient-class': ['classes', 'name', 'says'],
  'check-in': ['checkIns', 'title'],
}

/** Words that every step uses for its outcome. */
const common: readonly string[] = [
  ...decisions.flatMap((decision) => [`decisions.${decision}.name`, `decisions.${decision}.says`]),
  ...readinesses.flatMap((readiness) => [`readiness.${readiness}.name`, `readiness.${readiness}.says`]),
  ...[...levels, 'unfinished'].flatMap((level) => [`levels.${level}.name`, `levels.${level}.says`]),
  ...['yes', 'no', 'dont-know'].map((answer) => `healed.${answer}`),
  'answers.not-understood',
  'emergency.anywhere',
  'emergency.known',
  'answers.left-out',
]

/** What a text may have put in besides parameters: whom to call; and in the words for that, the number. */
const isFilled = (key: string, name: string) =>
  key === 'emergency.known' ? name === 'number' : name === 'emergency' && key !== 'emergency.anywhere'

function wantedTexts(knowledge: Knowledge): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>(common.map((key) => [key, { path: [], required: true }]))
  const want = (key: string, entry: Entry, path: Path, required = true) => {
    wanted.set(key, { entry, path, required: required && !entry.broken })
  }
  for (const entry of knowledge.every()) {
    const [group, ...names] = needed[entry.kind] ?? []
    for (const name of names) want(`${group}.${entry.id}.${name.replace('?', '')}`, entry, [], !name.endsWith('?'))
  }
  for (const entry of knowledge.all('fact').values()) {
    // Nobody is asked for what is worked out, but its explanation may name it.
    const asked = entry.broken || entry.value.derive === undefined
    want(`facts.${entry.id}.question`, entry, [], asked)
    want(`facts.${entry.id}.why`, entry, [], asked)
    want(`facts.${entry.id}.help`, entry, [], false)
    const options = entry.broken ? [] : (entry.value.options ?? [])
    for (const [i, option] of options.entries())
      want(`facts.${entry.id}.options.${option}`, entry, ['options', i], asked)
  }
  for (const entry of knowledge.sound('effect')) {
    for (const aspect of entry.value.item ? ['Worse', 'Stronger', 'Longer'] : []) {
      for (const name of ['question', 'why', 'help'])
        want(`facts.${entry.value.item}${aspect}.${name}`, entry, ['item'], false)
    }
  }
  for (const entry of knowledge.sound('indication')) {
    for (const [i, { id }] of entry.value.results.entries()) want(`results.${entry.id}.${id}`, entry, ['results', i])
  }
  for (const entry of knowledge.sound('risk')) {
    for (const [i, { id }] of (entry.value.likelier ?? []).entries())
      want(`risks.${entry.id}.likelier.${id}`, entry, ['likelier', i])
  }
  return wanted
}

function checkTexts(
  knowledge: Knowledge,
  language: string,
  texts: ReadonlyMap<string, Text>,
  wanted: ReadonlyMap<string, Wanted>,
  unread: boolean,
): void {
  const orphans = [...texts].filter(([key]) => !wanted.has(key))
  const missing = [...wanted].filter(([key, { required }]) => required && !texts.has(key) && !unread)
  for (const [place, group] of Map.groupBy(missing, ([key, { entry, path }]) =>
    entry ? `${entry.kind} ${entry.id} ${path.join('/')}` : key,
  )) {
    reportMissing(
      knowledge,
      language,
      place,
      group,
      orphans.map(([key]) => key),
    )
  }
  const brokenIds = new Set(
    knowledge
      .every()
      .filter((entry) => entry.broken)
      .map((entry) => entry.id),
  )
  for (const [key, { file, path }] of orphans) {
    const [, id = ''] = key.split('.')
    if (brokenIds.has(id)) continue
    const place = file.at(path, 'key')
    // A name that its schema does not know has been reported already.
    if (knowledge.problems.some((problem) => problem.file === file.name && problem.line === place.line)) continue
    const [group = ''] = key.split('.')
    const close = nearest(
      key,
      [...wanted.keys()].filter((each) => each.startsWith(`${group}.`) && !texts.has(each)),
    )
    knowledge.problems.push({
      file: file.name,
      ...place,
      id: key,
      message: `Nothing shows the text \`${key}\`.`,
      fix: close ? `Did you mean \`${close}\`?` : 'Take it out, or add the entry that it belongs to.',
    })
  }
  const parameters = knowledge.all('parameter')
  for (const [key, { file, path, text }] of texts) {
    if (text === '')
      knowledge.problems.push({
        file: file.name,
        ...file.at(path, 'key'),
        id: key,
        message: 'This text is empty.',
        fix: 'Write it, or take it out where it is optional.',
      })
    for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
      const name = match[1] ?? ''
      if (parameters.has(name) || isFilled(key, name)) continue
      const close = nearest(name, parameters.keys())
      knowledge.problems.push({
        file: file.name,
        ...file.within(path, match.index),
        id: key,
        message: `There is no parameter \`${name}\` to put in.`,
        fix: close ? `Did you mean \`{${close}}\`?` : 'Only parameters can stand in braces.',
      })
    }
  }
}

/** The missing texts of one entry are one problem. */
function reportMissing(
  knowledge: Knowledge,
  language: string,
  place: string,
  group: readonly (readonly [string, Wanted])[],
  orphans: readonly string[],
): void {
  const [[key, { entry, path }] = [place, { path: [], required: true } as Wanted]] = group
  const keys = group.map(([each]) => `\`${each}\``).join(', ')
  const message =
    group.length === 1
      ? `The text ${keys} is missing in \`${language}\`.`
      : `The texts ${keys} are missing in \`${language}\`.`
  const [start = ''] = key.split('.')
  const close = nearest(
    key,
    orphans.filter((orphan) => orphan.startsWith(`${start}.`)),
  )
  const fix = close
    ? `Is it \`${close}\`, with another id?`
    : `Add ${group.length === 1 ? 'it' : 'them'} to a file in knowledge/texts/${language}.`
  if (entry) knowledge.report(entry, path, message, fix, 'key')
  else if (knowledge.texts.length > 0)
    knowledge.problems.push({ file: `${knowledge.name}/texts/${language}`, line: 1, column: 1, id: key, message, fix })
}
