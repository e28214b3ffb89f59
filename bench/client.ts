/** What the client's app asks of a phone: its weight, the engine on a slow processor, and what Lighthouse says of the pages. */
import { runNode } from './child.ts'
import { figure, type Line, type Section } from './line.ts'

const limits = { scriptKb: 200, engineMs: 5, guidePerformance: 95, performance: 90, other: 100 }

/** As `test/budgets/measure-client.ts` prints it. */
interface Figures {
  readonly slowdown: number
  readonly runs: number
  readonly loads: readonly { readonly path: string; readonly language: string; readonly kilobytes: number }[]
  readonly guideScripts: number
  readonly offline: { readonly files: number; readonly kilobytes: number }
  readonly engine: readonly { verb: string; median: number; slowest95: number; first: number }[]
  readonly lighthouse: readonly {
    readonly page: string
    readonly scores: Readonly<Record<string, number>>
    readonly missed: Readonly<Record<string, readonly string[]>>
    readonly firstPaintMs: number
    readonly largestPaintMs: number
    readonly blockedMs: number
  }[]
}

export async function measureClient(): Promise<Section> {
  const { output } = await runNode(['test/budgets/measure-client.ts'])
  const { slowdown, runs, loads, guideScripts, offline, engine, lighthouse } = JSON.parse(
    output.trim().split('\n').at(-1) ?? '',
  ) as Figures
  const heaviest = loads.toSorted((a, b) => b.kilobytes - a.kilobytes)
  return {
    heading: 'The client’s app on a phone',
    part: 'client',
    lines: [
      ...heaviest.slice(0, 3).map(
        ({ path, language, kilobytes }): Line => ({
          what: `script of the first load, gzip, \`${path}\`, ${language}`,
          measured: `${figure(kilobytes)} kB`,
          limit: `under ${limits.scriptKb} kB`,
          met: kilobytes < limits.scriptKb,
        }),
      ),
      {
        what: `the others of the ${loads.length} pages and languages`,
        measured: `${figure(heaviest.at(-1)?.kilobytes ?? 0)} to ${figure(heaviest[3]?.kilobytes ?? 0)} kB`,
        limit: `under ${limits.scriptKb} kB`,
        met: (heaviest[3]?.kilobytes ?? 0) < limits.scriptKb,
      },
      { what: 'scripts of the guide', measured: String(guideScripts), limit: 'under 60 kB', met: guideScripts === 0 },
      {
        what: 'everything that is kept for times without a connection, in all languages',
        measured: `${figure(offline.kilobytes)} kB in ${offline.files} files`,
      },
      ...engine.map(
        ({ verb, median, slowest95, first }): Line => ({
          what: `\`${verb.split(',')[0]}\`${verb.includes(',') ? verb.slice(verb.indexOf(',')) : ''}, processor ${slowdown} × slower`,
          measured: `${figure(median)} ms; 95 % under ${figure(slowest95)} ms; the first call ${figure(first)} ms`,
          limit: `under ${limits.engineMs} ms`,
          met: median < limits.engineMs,
        }),
      ),
      ...lighthouse.flatMap(({ page, scores, missed, firstPaintMs, largestPaintMs, blockedMs }) =>
        Object.entries(scores).map(([category, score]): Line => {
          const least =
            category === 'performance'
              ? page.includes('/guide')
                ? limits.guidePerformance
                : limits.performance
              : limits.other
          const paint =
            category === 'performance'
              ? `; first paint after ${figure(firstPaintMs / 1000)} s, largest after ${figure(largestPaintMs / 1000)} s, blocked for ${figure(blockedMs)} ms`
              : ''
          const failed = missed[category] ?? []
          const why = score < least && failed.length > 0 ? `; missed: ${failed.join(', ')}` : ''
          return {
            what: `Lighthouse, mobile, ${page}: ${category}`,
            measured: `${score}${paint}${why}`,
            limit: least === 100 ? '100' : `at least ${least}`,
            met: score >= least,
          }
        }),
      ),
    ],
    notes: [
      'Script of the first load: all that a page needs before it shows, read from the build; `npm test -- web/build` holds it with every run. 1 kB is 1,000 bytes.',
      'The engine as published, in Chromium whose processor is slowed down, over 300 calls each; the limit is for the median. A page makes one call for a tap.',
      `Lighthouse as it comes, with its simulated slow phone and line, on the built server on this machine; medians of ${runs} runs each. The machine has a part in “blocked”.`,
      'First visit: nothing of the app is on the phone, not even the texts; later visits: what the first one left is. Her own pages are not for search engines, so SEO there is asked without the one audit that wants them found (`is-crawlable`); `npm test -- serve-guide` holds that robots.txt keeps them out.',
    ],
  }
}
