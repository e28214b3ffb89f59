/** How long somebody waits in a terminal for a first decision. */
import { runNode } from './child.ts'
import { figure, type Section } from './line.ts'
import { median } from './measure.ts'

const limitMs = 250
const starts = 15

export async function measureStart(): Promise<Section> {
  const screenOne = ['cli/needlepoint.js', 'screen', 'examples/screen.json', '--json']
  const nothing = ['-e', 'console.log(1)']
  // The first start after a change keeps the compiled code; those after it, which are the usual ones, find it.
  await runNode(screenOne)
  const decisions: number[] = []
  const bare: number[] = []
  for (let i = 0; i < starts; i++) {
    decisions.push((await runNode(screenOne)).firstOutputMs)
    bare.push((await runNode(nothing)).firstOutputMs)
  }
  const ms = median(decisions)
  const times = median(decisions.map((value, i) => value / (bare[i] as number)))
  return {
    heading: 'Start of the command line',
    part: 'start',
    lines: [
      {
        what: '`node cli/needlepoint.js screen examples/screen.json --json` to its first decision',
        measured: `${figure(ms)} ms`,
        limit: 'under 250 ms',
        met: ms < limitMs,
      },
      {
        what: '… against a Node that prints one number',
        measured: `${figure(times)} × as long (${figure(median(bare))} ms)`,
      },
    ],
    notes: [`Medians over ${starts} starts of each, taking turns.`],
  }
}
