/** Which ingredients of a product matter now, and when each may return. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { answerForMoment } from './answer-for-moment.ts'

/** @throws problems.notFound, problems.invalidFields */
export async function checkProduct(
  context: Context,
  { params: { sessionId }, body: { label, at } }: InputOf<'aftercare.check-product'>,
  caller: Caller,
): Promise<OutputOf<'aftercare.check-product'>> {
  const { answer, ...moment } = await answerForMoment(context, { sessionId, at }, caller, (pathway, input) =>
    pathway.checkProduct(label, input),
  )
  return { ...moment, product: answer }
}
