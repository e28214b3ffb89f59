/**
 * `npm test`: sets up, then runs every check, cheapest first, and stops at the first that fails.
 * What follows `npm test --` goes to vitest: `npm test -- screening` runs the tests with that in their path.
 */
import { main, run, Stop, say, setUp } from './setup.mjs'

// Biome sends colours even into a file.
const colours = process.stdout.isTTY ? [] : ['--colors=off']

const checks = [
  {
    heading: 'Format and lint',
    command: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', ...colours, '.'],
    otherwise: 'The format or the lint check failed. `npm run format` mends what can be mended without thought.',
  },
  {
    heading: 'Types',
    command: [
      'node_modules/typescript/bin/tsc',
      '-b',
      'pathway',
      'compiler',
      'contract',
      'server',
      'web',
      'web/client',
      'web/clinic',
      'cli',
      'bench',
      '.',
    ],
    otherwise: 'The types do not hold.',
  },
  {
    heading: 'Knowledge',
    command: ['cli/needlepoint.js', 'knowledge', 'check'],
    otherwise: 'The knowledge is not consistent. The lines above name the file and the place.',
  },
  {
    heading: 'Tests',
    command: ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)],
    otherwise: 'Some tests failed.',
  },
]

main(() => {
  setUp()
  for (const { heading, command, otherwise } of checks) {
    say(`\n── ${heading} ${'─'.repeat(60 - heading.length)}`)
    if (run(command) !== 0) throw new Stop(otherwise)
  }
  say('\nEvery check passed.')
})
