/**
 * Writes the service worker: what stands in `client/offline/worker.js`, and before it what it keeps. That is every file that the
 * client's app may load, found by following names from its page, so that no list has to be kept by hand.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const page = 'client/index.html'
/** They keep their names when they change, so they are kept with the version. */
const named = ['/before-paint.js', '/mark.svg', '/app.webmanifest']

/** Readers of labels and barcodes: megabytes that few ask for. They are kept once they were used. */
const isHeavy = (name: string) => /\.(wasm|gz|traineddata)$|tesseract|zxing/.test(name)

/** @param texts of the files that were built, by name; undefined for those that are not text @returns what is reached, sorted */
export function reachedFrom(start: string, texts: ReadonlyMap<string, string | undefined>): string[] {
  const names = [...texts.keys()].filter((name) => name.startsWith('assets/'))
  const reached = new Set<string>()
  const visit = (text: string) => {
    for (const name of names) {
      if (reached.has(name) || !text.includes(name.slice('assets/'.length))) continue
      reached.add(name)
      visit(texts.get(name) ?? '')
    }
  }
  visit(texts.get(start) ?? '')
  return [...reached].sort()
}

/** @param web the folder of the pages */
export function offline(web: string): Plugin {
  return {
    name: 'needlepoint:offline',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const texts = new Map(
          Object.entries(bundle).map(([name, made]) => [
            name,
            made.type === 'chunk' ? made.code : typeof made.source === 'string' ? made.source : undefined,
          ]),
        )
        const html = bundle[page]
        if (html?.type !== 'asset' || typeof html.source !== 'string') return this.error(`${page} was not built.`)
        const all = reachedFrom(page, texts).map((name) => `/${name}`)
        const files = all.filter((name) => !isHeavy(name))
        const onceUsed = all.filter(isHeavy)
        const worker = readFileSync(join(web, 'client', 'offline', 'worker.js'), 'utf8')
        const hash = createHash('sha256').update(JSON.stringify(all)).update(html.source).update(worker)
        for (const name of named) hash.update(readFileSync(join(web, 'public', name)))
        const version = hash.digest('hex').slice(0, 12)
        html.source = html.source.replace('<head>', `<head>\n    <meta name="version" content="${version}" />`)
        const constants = Object.entries({ version, files, onceUsed, named })
          .map(([name, value]) => `const ${name} = ${JSON.stringify(value)}\n`)
          .join('')
        this.emitFile({ type: 'asset', fileName: 'offline.js', source: constants + worker })
      },
    },
  }
}
