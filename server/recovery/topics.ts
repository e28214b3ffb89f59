/**
 * Which messages somebody reads and answers. What a client writes about her treatment is as private as a check-in, so the same
 * people read and answer it; about an appointment the front desk does, too.
 */
import { messageTopics } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { Side, Topic } from './messages.ts'

export const sideOf = ({ actor }: Pick<Context, 'actor'>): Side => (actor.kind === 'client' ? 'client' : 'clinic')

export function topicsToRead({ actor }: Pick<Context, 'actor'>, clientId: string): readonly Topic[] {
  return may(actor, 'check-in.read', clientId) ? messageTopics : ['appointment']
}

/** @throws problems.notAllowed */
export function requireMayAnswer({ actor }: Pick<Context, 'actor'>, about: Topic): void {
  if (about === 'care' && actor.kind === 'staff' && !may(actor, 'check-in.answer'))
    throw problems.notAllowed('Messages about the treatment are answered by those who treat.')
}
