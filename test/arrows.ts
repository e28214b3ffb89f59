/**
 * Which part may import which, as code that can be run over any sources. The architecture promises these arrows;
 * manifests and types hold most of them, and this holds the rest in words that say what to do.
 */
import { posix } from 'node:path'
import { parseSync } from 'vite'

/** One source file. The path is relative to the root of the repository, with forward slashes. */
export interface Source {
  readonly path: string
  readonly code: string
}

export interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** The order of care. A step may import an earlier one, never a later one. */
const steps = [
  'screening',
  'planning',
  'consent',
  'treatment',
  'aftercare',
  'recovery',
  'complications',
  'outcomes',
  'surveillance',
]

/** Packages that a part may import. A part that is not listed may import all that its manifest declares. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  pathway: [],
  contract: ['@needlepoint/pathway', 'zod'],
  compiler: ['@needlepoint/pathway', 'yaml', 'ajv', 'fhirpath', 'node:'],
}

/** Names that a browser or Node defines and the language does not: with them the same input could get another answer. */
const ofTheHost = new Set([
  ...['process', 'Buffer', 'require', 'module', 'global', 'globalThis', '__dirname', '__filename'],
  ...['window', 'self', 'document', 'navigator', 'location', 'history', 'localStorage', 'sessionStorage', 'indexedDB'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'caches', 'crypto', 'performance', 'console'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'alert', 'confirm'],
  ...['HTMLElement', 'Element', 'Event', 'URL', 'TextEncoder', 'TextDecoder', 'structuredClone'],
])

/** Packages that nobody of ours imports: another one wants them beside it, or only their files are read, as of fonts. */
const peers = new Set(['@mantine/hooks', '@fontsource/atkinson-hyperlegible-next', '@fontsource/noto-sans'])

/** @returns one sentence for each import, and for each word of the host in the engine, that breaks an arrow */
export function brokenArrows(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const { imports, hostWords } = read(source)
    const broken = imports.flatMap(
      (imported) => whyNot(source.path, imported) ?? whyNotInPages(source.path, imported) ?? [],
    )
    return partOf(source.path) === 'pathway' && !isTest(source.path) ? [...broken, ...hostWords] : broken
  })
}

/** @returns one sentence for each package that a part uses and does not declare, or declares and does not use */
export function brokenManifest(manifest: Manifest, sources: readonly Source[], root: Manifest): string[] {
  const part = manifest.name.replace('@needlepoint/', '')
  const used = new Map<string, string>()
  const usedByTests = new Map<string, string>()
  for (const source of sources) {
    for (const imported of read(source).imports) {
      const name = packageOf(imported.from)
      if (name) (isTest(source.path) ? usedByTests : used).set(name, source.path)
    }
  }
  // The benchmarks ship to nobody, so all that they measure against is a development dependency.
  const declared = { ...manifest.dependencies, ...(part === 'bench' ? manifest.devDependencies : {}) }
  const forTests = { ...declared, ...manifest.devDependencies, ...root.devDependencies }
  const undeclared = (where: Record<string, string>) => (entry: [string, string]) => !(entry[0] in where)
  return [
    ...[...used]
      .filter(undeclared(declared))
      .map(([name, path]) => `${path} imports '${name}', which ${part}/package.json does not declare.`),
    ...[...usedByTests]
      .filter(undeclared(forTests))
      .map(([name, path]) => `${path} imports '${name}', which neither ${part}/package.json nor the root declares.`),
    ...Object.keys(declared)
      .filter((name) => !used.has(name) && !peers.has(name))
      .map((name) => `${part}/package.json declares '${name}', which no source of ${part} imports: remove it.`),
  ]
}

/** @returns a sentence when the file at `path` must not import `imported` */
function whyNot(path: string, { from: imported }: Import): string | undefined {
  const part = partOf(path)
  const saying = (reason: string) => `${path} imports '${imported}': ${reason}`
  if (imported.startsWith('.')) {
    const target = posix.join(posix.dirname(path), imported)
    if (target === 'cli' || (target.startsWith('cli/') && part !== 'cli')) return saying('nothing imports cli.')
    if (isTest(path)) return undefined
    if (partOf(target) !== part) {
      // The launcher shares with the setup scripts how the pinned Node is found.
      if (part === 'cli' && target.startsWith('scripts/')) return undefined
      if (part === 'pathway') return saying('pathway imports nothing outside itself.')
      return saying('another part is imported by its name, @needlepoint/…, so that the manifest shows it.')
    }
    const [from, to] = [stepOf(path), stepOf(target)]
    if (from !== undefined && to !== undefined && to > from) {
      return saying(`the step ${steps[from]} comes before ${steps[to]} and must not know of it.`)
    }
    return undefined
  }
  if (imported.startsWith('/') || imported.startsWith('file:')) return saying('a path of one machine is on no other.')
  const name = packageOf(imported) ?? 'node:'
  if (name === '@needlepoint/cli') return saying('nothing imports cli.')
  const allowed = mayImport[part]
  if (isTest(path) || !allowed || allowed.includes(name)) return undefined
  if (part === 'pathway') return saying('pathway imports nothing outside itself.')
  return saying(`${part} may import only ${allowed.join(', ')}.`)
}

