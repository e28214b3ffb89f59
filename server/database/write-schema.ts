/** `node server/database/write-schema.ts`: writes schema.golden.sql and tables.ts after a new migration. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeSchema, printSchema, printTypes } from './describe-schema.ts'
import { emptyInMemory } from './embedded.ts'
import { migrate } from './migrate.ts'
import { openEmbedded } from './open.ts'

const { database } = await openEmbedded({ memory: await emptyInMemory() })
await migrate(database)
const schema = await describeSchema(database)
await database.close()
const types = join(import.meta.dirname, 'tables.ts')
writeFileSync(join(import.meta.dirname, 'schema.golden.sql'), printSchema(schema))
writeFileSync(types, printTypes(schema))
const root = join(import.meta.dirname, '..', '..')
spawnSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', types], { cwd: root })
