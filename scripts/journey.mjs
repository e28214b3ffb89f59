/** `npm run journey`: sets up, then walks through one person's whole journey in the terminal. */
import { main, setUp } from './setup.mjs'

main(setUp)
if (process.exitCode === 0) {
  process.argv.splice(2, 0, 'journey')
  await import('../cli/needlepoint.js')
}
