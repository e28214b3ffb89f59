/** What to do and what to leave at one moment after a session. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { answerForMoment } from './answer-for-moment.ts'

/** @throws problems.notFound, problems.invalidFields */
export async function showToday(
  context: Context,
  { params: { sessionId }, query }: InputOf<'aftercare.today'>,
  caller: Caller,
): Promise<OutputOf<'aftercare.today'>> {
  const asked = { sessionId, at: query.at }
  const { answer, ...moment } = await answerForMoment(context, asked, caller, (pathway, input) =>
    pathway.aftercare(input),
  )
  return { ...moment, aftercare: answer }
}
