/**
 * Reads vitest's JSON report and closes with one plain line, `N passed, N failed`, which a machine can read.
 * Fails when something failed, and also when nothing ran: an empty run is not a good one.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './pinned-node.mjs'

const path = join(root, 'node_modules', '.cache', 'needlepoint', 'tests.json')
if (!existsSync(path)) {
  console.log('No test ran: an earlier check stopped the run.')
  process.exit(1)
}

/** @type {{ testResults: { name: string, status: string, assertionResults: { status: string, fullName: string }[] }[] }} */
const { testResults } = JSON.parse(readFileSync(path, 'utf8'))
const tests = testResults.flatMap((file) => file.assertionResults)
const passed = tests.filter((test) => test.status === 'passed').length
const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed')
// A file that fails before its first test has no test to count, so the file itself counts as one failure.
const broken = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed))
const failed = tests.filter(isFailed).length + broken.length

for (const file of broken) console.log(`FAILED to load: ${file.name.replace(root, '.')}`)
for (const test of skipped) console.log(`SKIPPED: ${test.fullName}`)
console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

/** @param {{ status: string }} test */
function isFailed(test) {
  return test.status === 'failed'
}
