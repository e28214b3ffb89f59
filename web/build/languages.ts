/**
 * Tells each page where the texts of each language are, so that those of its reader are asked for together with the app instead of
 * when it has started. `public/before-paint.js` chooses among them.
 */
import { join } from 'node:path'
import type { Plugin } from 'vite'

const apps = ['client', 'clinic'] as const

/** `<meta name="texts" lang="de" content="/assets/shared-1.js /assets/client-2.js" />` */
const hint = (language: string, scripts: readonly string[]) =>
  `<meta name="texts" lang="${language}" content="${scripts.map((name) => `/${name}`).join(' ')}" />`

/** @param page as it was built @returns scripts by language, `/assets/shared-1.js` */
export const textsNamedIn = (page: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...page.matchAll(/<meta name="texts" lang="(\w+)" content="([^"]+)"/g)].map(([, language = '', scripts = '']) => [
      language,
      scripts.split(' '),
    ]),
  )

/** @param web the folder of the pages */
export function languages(web: string): Plugin {
  const folder = join(web, 'texts').replaceAll('\\', '/')
  return {
    name: 'needlepoint:languages',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const app of apps) {
          const scripts = new Map<string, string[]>()
          for (const made of Object.values(bundle)) {
            if (made.type !== 'chunk' || !made.facadeModuleId?.startsWith(`${folder}/`)) continue
            const [language = '', name] = made.facadeModuleId.slice(folder.length + 1).split('/')
            if (name === 'shared.json' || name === `${app}.json`)
              scripts.set(language, [...(scripts.get(language) ?? []), made.fileName].sort())
          }
          const html = bundle[`${app}/index.html`]
          if (html?.type !== 'asset' || typeof html.source !== 'string' || scripts.size === 0)
            return this.error(`The page of the ${app}’s app has no texts.`)
          const hints = [...scripts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([language, of]) => hint(language, of))
          html.source = html.source.replace(
            '<meta charset="utf-8" />',
            ['<meta charset="utf-8" />', ...hints].join('\n    '),
          )
        }
      },
    },
  }
}
