/** `knowledge check`: compiles the knowledge, runs its cases, and names every mistake with its place and its fix. */
import { compileKnowledge, type Problem, printProblem, runCases } from '@needlepoint/compiler'
import { loadProtocol } from '@needlepoint/pathway'
import { shortHash } from '../output/closing.ts'
import { write } from '../stdio.ts'
import { DECIDED, REFUSED } from '../stop.ts'
import type { Call } from '../verb.ts'
import { folderOf } from './folder.ts'

/** A check speaks in lines, as compilers do, wherever it writes; `--json` gives data. */
export async function check(call: Call, words: readonly string[]): Promise<number> {
  const { protocol, problems: compiled, cases } = compileKnowledge(folderOf(words))
  // What does not compile may not be run: its answers would be about half of the rules.
  const failures: readonly Problem[] = compiled.length > 0 ? [] : runCases(loadProtocol(protocol), cases)
  const problems = [...compiled, ...failures]
  if (call.flags.json !== undefined) {
    await call.print(`${JSON.stringify({ problems, cases: cases.length, protocol: protocol.hash }, null, 2)}\n`)
  } else {
    for (const problem of problems) await write(call.stdio.stdout, `${printProblem(problem)}\n`)
    if (call.flags.quiet === undefined)
      await call.print(summary(problems.length, compiled.length > 0, cases.length, protocol.hash))
  }
  return problems.length > 0 ? REFUSED : DECIDED
}

function summary(problems: number, skipped: boolean, cases: number, hash: string): string {
  if (problems === 0)
    return `The knowledge is consistent, and all ${cases} cases come out as expected. Protocol ${shortHash(hash)}.\n`
  const found = `${problems} ${problems === 1 ? 'problem' : 'problems'}.`
  return skipped ? `${found} The ${cases} cases run once it compiles.\n` : `${found}\n`
}
