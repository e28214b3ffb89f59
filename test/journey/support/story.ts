/**
 * Tells a story in steps, each a sentence, and looks at every page on the way with the eyes of axe, at two widths, one light and
 * one dark. With NEEDLEPOINT_PICTURES=1 it takes pictures too, four of each page, which takes longer than all the rest: they and
 * the sentences are left in a folder, with a page to leaf through.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { axeOn } from './axe.ts'
import { both } from './texts.ts'

const folder = join(import.meta.dirname, '../../../node_modules/.cache/needlepoint/pictures/journey')
export const takesPictures = Boolean(process.env.NEEDLEPOINT_PICTURES)
/** Each layout once, and axe sees each colour scheme once: the last of a view. */
const views = [
  { width: 390, height: 844, schemes: ['light', 'dark'] },
  { width: 1440, height: 900, schemes: ['dark', 'light'] },
] as const

interface Told {
  readonly sentence: string
  readonly pictures: string[]
}

export interface Story {
  /** What axe found, and what was wider than its window: one line each. A test ends by expecting none. */
  readonly findings: readonly string[]
  step<Result>(sentence: string, work: () => Promise<Result>): Promise<Result>
  /** @param name of the page, for its pictures: `today` */
  look(page: Page, name: string): Promise<void>
}

/** @param name of the folder below the artefacts: `journey` */
export function tellStory(name: string): Story {
  const own = join(folder, name)
  rmSync(own, { recursive: true, force: true })
  mkdirSync(own, { recursive: true })
  const told: Told[] = []
  const findings: string[] = []
  const pages = new Set<Page>()
  let looks = 0

  const picture = async (page: Page, file: string, fullPage = false) => {
    await page.screenshot({ path: join(own, file), fullPage })
    told.at(-1)?.pictures.push(file)
  }

  return {
    findings,
    async step(sentence, work) {
      told.push({ sentence, pictures: [] })
      try {
        return await work()
      } catch (error) {
        for (const page of pages)
          if (!page.isClosed()) await picture(page, `failed-${[...pages].indexOf(page)}.png`, true)
        if (error instanceof Error) error.message = `${sentence}. ${error.message}`
        throw error
      } finally {
        writeFileSync(join(own, 'index.html'), printPage(name, told))
      }
    },
    async look(page, title) {
      pages.add(page)
      looks++
      await settled(page)
      const before = page.viewportSize()
      for (const { width, height, schemes } of views) {
        await page.setViewportSize({ width, height })
        // As high as the page: what is fixed to an edge of the window then stands at an edge of the picture, and hides nothing.
        const whole = await page.evaluate<number>('document.documentElement.scrollHeight')
        await page.setViewportSize({ width, height: Math.max(height, whole) })
        for (const colorScheme of takesPictures ? schemes : [schemes[1]]) {
          await page.emulateMedia({ colorScheme })
          if (takesPictures)
            await picture(page, `${String(looks).padStart(2, '0')}-${title}-${width}-${colorScheme}.png`)
        }
        // What is shown may have been read anew meanwhile.
        await settled(page)
        findings.push(...(await axeOn(page, `${title}, ${width} px, ${schemes[1]}`)))
        const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
        if (wider > 0) findings.push(`${title}: at ${width} px the page is ${wider} px wider than its window.`)
      }
      if (before) await page.setViewportSize(before)
    },
  }
}

/** A page that has its title and loads nothing any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.getByText(both.waiting.loading, { exact: true }).first().waitFor({ state: 'detached' })
  await page.evaluate('document.fonts.ready.then(() => {})')
}

/** Waits until the client's app is on the device as a whole: from then on it needs nobody. */
export async function readyForFlight(page: Page): Promise<void> {
  await page.evaluate(`navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ||
    new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', () => resolve(null)))).then(() => null)`)
}

function printPage(name: string, told: readonly Told[]): string {
  const plain = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return [
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${plain(name)}</title>`,
    '<style>body{font:16px/1.5 sans-serif;margin:2em}div{display:flex;gap:8px;overflow-x:auto}img{height:480px;border:1px solid}</style>',
    '<ol>',
    ...told.map(
      ({ sentence, pictures }) =>
        `<li><h2>${plain(sentence)}</h2><div>${pictures
          .map((file) => `<a href="${file}"><img loading="lazy" src="${file}" alt="${file}"></a>`)
          .join('')}</div></li>`,
    ),
    '</ol></html>',
  ].join('\n')
}
