/** For tests: runs the real launcher, as a person would from the root of the repository. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './protocol.ts'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** What is piped in; nothing closes the pipe at once. */
  readonly input?: string | Uint8Array | AsyncIterable<Uint8Array>
  readonly env?: Readonly<Record<string, string>>
}

export function run(args: readonly string[], { input, env = {} }: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'cli', 'needlepoint.js'), ...args], {
      cwd: root,
      env: { ...withoutColor, ...env },
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    )
    // A program that refuses early does not read the rest.
    child.stdin.on('error', () => {})
    if (input === undefined || typeof input === 'string' || input instanceof Uint8Array) child.stdin.end(input)
    else void feed(input, child.stdin)
  })
}

async function feed(input: AsyncIterable<Uint8Array>, stdin: NodeJS.WritableStream): Promise<void> {
  for await (const chunk of input) {
    if (!stdin.write(chunk)) await new Promise((resolve) => stdin.once('drain', resolve))
  }
  stdin.end()
}

const { NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...withoutColor } = process.env

/** Runs, and reads what comes out as JSON. */
export async function runJson<T>(args: readonly string[], options?: RunOptions): Promise<T> {
  const { code, stdout, stderr } = await run(args, options)
  if (code === null || stdout === '') throw new Error(`needlepoint ${args.join(' ')} gave nothing (${code}): ${stderr}`)
  return JSON.parse(stdout) as T
}

/** Lines of JSON. */
export const readNdjson = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