/** What pages carry is paid for by everybody who waits for them. @returns a sentence when a page must not import it */
function whyNotInPages(path: string, { from: imported, typeOnly }: Import): string | undefined {
  if (partOf(path) !== 'web' || isTest(path)) return undefined
  const saying = (reason: string) => `${path} imports '${imported}': ${reason}`
  const app = path.split('/')[1]
  if (imported.startsWith('.')) {
    const target = posix.join(posix.dirname(path), imported).split('/')[1]
    if ((target === 'client' || target === 'clinic') && target !== app)
      return saying('what both apps use belongs into web/shared.')
    return undefined
  }
  if (imported.startsWith('node:')) return saying('a browser has no Node.')
  if (imported === '@needlepoint/contract' && !typeOnly)
    return saying('pages take types of the contract alone, for its schemas are heavy. web/shared/api calls it.')
  if (app !== 'clinic' && (imported.startsWith('@mantine/') || imported === '@tanstack/react-query'))
    return saying("too heavy for a client's phone.")
  return undefined
}

/** @returns the package's name, or undefined for a relative path, what Node brings along and what the build makes */
function packageOf(imported: string): string | undefined {
  if (/^([./]|node:|file:|virtual:)/.test(imported)) return undefined
  return imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/')
}

function partOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function stepOf(path: string): number | undefined {
  const step = steps.indexOf(path.split('/')[1] ?? '')
  return step < 0 ? undefined : step
}

/** Tests may import what they need to test with; only cli stays out of reach for them too. So may what builds the pages. */
function isTest(path: string): boolean {
  return (
    /^(test\/|web\/build\/|web\/vite\.config\.ts$)/.test(path) ||
    path.includes('/test-support/') ||
    path.endsWith('.test.ts')
  )
}

interface Import {
  readonly from: string
  /** Gone before the code runs. */
  readonly typeOnly: boolean
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number }

/** Reads the syntax tree, so that a word in a comment, in a text or as the key of an object is not mistaken for a use. */
function read({ path, code }: Source): { imports: Import[]; hostWords: string[] } {
  if (path.endsWith('.css')) {
    const named = code.matchAll(/(?:@import\s+|url\()["']([^"']+)["']/g)
    return { imports: [...named].map(([, from = '']) => ({ from, typeOnly: false })), hostWords: [] }
  }
  const { program, comments, errors } = parseSync(path, code)
  if (errors[0]) throw new Error(`${path} does not parse: ${errors[0].message}`)
  const imports: Import[] = []
  const own = new Set<string>()
  const uses: { readonly name: string; readonly start: number }[] = []
  const at = (start: number) => `${path}:${code.slice(0, start).split('\n').length}`
  const hostWords = comments
    .filter((comment) => /^\/\s*<reference\s/.test(comment.value))
    .map((comment) => `${at(comment.start)} refers to types by a comment: pathway has neither DOM nor Node types.`)
  const saysNow = (start: number, word: string) =>
    hostWords.push(`${at(start)} uses ${word}: in pathway, time and chance enter as parameters.`)

  const visit = (node: Node, key: string, parent: Node | undefined) => {
    if (isNode(node.source) && typeof node.source.value === 'string') {
      const typeOnly = node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType'
      imports.push({ from: node.source.value, typeOnly })
    }
    const callee = isNode(node.callee) && typeof node.callee.name === 'string' ? node.callee.name : undefined
    const args = Array.isArray(node.arguments) ? node.arguments : []
    if (callee === 'Date' && (node.type === 'CallExpression' || args.length === 0)) saysNow(node.start, 'the clock')
    if (callee === 'require' && isNode(args[0]) && typeof args[0].value === 'string')
      imports.push({ from: args[0].value, typeOnly: false })
    if (node.type === 'MemberExpression' && isNode(node.object) && isNode(node.property)) {
      const member = `${node.object.name}.${node.property.name ?? node.property.value}`
      if (member === 'Date.now' || member === 'Math.random') saysNow(node.start, member)
    }
    if (node.type === 'Identifier' && typeof node.name === 'string') {
      const isKey = (key === 'key' || key === 'property') && parent?.computed !== true
      if (bindsHere(key, parent)) own.add(node.name)
      else if (!isKey) uses.push({ name: node.name, start: node.start })
    }
    for (const [childKey, child] of Object.entries(node)) {
      for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) visit(each, childKey, node)
    }
  }
  visit(program as unknown as Node, 'program', undefined)

  for (const { name, start } of uses) {
    if (ofTheHost.has(name) && !own.has(name)) {
      hostWords.push(`${at(start)} uses ${name}, which belongs to a browser or to Node: pathway runs without either.`)
    }
  }
  return { imports, hostWords }
}

/** True where an identifier gives a name to something of the file's own, such as a parameter called `history`. */
function bindsHere(key: string, parent: Node | undefined): boolean {
  if (!parent) return false
  if (key === 'id' || key === 'params' || key === 'param' || key === 'local') return true
  // Patterns: `{ a: history }`, `[history]`, `history = []` and `...history` in a parameter or a declaration.
  return (
    (parent.type === 'ArrayPattern' && key === 'elements') ||
    (parent.type === 'AssignmentPattern' && key === 'left') ||
    (parent.type === 'RestElement' && key === 'argument')
  )
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
