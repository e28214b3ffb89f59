/**
 * `npm run budgets`: sets up, then holds the client's app to what a phone can carry: weight, engine, Lighthouse. What it found goes
 * into docs/performance.md.
 */
import { main, run, Stop, setUp } from './setup.mjs'

main(() => {
  setUp()
  if (run(['bench/main.ts', 'client']) !== 0) throw new Stop('A budget was missed. The lines above name it.')
})
