/** All entries of a folder of knowledge, by kind and id, each with its place, and the problems found on the way. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { nearest, type Step } from '@needlepoint/pathway'
import { kindNames, placeOf } from './layout.ts'
import type { Position, Problem } from './problem.ts'
import type { Kind, Raw } from './raw.ts'
import { checkSchema } from './schemas.ts'
import { type Path, readYaml, type YamlFile } from './yaml-file.ts'

export interface Entry<K extends Kind = Kind> {
  readonly kind: K
  readonly id: string
  /** Absent for sources, claims and profiles, which belong to no step. */
  readonly step?: Step
  readonly file: YamlFile
  /** Where the entry stands in its file. */
  readonly path: Path
  readonly value: Raw[K]
  /** Its schema is not met: its id counts, its content does not. */
  readonly broken: boolean
}

export interface TextFile {
  readonly language: string
  readonly file: YamlFile
}

export interface CaseFile {
  readonly file: YamlFile
  /** Cases whose schema is not met, by their index. */
  readonly broken: { has(index: number): boolean }
}

const ruleKinds: readonly Kind[] = ['screening-rule', 'preflight-rule', 'triage-rule']

type Entries = { readonly [K in Kind]: Map<string, Entry<K>> }

export class Knowledge {
  /** The name of the folder, as problems begin with it. */
  readonly name: string
  readonly problems: Problem[] = []
  readonly texts: TextFile[] = []
  readonly cases: CaseFile[] = []
  private readonly entries = {} as Partial<Record<Kind, Map<string, Entry>>>

  constructor(name: string) {
    this.name = name
  }

  /** All entries of a kind by id, in the order of files and lines. */
  all<K extends Kind>(kind: K): Entries[K] {
    this.entries[kind] ??= new Map()
    return this.entries[kind] as Entries[K]
  }

  /** Those whose schema is met. */
  sound<K extends Kind>(kind: K): Entry<K>[] {
    return [...this.all(kind).values()].filter((entry) => !entry.broken) as Entry<K>[]
  }

  every(): Entry[] {
    return Object.values(this.entries).flatMap((entries) => [...(entries?.values() ?? [])])
  }

  add(entry: Entry): void {
    const entries = this.all(entry.kind) as Map<string, Entry>
    // The texts of all rules stand in one group, and a clinic names a rule by its id alone.
    const alike: readonly Kind[] = ruleKinds.includes(entry.kind) ? ruleKinds : [entry.kind]
    const twin = alike.map((kind) => this.all(kind).get(entry.id) as Entry | undefined).find((each) => each)
    if (twin) {
      const { line } = twin.file.at(twin.path, 'key')
      this.report(
        entry,
        [],
        `There is another ${kindNames[twin.kind]} \`${entry.id}\`, in ${twin.file.name}:${line}.`,
        'Give one of them another id.',
        'key',
      )
      return
    }
    entries.set(entry.id, entry)
  }

  /** Notes a problem at a place inside an entry. */
  report(entry: Entry, path: Path, message: string, fix: string, what: 'key' | 'value' = 'value'): void {
    this.reportAt(entry, entry.file.at([...entry.path, ...path], what), message, fix)
  }

  reportAt(entry: Entry, position: Position, message: string, fix: string): void {
    this.problems.push({ file: entry.file.name, ...position, id: entry.id, message, fix })
  }

  /** Notes an id that no entry of that kind has; true when it is there. */
  refers(entry: Entry, path: Path, kind: Kind, id: string, where: string): boolean {
    const known = this.all(kind)
    if (known.has(id)) return true
    const close = nearest(id, known.keys())
    this.report(
      entry,
      path,
      `There is no ${kindNames[kind]} \`${id}\`.`,
      close ? `Did you mean \`${close}\`?` : `Add it to ${where}, or take it out here.`,
    )
    return false
  }
}

/** Reads every file of a folder of knowledge. Mistakes become problems; nothing is thrown but when the folder cannot be read. */
export function readKnowledge(folder: string): Knowledge {
  const knowledge = new Knowledge(basename(resolve(folder)))
  for (const path of yamlFiles(folder)) {
    const file = readYaml(`${knowledge.name}/${path}`, readFileSync(join(folder, path)))
    knowledge.problems.push(...file.problems)
    addFile(knowledge, path, file)
  }
  return knowledge
}

/** The YAML files of a folder, with `/`, in order. */
export function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.ya?ml$/.test(file.name))
    .map((file) => relative(folder, join(file.parentPath, file.name)).split(sep).join('/'))
    .sort()
}

function addFile(knowledge: Knowledge, path: string, file: YamlFile): void {
  const place = placeOf(path)
  if (!place) {
    const fix = path.endsWith('.yml')
      ? 'Name it .yaml.'
      : 'Move it to one of the places that knowledge/README.md lists.'
    knowledge.problems.push({ file: file.name, line: 1, column: 1, message: 'Nothing reads a file of this name.', fix })
    return
  }
  // An empty file is the beginning of one.
  if (file.value === null || file.value === undefined) return
  // What YAML could not read is reported once, not again for each thing that is missing because of it.
  const faults = file.sound ? checkSchema(file, place.kind) : []
  knowledge.problems.push(...faults.map(({ problem }) => problem))
  const { value } = file
  if (typeof value !== 'object' || Array.isArray(value) !== (place.kind === 'case')) return
  const faulty = new Set(faults.map(({ entry }) => entry))
  const broken = { has: (id: string) => !file.sound || faulty.has(id) }
  if (place.kind === 'text') {
    knowledge.texts.push({ language: place.language ?? '', file })
  } else if (place.kind === 'case') {
    knowledge.cases.push({ file, broken: { has: (index) => broken.has(String(index)) } })
  } else if (place.kind === 'healed') {
    add(knowledge, place.kind, 'healed', file, [], value, place.step, faults.length > 0 || !file.sound)
  } else {
    for (const [id, entry] of Object.entries(value)) {
      add(knowledge, place.kind, id, file, [id], entry, place.step, broken.has(id))
    }
  }
}

function add(
  knowledge: Knowledge,
  kind: Kind,
  id: string,
  file: YamlFile,
  path: Path,
  value: unknown,
  step: Step | undefined,
  broken: boolean,
): void {
  knowledge.add({ kind, id, file, path, value: value as Raw[typeof kind], broken, ...(step ? { step } : {}) })
}
