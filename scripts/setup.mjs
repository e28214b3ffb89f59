/**
 * Brings a checkout to where it can run: packages as the lock has them, and whatever is built from the sources.
 * When nothing changed it only reads and compares. Runs under Node 20 and without any package.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileCache, pinnedNode, root } from './pinned-node.mjs'

/** A failure that the person can act on: it is shown as a sentence, without a stack. */
export class Stop extends Error {}

/** Installs and builds what is missing or out of date. */
export function setUp() {
  if (!installed()) install()
  for (const step of built) if (!upToDate(step)) build(step)
}

/**
 * Compares what npm says it installed with the lock, package by package. Dates would be wrong after a
 * change of branch, and a stamp of our own would not know of an `npm ci` typed by hand.
 */
function installed() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue
    // Packages for other platforms are in the lock and rightly not on this disk.
    if (!present[path] && optional) continue
    if (present[path]?.version !== version || present[path]?.integrity !== integrity) return false
  }
  return Object.keys(present).every((path) => path in wanted)
}

function install() {
  if (process.platform === 'win32' && process.execPath.startsWith(join(root, 'node_modules'))) {
    throw new Stop('The dependencies have changed, and Windows cannot replace the Node that is running: run `npm ci`.')
  }
  say('Installing the dependencies, which takes about half a minute the first time.')
  // `npm_execpath` is the npm that runs us. Its own Node runs it, since the pinned one is about to be replaced.
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=error']
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: root, stdio: ['ignore', 2, 2] }
  const result = npm
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (result.status !== 0) {
    throw new Stop('The dependencies could not be installed. npm says why above; `npm ci` tries again.')
  }
  if (!pinnedNode()) {
    throw new Stop(
      `There is no pinned Node for ${process.platform} on ${process.arch}, and this one is ${process.version}. ` +
        'Install Node 22.18 or newer.',
    )
  }
}

/**
 * @typedef {object} Built
 * @property {string} name also the name of its stamp
 * @property {string} doing what the person reads while it runs
 * @property {string} output file that must exist
 * @property {string[]} command run by the pinned Node
 * @property {string} otherwise what to do when it fails
 * @property {string[]} sources files and folders that it is made from
 */

/**
 * In order. Each names every source that it is made from, also where an earlier output lies between: the pages hold the protocol.
 * @type {Built[]}
 */
const built = [
  {
    name: 'protocol',
    doing: 'Compiling the knowledge into knowledge/protocol.json.',
    output: 'knowledge/protocol.json',
    command: ['compiler/build.ts'],
    otherwise: 'The knowledge does not compile. The lines above name the file and the place.',
    sources: ['knowledge', 'compiler', 'pathway'],
  },
  {
    name: 'bundle',
    doing: 'Building the engine for browsers into pathway/dist/pathway.js.',
    output: 'pathway/dist/pathway.js',
    command: ['scripts/build-pathway.mjs'],
    otherwise: 'The engine could not be built for browsers. The lines above say why.',
    sources: ['pathway', 'scripts/build-pathway.mjs'],
  },
  {
    name: 'web',
    doing: 'Building the pages into web/dist.',
    output: 'web/dist/client/index.html',
    command: ['scripts/build-web.mjs'],
    otherwise: 'The pages could not be built. The lines above say why.',
    sources: ['web', 'contract', 'pathway', 'compiler', 'knowledge', 'scripts/build-web.mjs'],
  },
]

/** @param {Built} step */
function build(step) {
  say(step.doing)
  const sources = hashOf(step.sources)
  // A build that fails half-way must not pass for the last good one when the sources are put back.
  rmSync(stampFile(step), { force: true })
  const result = run(step.command, { NODE_COMPILE_CACHE: compileCache })
  if (result !== 0 || !existsSync(join(root, step.output))) throw new Stop(step.otherwise)
  mkdirSync(dirname(stampFile(step)), { recursive: true })
  writeFileSync(stampFile(step), `${sources} ${hashOf([step.output])}`)
}

/**
 * Compares by content what it was made from and what was made, so that a change of branch counts, and so does an
 * output that somebody edited.
 * @param {Built} step
 */
function upToDate(step) {
  if (!existsSync(join(root, step.output)) || !existsSync(stampFile(step))) return false
  return readFileSync(stampFile(step), 'utf8') === `${hashOf(step.sources)} ${hashOf([step.output])}`
}

/** @param {Built} step */
function stampFile(step) {
  return join(root, 'node_modules', '.cache', 'needlepoint', `${step.name}.stamp`)
}

/**
 * Hashes the lock, since a package may change what is built, and every file given or below a folder given.
 * @param {string[]} paths
 */
function hashOf(paths) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const path of paths) {
    for (const file of sourcesBelow(path)) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/**
 * @param {string} path a folder or a file, relative to the root
 * @returns {string[]} source files in a fixed order, without what is built or installed
 */
function sourcesBelow(path) {
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(join(root, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`
      if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : sourcesBelow(inner)
      if (inner === 'knowledge/protocol.json') return []
      return /\.(tsx?|mjs|js|json|ya?ml|css|html|svg)$/.test(inner) && !inner.endsWith('.test.ts') ? [inner] : []
    })
}

/**
 * Runs a script with the pinned Node, where the person sees it.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to ours
 * @returns {number} exit code
 */
export function run(args, env = {}) {
  const node = pinnedNode()
  if (!node) throw new Stop(`Node ${process.version} is too old and no other is installed: run \`npm ci\`.`)
  return spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1
}

/**
 * Progress goes to standard error, so that output can be piped.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/**
 * Runs a job; a Stop becomes its sentence and a failing exit code.
 * @param {() => void} job
 */
export function main(job) {
  process.exitCode = 0
  try {
    job()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say(`\n${error.message}`)
    process.exitCode = 1
  }
}
