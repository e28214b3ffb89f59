/** What goes over the network to a phone, and what it then takes in memory. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { loadProtocol } from '@needlepoint/pathway'
import { runNode } from './child.ts'
import { completeIntakes } from './intakes.ts'
import { protocolFile, readProfiles, readProtocol, root } from './knowledge.ts'
import { figure, type Section } from './line.ts'

const limitKb = 40

interface Memory {
  readonly parsed: number
  readonly loaded: number
}

export async function measureSize(): Promise<Section> {
  const engine = packed(join(root, 'pathway', 'dist', 'pathway.js'))
  const protocol = packed(protocolFile)
  const { output } = await runNode(['--expose-gc', fileURLToPath(import.meta.url), 'memory'])
  const memory: Memory = JSON.parse(output)
  return {
    heading: 'Size and memory',
    part: 'size',
    lines: [
      {
        what: 'the engine, `pathway/dist/pathway.js`, gzip',
        measured: `${figure(engine)} kB`,
        limit: 'under 40 kB',
        met: engine < limitKb,
      },
      { what: '`knowledge/protocol.json`, gzip', measured: `${figure(protocol)} kB` },
      { what: 'the protocol in memory, parsed', measured: `${figure(memory.parsed / 1e6)} MB` },
      {
        what: 'added by making it ready to screen, once it has screened 100 people',
        measured: `${figure(memory.loaded / 1e6)} MB`,
      },
    ],
    notes: ['1 kB is 1,000 bytes. Memory is the heap in use after the garbage was collected, in a process of its own.'],
  }
}

const packed = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length / 1000

/** Runs in a process of its own. */
function memoryOfProtocol(): Memory {
  const start = heap()
  const protocol = readProtocol()
  const parsed = heap()
  const pathway = loadProtocol(protocol)
  // The people are made and forgotten; what stays is what screening them left behind.
  completeIntakes(pathway, readProfiles()['healthy-adult'] ?? {}, 100)
  const loaded = heap()
  if (pathway.protocol !== protocol) throw new Error('The protocol must still be in use here.')
  return { parsed: parsed - start, loaded: loaded - parsed }
}

function heap(): number {
  for (let i = 0; i < 4; i++) (globalThis as { gc?: () => void }).gc?.()
  return process.memoryUsage().heapUsed
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'memory') {
  process.stdout.write(JSON.stringify(memoryOfProtocol()))
}
