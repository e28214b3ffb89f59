/** What goes wrong when somebody operates a server, as sentences for that person. */

/** The message says what happened and what to do. Nothing personal. */
export class OperateProblem extends Error {
  override name = 'OperateProblem'
}

const names = new Set([
  'OperateProblem',
  'UserProblem',
  'ConfigProblem',
  'CannotOpenDatabase',
  'DatabaseUnavailable',
  'MasterKeyProblem',
  'FileStoreUnavailable',
])

/** True when the message is meant for the operator; anything else is a defect of ours. */
export function isForOperator(error: unknown): error is Error {
  return error instanceof Error && names.has(error.name)
}
