/** Looks at a page with the eyes of axe, by the rules of WCAG 2.2 up to AA. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Not of WCAG, and yet what people are glad about who hear a page: the order of headings, one main part, all within a part. */
const beyond = ['heading-order', 'landmark-one-main', 'page-has-heading-one', 'region']

const options = {
  runOnly: { type: 'tag', values: standards },
  rules: Object.fromEntries(beyond.map((rule) => [rule, { enabled: true }])),
  resultTypes: ['violations'],
}

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[]
}

/**
 * Looks behind what can be opened, too, and leaves it as it was.
 * @param rules these alone, where the others were looked at before
 * @returns one line for each finding
 */
export async function axeOn(page: Page, where: string, rules?: readonly string[]): Promise<string[]> {
  const opened = 'main details[data-opened-by-test]'
  // Once for each page that is loaded: a single page stays when its address changes.
  if (!(await page.evaluate<boolean>("typeof axe === 'object'"))) await page.evaluate(`${source}; null`)
  await page.evaluate(`for (const each of document.querySelectorAll('main details:not([open])')) {
    each.open = true
    each.dataset.openedByTest = ''
  }`)
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(document, ${JSON.stringify(rules ? { runOnly: rules, resultTypes: ['violations'] } : options)}).then(({ violations }) => violations.map(({ id, help, nodes }) => ({
      id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target: target.map(String), failureSummary })) })))`,
  )
  await page.evaluate(`for (const each of document.querySelectorAll('${opened}')) {
    each.open = false
    delete each.dataset.openedByTest
  }`)
  return violations.map(({ id, help, nodes }) => {
    const each = nodes.map(({ target, failureSummary = '' }) => `${target.join(' ')} ${failureSummary}`)
    return `${where}: ${help} (${id}). ${each.join(' | ').replaceAll(/\s+/g, ' ')}`
  })
}
