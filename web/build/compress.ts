/** Compresses each file once, as small as it gets, so that the server never has to while somebody waits. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** The guide is forty pages of half a megabyte, and what reads small print has three: one step less takes a tenth of the time and a tenth more bytes. */
const quality = (name: string) => ({
  params: { [constants.BROTLI_PARAM_QUALITY]: /\.(html|wasm)$/.test(name) ? 9 : constants.BROTLI_MAX_QUALITY },
})

export function compress(): Plugin {
  return {
    name: 'needlepoint:compress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      await Promise.all(
        Object.keys(bundle)
          .filter((name) => /\.(js|css|json|svg|html|wasm)$/.test(name))
          .map(async (name) => {
            const content = readFileSync(join(dir, name))
            if (content.length < 1024) return
            writeFileSync(join(dir, `${name}.br`), await promisify(brotliCompress)(content, quality(name)))
            writeFileSync(join(dir, `${name}.gz`), await promisify(gzip)(content, { level: 9 }))
          }),
      )
    },
  }
}
