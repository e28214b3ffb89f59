/**
 * What every step that takes answers asks of them: that there are some, that they come from whoever is asked, and that the
 * engine's problems name the fields of the request.
 */
import { type Answers, type Fact, InvalidInput, type Pathway } from '@needlepoint/pathway'
import type { Actor } from './context.ts'
import { problems } from './http/problems.ts'
import { canonical } from './keys/index.ts'

/**
 * Runs the engine on answers that stand in a body.
 * @param field where they stand, such as `facts`
 * @param own what else the engine was given, under its name in the body, such as `start`
 * @throws problems.invalidFields naming `facts.age`, one entry for each fact
 */
export function decideOn<Decision>(field: string, decide: () => Decision, own: readonly string[] = []): Decision {
  try {
    return decide()
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    throw problems.invalidFields(
      error.problems.flatMap((problem) =>
        // Answers that contradict each other come as one problem with several names.
        problem.field
          .split(', ')
          .map((name) => ({ ...problem, field: own.includes(name) ? name : `${field}.${name}` })),
      ),
    )
  }
}

/**
 * Refuses a form in which nothing was answered. “I don't know” is an answer, and so is an empty list: none of these.
 * @throws problems.invalidFields
 */
export function refuseBlank(field: string, answers: Answers): void {
  if (Object.values(answers).some(isAnswer)) return
  const expected = 'at least one answer'
  throw problems.invalidFields([
    { field, message: `“${field}” holds no answer. Answer at least one question, then send it again.`, expected },
  ])
}

function isAnswer(answer: unknown): boolean {
  if (answer === null || answer === undefined) return false
  if (typeof answer === 'string') return answer.trim() !== ''
  if (typeof answer !== 'object' || Array.isArray(answer)) return true
  return 'value' in answer ? isAnswer(answer.value) : Object.values(answer).some(isAnswer)
}

/**
 * Refuses answers to questions that the knowledge puts to somebody else: what a practitioner judges no client can say, and
 * what a clinician decides no practitioner. An answer that stands in the record already may be repeated by anybody, so that
 * a client can correct her own beside it.
 * @param stored the answers of the version that these replace
 * @throws problems.invalidFields naming each
 */
export function refuseOthersAnswers(
  field: string,
  actor: Actor,
  { protocol }: Pathway,
  answers: Answers,
  stored: Answers = {},
): void {
  const may = askedOf(actor)
  const others = Object.entries(answers).flatMap(([id, answer]) => {
    // Own names only: what is called “constructor” is no question.
    const fact = Object.hasOwn(protocol.facts, id) ? protocol.facts[id] : undefined
    if (!fact || may.includes(fact.askedOf) || !isAnswer(answer)) return []
    const repeated = Object.hasOwn(stored, id) && canonical(stored[id]) === canonical(answer)
    return repeated ? [] : [{ id, who: fact.askedOf }]
  })
  if (others.length === 0) return
  throw problems.invalidFields(
    others.map(({ id, who }) => ({
      field: `${field}.${id}`,
      message: `“${id}” is answered by ${whoAnswers[who]}. Leave it out.`,
      expected: 'no answer',
    })),
  )
}

type AskedOf = Fact['askedOf']

const whoAnswers: Readonly<Record<AskedOf, string>> = {
  client: 'the client',
  practitioner: 'a practitioner or a clinician',
  clinician: 'a clinician',
  record: 'the clinic, from its record',
}

function askedOf(actor: Actor): readonly AskedOf[] {
  switch (actor.kind) {
    case 'client':
      return ['client']
    case 'staff':
      if (actor.roles.includes('clinician')) return ['client', 'practitioner', 'clinician', 'record']
      if (actor.roles.includes('practitioner')) return ['client', 'practitioner', 'record']
      // The front desk writes down what the client says.
      return ['client']
    case 'api-key':
      // A program passes on what the clinic's other software holds; nothing that a clinician decides comes from one.
      return ['client', 'practitioner', 'record']
    case 'system':
      return ['client', 'practitioner', 'clinician', 'record']
  }
}
