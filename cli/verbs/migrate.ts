import { answer, operating } from '../operate/operator.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** Brings the schema of the database up to date. */
export const verb: Verb = {
  name: 'migrate',
  summary: 'bring the database up to date for this version',
  usage: [''],
  about:
    'Applies what is missing, all of it or nothing, and names it. An embedded database is brought up to date at each start; for ' +
    'PostgreSQL, run this before the servers of a new version start. Make a backup first: there is no way back but that.',
  examples: ['needlepoint migrate'],
  flags: [],
  async run(call) {
    if (call.words.length > 0)
      throw new Stop('`migrate` takes no words. The database is the one of DATABASE_URL or NEEDLEPOINT_DATA.')
    const applied = await operating((server, config) => server.migrateDatabase(config))
    await answer(call, { applied }, (say) => {
      if (applied.length === 0) say('The database is up to date: nothing was to be done.')
      else say(`Applied ${applied.length === 1 ? 'one migration' : `${applied.length} migrations`}:`)
      for (const name of applied) say(`  ${name}`)
    })
    return DECIDED
  },
}
