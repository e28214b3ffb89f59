/** What a phone has to load before a page of the client's app shows, read from the files that were built. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { textsNamedIn } from './early.ts'

export interface FirstLoad {
  readonly path: string
  /** That she reads. Texts are scripts as well, and no others than hers are loaded. */
  readonly language: string
  /** Names below `assets/`, of scripts alone. */
  readonly scripts: readonly string[]
  /** Kilobytes of them as gzip makes them; a kilobyte is 1,000 bytes. */
  readonly kilobytes: number
}

/** @param web the folder of the pages, built @returns one line for each language of each address that `client/routes.tsx` names */
export function firstLoads(web: string): readonly FirstLoad[] {
  const assets = join(web, 'dist', 'assets')
  const texts = new Map<string, string>()
  const read = (name: string): string => {
    const known = texts.get(name) ?? readFileSync(join(assets, name), 'utf8')
    texts.set(name, known)
    return known
  }
  const bytes = new Map<string, number>()
  const bytesOf = (name: string): number => {
    const known = bytes.get(name) ?? gzipSync(readFileSync(join(assets, name)), { level: 9 }).length
    bytes.set(name, known)
    return known
  }
  const page = readFileSync(join(web, 'dist', 'client', 'index.html'), 'utf8')
  const spoken = textsNamedIn(page)
  const entry = [...page.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g)].map(([, name = '']) => name)
  const main = /<script type="module"[^>]* src="\/assets\/([\w.-]+\.js)"/.exec(page)?.[1] ?? ''

  /** A script with all that it imports before it runs. */
  const add = (name: string, found: Set<string>): void => {
    if (found.has(name)) return
    found.add(name)
    for (const [, next = ''] of read(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) add(next, found)
  }
  /** The script that a component is loaded from, by the import of it that the main script makes. */
  const chunkOf = (component: string): string => {
    const name = new RegExp(`import\\([\`"']\\./(${component}-[\\w-]+\\.js)[\`"']\\)`).exec(read(main))?.[1]
    if (!name) throw new Error(`No script of the build is ${component}.`)
    return name
  }

  const routes = readFileSync(join(web, 'client', 'routes.tsx'), 'utf8')
  const shell = [...routes.matchAll(/'(\w+Shell)'/g)].map(([, name = '']) => name)
  return [...routes.matchAll(/getParentRoute: \(\) => (\w+),\s+path: '([^']+)',([\s\S]*?)\n\}\)/g)].flatMap(
    ([, parent = '', path = '', rest = '']) => {
      const component = /\.tsx'\), '(\w+)'/.exec(rest)?.[1]
      if (!component || component.endsWith('Shell')) return []
      return [...spoken].map(([language, texts]): FirstLoad => {
        const found = new Set<string>()
        for (const name of entry) add(name, found)
        for (const name of texts) add(name.replace('/assets/', ''), found)
        const around = parent === 'own' ? shell : []
        for (const name of [...around, component]) add(chunkOf(name), found)
        const scripts = [...found].sort()
        const kilobytes = scripts.reduce((sum, name) => sum + bytesOf(name), 0) / 1000
        return { path: parent === 'own' ? `/c/…${path}` : path, language, scripts, kilobytes }
      })
    },
  )
}

/** @returns what the service worker puts on a device @param web the folder of the pages, built */
export function keptOffline(web: string): readonly string[] {
  const worker = readFileSync(join(web, 'dist', 'offline.js'), 'utf8')
  return JSON.parse(/^const files = (.*)$/m.exec(worker)?.[1] ?? '[]') as string[]
}

/** Kilobytes of files as they go over the network. */
export const kilobytesOf = (web: string, files: readonly string[]): number =>
  files.reduce((sum, file) => {
    const content = readFileSync(join(web, 'dist', file))
    return sum + (/\.(js|css|json|svg)$/.test(file) ? gzipSync(content, { level: 9 }).length : content.length)
  }, 0) / 1000
