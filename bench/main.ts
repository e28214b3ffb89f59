/** `node bench/main.ts [part …]`: measures, prints, and writes each part that it measured into docs/performance.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { loadProtocol } from '@needlepoint/pathway'
import { measureClient } from './client.ts'
import { measureImpact } from './impact.ts'
import { readProtocol, root } from './knowledge.ts'
import { measureLabels } from './labels.ts'
import type { Section } from './line.ts'
import { writeInto } from './page.ts'
import { measureScreening } from './screening.ts'
import { measureEmbedded } from './server/measure-embedded.ts'
import { measureServer } from './server/measure-server.ts'
import { measureSize } from './size.ts'
import { measureStart } from './start.ts'
import { measureServerStart } from './start-server.ts'

const parts: Readonly<Record<string, () => Promise<Section>>> = {
  screening: () => measureScreening(loadProtocol(readProtocol())),
  impact: measureImpact,
  start: measureStart,
  server: measureServer,
  'server-embedded': measureEmbedded,
  'start-server': measureServerStart,
  size: measureSize,
  client: measureClient,
  labels: measureLabels,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((part) => !(part in parts))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Expected: ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

const sections: Section[] = []
for (const part of asked.length > 0 ? asked : Object.keys(parts)) {
  console.error(`Measuring ${part} …`)
  const section = await (parts[part] as () => Promise<Section>)()
  sections.push(section)
  for (const { what, measured, limit } of section.lines) {
    console.log(`  ${what}: ${measured}${limit === undefined ? '' : ` (${limit})`}`)
  }
}

const [cpu] = cpus()
const page = join(root, 'docs', 'performance.md')
const written = writeInto(existsSync(page) ? readFileSync(page, 'utf8') : '', sections, Object.keys(parts), {
  cores: cpus().length,
  processor: cpu?.model.trim() ?? 'unknown',
  node: process.versions.node,
  memoryBytes: totalmem(),
  system: type(),
})
writeFileSync(page, written)
console.error('Written to docs/performance.md.')

const missed = sections.flatMap(({ lines }) => lines.filter(({ met }) => met === false))
for (const { what, measured, limit } of missed) console.log(`missed: ${what}: ${measured}, expected ${limit}`)
if (missed.length > 0) process.exitCode = 1
