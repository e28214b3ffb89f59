/** “May I …?”, asked in the client's own words. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { answerForMoment } from './answer-for-moment.ts'

/** @throws problems.notFound, problems.invalidFields */
export async function answerMayI(
  context: Context,
  { params: { sessionId }, body: { activity, at } }: InputOf<'aftercare.may-i'>,
  caller: Caller,
): Promise<OutputOf<'aftercare.may-i'>> {
  const { answer, ...moment } = await answerForMoment(context, { sessionId, at }, caller, (pathway, input) =>
    pathway.mayI(activity, input),
  )
  return { ...moment, mayI: answer }
}
