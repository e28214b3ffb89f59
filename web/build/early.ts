/**
 * Tells each page what its reader will need before the app itself can: the texts of each language, and in the client's app what her own
 * pages are made of and decide with. So they are asked for together with the app, instead of one after the other once it has started.
 * `public/before-paint.js` chooses among them.
 */
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

type Bundle = Rolldown.OutputBundle
const apps = ['client', 'clinic'] as const

/** What the hint is for, in the words of `public/before-paint.js`. */
type Use = 'texts' | 'own' | 'today' | 'style' | 'engine'

/** `<meta name="early-texts" lang="de" content="/assets/shared-1.js /assets/client-2.js" />` */
const hint = (use: Use, files: readonly string[], language?: string) =>
  `<meta name="early-${use}"${language === undefined ? '' : ` lang="${language}"`} content="${files.map((name) => `/${name}`).join(' ')}" />`

/** @param page as it was built @returns scripts by language, `/assets/shared-1.js` */
export const textsNamedIn = (page: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...page.matchAll(/<meta name="early-texts" lang="(\w+)" content="([^"]+)"/g)].map(
      ([, language = '', scripts = '']) => [language, scripts.split(' ')],
    ),
  )

/** @param web the folder of the pages */
export function early(web: string): Plugin {
  const folder = web.replaceAll('\\', '/')
  return {
    name: 'needlepoint:early',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const app of apps) {
          const html = bundle[`${app}/index.html`]
          if (html?.type !== 'asset' || typeof html.source !== 'string')
            return this.error(`${app}/index.html was not built.`)
          const hints = [...textHints(bundle, folder, app), ...(app === 'client' ? ownHints(bundle, folder) : [])]
          html.source = html.source.replace(
            '<meta charset="utf-8" />',
            ['<meta charset="utf-8" />', ...hints].join('\n    '),
          )
        }
      },
    },
  }
}

function textHints(bundle: Bundle, folder: string, app: (typeof apps)[number]): string[] {
  const scripts = new Map<string, string[]>()
  for (const made of Object.values(bundle)) {
    if (made.type !== 'chunk' || !made.facadeModuleId?.startsWith(`${folder}/texts/`)) continue
    const [language = '', name] = made.facadeModuleId.slice(`${folder}/texts/`.length).split('/')
    if (name === 'shared.json' || name === `${app}.json`)
      scripts.set(language, [...(scripts.get(language) ?? []), made.fileName].sort())
  }
  if (scripts.size === 0) throw new Error(`The page of the ${app}’s app has no texts.`)
  return [...scripts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([language, of]) => hint('texts', of, language))
}

/** Her page for today is where she comes in; every other page of hers needs what is around it, too. */
function ownHints(bundle: Bundle, folder: string): string[] {
  const made = (path: string) => {
    const chunk = Object.values(bundle).find(
      (each) => each.type === 'chunk' && each.facadeModuleId === join(folder, path).replaceAll('\\', '/'),
    )
    if (chunk?.type !== 'chunk') throw new Error(`${path} was not built into a file of its own.`)
    return chunk
  }
  const withImports = (start: Rolldown.OutputChunk, found = new Set<string>()): Set<string> => {
    if (found.has(start.fileName)) return found
    found.add(start.fileName)
    for (const name of start.imports) {
      const next = bundle[name]
      if (next?.type === 'chunk') withImports(next, found)
    }
    return found
  }
  const stylesOf = (names: ReadonlySet<string>) =>
    [...names].flatMap((name) => {
      const chunk = bundle[name]
      return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : []
    })
  const there = withImports(made('client/index.html'))
  const shell = withImports(made('client/shell/ClientShell.tsx'))
  const today = withImports(made('client/today/TodayScreen.tsx'))
  const engine = Object.keys(bundle).filter((name) => /^assets\/protocol(-texts\.\w+)?-[\w-]+\.json$/.test(name))
  const languageOf = (name: string) => /protocol-texts\.(\w+)-/.exec(name)?.[1]
  return [
    hint('own', [...shell].filter((name) => !there.has(name)).sort()),
    hint('today', [...today].filter((name) => !there.has(name) && !shell.has(name)).sort()),
    hint('style', [...new Set(stylesOf(today))].filter((name) => !stylesOf(there).includes(name)).sort()),
    ...engine.sort().map((name) => hint('engine', [name], languageOf(name))),
  ]
}
