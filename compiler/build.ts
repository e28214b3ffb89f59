/** `node compiler/build.ts [folder] [--despite-problems]`: compiles the knowledge and writes `protocol.json` into its folder. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileKnowledge } from './compile.ts'
import { printProblem } from './problem.ts'
import { writeProtocol } from './write-protocol.ts'

const words = process.argv.slice(2)
const [folder = fileURLToPath(new URL('../knowledge', import.meta.url))] = words.filter(
  (word) => !word.startsWith('--'),
)
// For whoever works on the engine while others still write: what compiles is written, and the exit code stays 1.
const despite = words.includes('--despite-problems')

if (existsSync(folder)) build()
else {
  console.error(`There is no folder ${folder}. Name the folder that holds the knowledge.`)
  process.exitCode = 2
}

function build(): void {
  const { protocol, problems, cases } = compileKnowledge(folder)
  for (const problem of problems) console.error(printProblem(problem))
  if (problems.length > 0) {
    const written = despite ? 'what compiles is written all the same' : 'nothing was written'
    console.error(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}; ${written}.`)
    process.exitCode = 1
    if (!despite) return
  }
  writeProtocol(join(folder, 'protocol.json'), protocol)
  const { claims, facts, screening, treatment, recovery, aftercare } = protocol
  const rules = [screening.rules, treatment.rules, recovery.rules].reduce((sum, each) => sum + size(each), 0)
  console.log(
    `protocol.json ${protocol.hash.slice(0, 19)}: ${size(claims)} claims, ${size(facts)} facts, ${rules} rules, ` +
      `${size(aftercare.ingredients)} ingredients, ${cases.length} cases`,
  )
}

function size(entries: object): number {
  return Object.keys(entries).length
}
