/** How long a server takes from its start until it answers, which is how long an update keeps a clinic waiting. */
import { migrateDatabase, readConfig } from '@needlepoint/server/operate'
import { figure, type Line, type Section } from './line.ts'
import { median } from './measure.ts'
import { type Place, withFolder, withPostgres } from './server/practice.ts'
import { serve } from './server/serve.ts'

const starts = 9
const limits = { postgres: 1_000, embedded: 2_000 }

export async function measureServerStart(): Promise<Section> {
  const embedded = await withFolder(async (dataFolder) => await startOften({ dataFolder }))
  const postgres = await withPostgres((place) => startOften(place))
  return {
    heading: 'Start of the server',
    part: 'start-server',
    lines: [
      ...(postgres === undefined ? [] : [lineOf('PostgreSQL', postgres, limits.postgres)]),
      lineOf('a migrated embedded database', embedded, limits.embedded),
    ],
    notes: [
      `\`node server/main.js\` until \`/health/ready\` answers 200, median of ${starts} starts. The first start, which migrates and keeps compiled code, is not counted.`,
    ],
  }
}

/** @returns milliseconds, start by start */
async function startOften(place: Place): Promise<number[]> {
  const { dataFolder, databaseUrl } = place
  await migrateDatabase(
    readConfig({ NEEDLEPOINT_DATA: dataFolder, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) }),
  )
  const times: number[] = []
  for (let i = 0; i <= starts; i++) {
    const server = await serve({ ...place, watched: false })
    if (i > 0) times.push(server.readyMs)
    await server.stop()
  }
  return times
}

const lineOf = (on: string, times: readonly number[], limit: number): Line => ({
  what: `until it answers, on ${on}`,
  measured: `${figure(median(times))} ms (fastest ${figure(Math.min(...times))} ms)`,
  limit: `under ${figure(limit)} ms`,
  met: median(times) < limit,
})
