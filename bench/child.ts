/** Runs a part in a Node of its own, so that it meets neither the memory nor the compiled code of another. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { root } from './knowledge.ts'

/** What /proc tells of a process while it runs; undefined on systems that have none. */
export interface Sample {
  readonly cpuMs: number
  readonly rss: number
}

export interface Run {
  readonly output: string
  readonly wallMs: number
  /** From the start until the first character came out. */
  readonly firstOutputMs: number
  readonly samples: readonly Sample[]
}

/** @throws Error with what the process said when it ended badly */
export function runNode(args: readonly string[], sampleEveryMs?: number): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const samples: Sample[] = []
    let output = ''
    let errors = ''
    let firstOutputMs = 0
    const take = () => {
      const sample = child.pid === undefined ? undefined : sampleOf(child.pid)
      if (sample) samples.push(sample)
    }
    const timer = sampleEveryMs === undefined ? undefined : setInterval(take, sampleEveryMs)
    child.stdout.on('data', (chunk) => {
      firstOutputMs ||= performance.now() - start
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      if (code !== 0) reject(new Error(`node ${args.join(' ')} ended with ${code}:\n${errors || output}`))
      else resolve({ output, wallMs: performance.now() - start, firstOutputMs, samples })
    })
  })
}

const ticksPerSecond = 100
const pageSize = 4096

function sampleOf(pid: number): Sample | undefined {
  try {
    // The name of the program stands in brackets and may hold spaces; the numbers come after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const rss = Number(fields[21]) * pageSize
    return rss > 0 ? { cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond, rss } : undefined
  } catch {
    return undefined
  }
}
