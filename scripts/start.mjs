/** `npm start`: sets up, then runs the server. Its records are in ./data, or in PostgreSQL when DATABASE_URL is set. */
import { main, setUp } from './setup.mjs'

main(setUp)
if (process.exitCode === 0) {
  // Whoever starts it like this is its operator, and wants it to run.
  process.env.NEEDLEPOINT_MIGRATE ||= '1'
  // On a terminal a line for each request would hide what is said to a person.
  if (process.stdout.isTTY) process.env.NEEDLEPOINT_LOG ||= 'warn'
  process.argv.splice(2, 0, 'serve')
  await import('../cli/needlepoint.js')
}
