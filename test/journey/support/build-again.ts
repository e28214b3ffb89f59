/** Builds the pages a second time, as a new version would be: one sentence of them is another. */
import { join } from 'node:path'
import { build, type Plugin, type UserConfig } from 'vite'

const web = join(import.meta.dirname, '../../../web')

/** @param folder to build into @param change of the English texts of the client's app */
export async function buildAgain(folder: string, change: (texts: string) => string): Promise<void> {
  const { default: config } = (await import(join(web, 'vite.config.ts'))) as { default: UserConfig }
  const another: Plugin = {
    name: 'another-version',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('/texts/en/client.json') ? change(code) : undefined),
  }
  const plugins = (config.plugins ?? []).flat() as Plugin[]
  await build({
    ...config,
    configFile: false,
    logLevel: 'error',
    build: { ...config.build, outDir: folder },
    // Compressing takes longest, and a server sends what is not compressed as well.
    plugins: [another, ...plugins.filter((each) => each && each.name !== 'needlepoint:compress')],
  })
}
