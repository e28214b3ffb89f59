import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { chromiumPath, openBrowser } from './open-browser.ts'

const bundle = fileURLToPath(new URL('../../pathway/dist/pathway.js', import.meta.url))

test.skipIf(!chromiumPath)('a browser is offered the same engine as Node', { timeout: 120_000 }, async () => {
  await using opened = await openBrowser({ '/pathway.js': bundle })
  // A text, because vitest rewrites an `import()` in code that it runs itself.
  const inBrowser = await opened.page.evaluate("import('/pathway.js').then((engine) => Object.keys(engine).sort())")
  const inNode = Object.keys(await import('@needlepoint/pathway')).sort()
  expect(inBrowser).toEqual(inNode)
  expect(inNode).not.toEqual([])
  expect(opened.errors).toEqual([])
})
