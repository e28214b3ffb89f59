/**
 * What the pages take from other parts of the house, prepared when they are built: of the contract a table of addresses instead
 * of its schemas, and the protocol as files of its own, the texts of each language apart, so that a phone loads one.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addresses } from '@needlepoint/contract'
import type { Protocol } from '@needlepoint/pathway'
import type { Plugin } from 'vite'

/** @param root of the repository */
export function fromOtherParts(root: string): Plugin {
  const path = join(root, 'knowledge', 'protocol.json')
  const read = (): Protocol => JSON.parse(readFileSync(path, 'utf8'))
  let serving = false

  /** The files by the name that they are built from. */
  function files(): Record<string, unknown> {
    const { texts, ...rest } = read()
    return {
      protocol: { ...rest, texts: {} },
      ...Object.fromEntries(Object.entries(texts).map(([language, of]) => [`protocol-texts.${language}`, of])),
    }
  }

  return {
    name: 'needlepoint:from-other-parts',
    configResolved(config) {
      serving = config.command === 'serve'
    },
    resolveId: (id) => (id.startsWith('virtual:needlepoint/') ? `\0${id}` : undefined),
    load(id) {
      switch (id) {
        case '\0virtual:needlepoint/addresses':
          return `export const addresses = ${JSON.stringify(addresses())}`
        case '\0virtual:needlepoint/protocol': {
          this.addWatchFile(path)
          const made = Object.entries(files()).map(([name, value]): [string, string] => {
            if (serving) return [name, JSON.stringify(`/@needlepoint/${name}.json`)]
            const source = JSON.stringify(value)
            const reference = this.emitFile({ type: 'asset', name: `${name}.json`, source })
            return [name, `import.meta.ROLLUP_FILE_URL_${reference}`]
          })
          const texts = made.filter(([name]) => name.startsWith('protocol-texts.'))
          return [
            `export const hash = ${JSON.stringify(read().hash)}`,
            `export const protocolUrl = ${made.find(([name]) => name === 'protocol')?.[1]}`,
            `export const textUrls = { ${texts.map(([name, url]) => `${JSON.stringify(name.split('.')[1])}: ${url}`).join(', ')} }`,
          ].join('\n')
        }
        default:
          return undefined
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /^\/@needlepoint\/(.+)\.json$/.exec(request.url ?? '')?.[1]
        const value = name === undefined ? undefined : files()[name]
        if (value === undefined) return next()
        response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
      })
    },
  }
}
