/**
 * `npm run bench`: sets up, then measures everything and writes it into docs/performance.md.
 * `npm run bench -- screening` measures and writes that part alone.
 */
import { main, run, Stop, setUp } from './setup.mjs'

main(() => {
  setUp()
  if (run(['bench/main.ts', ...process.argv.slice(2)]) !== 0) {
    throw new Stop('The benchmarks did not end well. The lines above name each limit that was missed.')
  }
})
