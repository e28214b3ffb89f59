/** Writes the public guide as plain pages when the apps are built, with a style sheet that goes the way of all others. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Protocol } from '@needlepoint/pathway'
import type { Plugin } from 'vite'
import { type Guide, writeGuide } from '../guide/guide.ts'

type Tree = { readonly [key: string]: string | Tree }
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** The guide's own sentences, with the words that it shares with the apps, by language. */
export function guideTexts(web: string): Record<string, Tree> {
  const folder = join(web, 'texts')
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'guide.json')))
      .map(({ name }): [string, Tree] => {
        const [shared, guide] = ['shared', 'guide'].map((each) => readJson(join(folder, name, `${each}.json`)))
        return [name, { ...shared, ...guide, sources: { ...shared.sources, ...guide.sources } }]
      }),
  )
}

/** @param root of the repository */
export function makeGuide(root: string, css: string): Guide {
  const protocol: Protocol = readJson(join(root, 'knowledge', 'protocol.json'))
  return writeGuide(protocol, guideTexts(join(root, 'web')), css)
}

/** @param root of the repository */
export function guide(root: string): Plugin {
  const style = join(root, 'web', 'guide', 'guide.css')
  return {
    name: 'needlepoint:guide',
    enforce: 'post',
    config: () => ({ build: { rolldownOptions: { input: { guide: style } } } }),
    generateBundle(_, bundle) {
      const css = Object.keys(bundle).find((name) => /(^|\/)guide-[\w-]+\.css$/.test(name))
      if (!css) this.error('The style sheet of the guide was not built.')
      for (const [name, source] of makeGuide(root, `/${css}`).pages)
        this.emitFile({ type: 'asset', fileName: `guide/${name}.html`, source })
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = /^\/guide(?:\/([\w/-]+))?\/?(?:\?.*)?$/.exec(request.url ?? '')
        const page = path && makeGuide(root, '/guide/guide.css?direct').pages.get(path[1] ?? 'index')
        if (!page) return next()
        response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
      })
    },
  }
}
