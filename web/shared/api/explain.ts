/** What a person is told when something did not work: what happened, what is safe, what to do. */

import { t } from '../texts/shared.ts'
import { NoAnswer, ProblemError } from './api.ts'

export interface FieldMessage {
  /** As the form names it. */
  readonly field: string
  readonly message: string
}

/** A part of the app that did not load: each browser says it in words of its own. */
export const isMissingFile = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|importing a module script|preload CSS|load module script/i.test(error.message)

/** In a sentence or two. */
export function explain(error: unknown): string {
  if (error instanceof NoAnswer) return t('problem.noAnswer')
  if (error instanceof ProblemError) {
    switch (error.problem.code) {
      case 'session-locked':
        return t('problem.locked')
      case 'too-many-requests':
      case 'locked-out':
        return error.problem.detail || t('problem.wait')
      case 'internal-error':
      case 'database-away':
      case 'overloaded':
      case 'shutting-down':
        return t('problem.server')
      default:
        return error.problem.detail
    }
  }
  if (isMissingFile(error)) return t('problem.missingFile')
  return t('problem.unknown')
}

/** The fields that the server named, with `body.` and the like taken off; otherwise one message for the whole form. */
export function fieldMessages(error: unknown): FieldMessage[] {
  const fields = error instanceof ProblemError ? error.problem.fields : undefined
  if (!fields || fields.length === 0) return [{ field: '', message: explain(error) }]
  return fields.map(({ field, message }) => ({ field: field.replace(/^body\.?/, ''), message }))
}
