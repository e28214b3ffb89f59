/** The knowledge compiler: YAML in, one protocol out, or problems with their place and their fix. */

export { canonical, hashOf } from './canonical.ts'
export { type Case, type Expected, readCases } from './cases.ts'
export { type Compiled, compileKnowledge } from './compile.ts'
export { type Conflict, conflicts, type Voice } from './conflicts.ts'
export { type ClaimCoverage, type Count, type Coverage, coverage, type Use } from './coverage.ts'
export { parseExpression } from './expressions/parse.ts'
export { toExpression } from './expressions/tree.ts'
export { type CompiledOverlay, compileOverlay } from './overlay.ts'
export { type Problem, printProblem } from './problem.ts'
export { type CaseFailure, runCase, runCases } from './run-cases.ts'
export { readSchema } from './schemas.ts'
export { writeProtocol } from './write-protocol.ts'
