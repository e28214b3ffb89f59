/** Reads one line at a time, from a person or from a pipe. */
import { createInterface } from 'node:readline'
import type { Stdio } from '../stdio.ts'

export interface Prompt {
  /** The next line; undefined when there are no more, or when the person pressed Ctrl-C. */
  readonly ask: (prompt: string) => Promise<string | undefined>
  readonly say: (text: string) => void
  readonly close: () => void
}

/** @param out where questions go: standard error while the answer goes to a pipe */
export function openPrompt({ stdin }: Stdio, out: NodeJS.WriteStream): Prompt {
  const terminal = stdin.isTTY === true && out.isTTY === true
  const reader = createInterface({ input: stdin, ...(terminal ? { output: out, terminal } : { terminal: false }) })
  const lines: string[] = []
  let waiting: ((line: string | undefined) => void) | undefined
  let closed = false
  let interrupted = false
  const give = (line: string | undefined) => {
    const resolve = waiting
    waiting = undefined
    resolve?.(line)
  }
  reader.on('line', (line) => (waiting ? give(line) : lines.push(line)))
  reader.on('SIGINT', () => {
    // The second time somebody means it.
    if (interrupted) process.exit(130)
    interrupted = true
    out.write('\n')
    give(undefined)
  })
  reader.on('close', () => {
    closed = true
    give(undefined)
  })
  return {
    async ask(prompt) {
      const line = lines.shift()
      if (line !== undefined) return line
      if (closed) return undefined
      if (terminal) {
        reader.setPrompt(prompt)
        reader.prompt()
      } else out.write(prompt)
      return new Promise((resolve) => {
        waiting = resolve
      })
    },
    say: (text) => void out.write(text),
    close: () => reader.close(),
  }
}
