import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoints } from '../endpoints.ts'
import { explainIssues } from './explain.ts'
import * as values from './values.ts'

function explain(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value)
  return parsed.success ? [] : explainIssues(schema, parsed.error.issues, value)
}
const message = (schema: z.ZodType, value: unknown) => explain(schema, value)[0]?.message

const schema = z.strictObject({
  id: values.id,
  decidedOn: values.date,
  decision: z.enum(['proceed', 'defer']).optional(),
  zones: z.array(z.strictObject({ depthMm: values.decimal(0, 10) })).optional(),
  notes: values.text(10).optional(),
})
const good = { id: '01932f5e-7c1a-7b3e-9a52-3f6d1c0b8e4f', decidedOn: '2026-11-21' }

describe('what is wrong is said in sentences', () => {
  test('a field with a slip in its name is named with the one that was meant', () => {
    expect(explain(schema, { ...good, desicion: 'defer' })).toEqual([
      {
        field: 'desicion',
        message:
          '“desicion” is not a field here. Did you mean “decision”? Expected one of id, decidedOn, decision, zones, notes.',
        expected: 'one of id, decidedOn, decision, zones, notes',
        nearest: 'decision',
      },
    ])
  })

  test('a value with a slip in it is named with the one that was meant', () => {
    expect(explain(schema, { ...good, decision: 'proced' })[0]).toMatchObject({
      field: 'decision',
      nearest: 'proceed',
      expected: 'one of proceed, defer',
    })
  })

  test('a field inside a list is named by its place', () => {
    expect(explain(schema, { ...good, zones: [{ depthMm: 1 }, { depthMm: 40 }] })).toEqual([
      {
        field: 'zones[1].depthMm',
        message: '“zones[1].depthMm” is 40, which cannot be taken. Expected a number from 0 to 10.',
        expected: 'a number from 0 to 10',
      },
    ])
  })

  test('what is missing, empty, too long or of another kind is called so', () => {
    expect(message(schema, { decidedOn: '2026-11-21' })).toBe(
      '“id” is missing. Expected a UUID version 7 in lower case.',
    )
    expect(message(schema, { ...good, notes: ' ' })).toBe('“notes” is empty. Expected a text of at most 10 characters.')
    expect(message(schema, { ...good, notes: 'x'.repeat(11) })).toBe(
      '“notes” is too long. Expected a text of at most 10 characters.',
    )
    expect(message(schema, { ...good, decidedOn: ['2026-11-21'] })).toBe(
      '“decidedOn” is a list, which cannot be taken. Expected a date such as 2026-11-21.',
    )
    expect(message(schema, 'text')).toBe('“body” is a text, which cannot be taken. Expected an object.')
    expect(message(schema, undefined)).toBe('“body” is missing. Expected an object.')
  })

  test('everything that is wrong is said at once', () => {
    expect(explain(schema, { id: 'x', decidedOn: 'y', more: 1 }).map(({ field }) => field)).toEqual([
      'id',
      'decidedOn',
      'more',
    ])
  })

  test('what a person typed is never repeated', () => {
    const secret = 'Mara Lindqvist'
    expect(JSON.stringify(explain(schema, { ...good, decidedOn: secret, notes: secret }))).not.toContain('Mara')
  })

  test('an answer that is none says what an answer is', () => {
    const { body } = endpoints['screening.record']
    const [problem] = explain(body, { ...good, clientId: good.id, facts: { age: { value: { deep: 1 } } } })
    expect(problem).toMatchObject({ field: 'facts.age', expected: expect.stringMatching(/^a yes or no, a number/) })
  })

  test('a thousand mistakes are not listed one by one', () => {
    const facts = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`not a name ${i}`, 1]))
    const { body } = endpoints['screening.record']
    expect(explain(body, { ...good, clientId: good.id, facts }).length).toBe(50)
  })
})
