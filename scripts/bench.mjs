/**
 * `npm run bench`: sets up, then measures everything and writes docs/performance.md anew.
 * `npm run bench -- screening` measures that part alone and writes nothing.
 */
import { main, run, Stop, setUp } from './setup.mjs'

main(() => {
  setUp()
  if (run(['bench/main.ts', ...process.argv.slice(2)]) !== 0) {
    throw new Stop('The benchmarks did not end well. The lines above name each limit that was missed.')
  }
})
