import { problem, problemCodes, problemKinds } from '@needlepoint/contract'
import { InvalidInput } from '@needlepoint/pathway'
import { describe, expect, test } from 'vitest'
import { DatabaseUnavailable } from '../database/errors.ts'
import { mergeById } from './merge.ts'
import { HttpProblem, problemBody, problemHeaders, problems } from './problems.ts'
import { toProblem } from './to-problem.ts'

const requestId = '01932f5e-7c1a-7b3e-9a52-3f6d1c0b8e4f'

test('docs/problems.md explains every problem and no other', async () => {
  const byStatus = problemCodes.toSorted((a, b) => problemKinds[a].status - problemKinds[b].status)
  const sections = byStatus.map((code) => {
    const { status, title, whatToDo } = problemKinds[code]
    return `## ${code}\n\n**${title}.** Status ${status}.\n\n${whatToDo}\n`
  })
  const text = `# Problems

What can go wrong when the server is asked for something, and what to do then. Every failure is a problem of RFC 9457: \`code\` is one of
the words below, \`detail\` says what happened this time, \`fields\` names what to mend, \`instance\` finds the request in the log. The catalogue is
\`contract/http/problem.ts\`; \`npm test -- problems -u\` writes this page from it.

${sections.join('\n')}`
  await expect(text).toMatchFileSnapshot('../../docs/problems.md')
})

test('every problem of the catalogue can be made, and what is made keeps to its schema', () => {
  const made: HttpProblem[] = Object.values(problems).map((make) =>
    (make as (...args: unknown[]) => HttpProblem)(...argumentsOf(make.name)),
  )
  for (const each of made) {
    const body = problemBody(each, requestId)
    expect(problem.strict().safeParse(body).error?.issues ?? []).toEqual([])
    expect(body.detail).toMatch(/^[“A-Z/].*\.$/)
    expect(body).toMatchObject({ instance: `urn:uuid:${requestId}`, type: `/problems/${each.code}` })
  }
  expect(new Set(made.map(({ code }) => code))).toEqual(new Set(problemCodes))
})

/** Something plausible for each. */
function argumentsOf(name: string): unknown[] {
  switch (name) {
    case 'methodNotAllowed':
      return [['GET']]
    case 'invalidFields':
    case 'loosensProtocol':
      return [[{ field: 'id', message: '“id” is missing.' }]]
    case 'tooLarge':
    case 'lockedOut':
    case 'tooManyRequests':
      return [1024]
    case 'idTaken':
    case 'staleVersion':
      return [{ sent: 1 }, { stored: 2 }]
    case 'scopeMissing':
      return ['records:read']
    case 'notFound':
    case 'notYet':
      return ['client']
    default:
      return ['It is as it is.'].slice(
        0,
        name.endsWith('Valid') || /^(step|already|time|decision|not|stock|retention|file)/.test(name) ? 1 : 0,
      )
  }
}

describe('whatever is thrown becomes a problem', () => {
  const codeOf = (error: unknown) => toProblem(error, 1024).code

  test.each([
    [new InvalidInput([{ field: 'age', message: '“age” is 400.' }]), 'invalid-fields'],
    [new DatabaseUnavailable('lost'), 'database-away'],
    [new DatabaseUnavailable('full'), 'database-away'],
    [new DatabaseUnavailable('slow'), 'overloaded'],
    [new DatabaseUnavailable('busy'), 'overloaded'],
    [new DatabaseUnavailable('closed'), 'shutting-down'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'database-away'],
    [Object.assign(new Error('x'), { code: '40001' }), 'overloaded'],
    [Object.assign(new Error('x'), { code: '23505' }), 'id-taken'],
    [Object.assign(new Error('x'), { code: '23503' }), 'not-found'],
    [Object.assign(new Error('x'), { code: '23514' }), 'internal-error'],
    [Object.assign(new Error('x'), { statusCode: 404 }), 'internal-error'],
    [new TypeError('x is not a function'), 'internal-error'],
    ['text', 'internal-error'],
    [undefined, 'internal-error'],
    [null, 'internal-error'],
  ])('%s', (error, code) => {
    expect(codeOf(error)).toBe(code)
  })

  test('and what the database said of the content stays inside', () => {
    const quoting = Object.assign(new Error('Key (name)=(Mara Lindqvist) already exists.'), { code: '23514' })
    expect(JSON.stringify(problemBody(toProblem(quoting, 1024), requestId))).not.toContain('Mara')
  })

  test('problems that pass say after how many seconds to try again', () => {
    for (const passing of [
      problems.overloaded(),
      problems.databaseAway(),
      problems.shuttingDown(),
      problems.tooManyRequests(0.2),
    ])
      expect(Number(problemHeaders(passing)['retry-after'])).toBeGreaterThanOrEqual(1)
  })
})

describe('writes by ids from the device', () => {
  const sent = { id: requestId, text: 'mine' }
  const stored = { id: requestId, text: 'hers' }
  const merge = (outcome: 'new' | 'same' | 'superseded' | 'refused', mayRead: boolean) =>
    mergeById({ outcome, sent, show: async () => stored, mayRead: () => mayRead, current: async () => stored })

  test('what is new or was sent before is answered with the record', async () => {
    expect(await merge('new', true)).toEqual({ outcome: 'new', record: stored })
    expect(await merge('same', true)).toEqual({ outcome: 'same', record: stored })
  })

  test('an id that names something else is refused with both versions', async () => {
    await expect(merge('refused', true)).rejects.toMatchObject({ code: 'id-taken', details: { sent, stored } })
  })

  test('a stale page that saves gets both versions to compare', async () => {
    await expect(merge('superseded', true)).rejects.toMatchObject({ code: 'stale-version', details: { sent, stored } })
  })

  test('nobody reads another record by reusing its id', async () => {
    for (const outcome of ['refused', 'superseded'] as const) {
      const error = await merge(outcome, false).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(HttpProblem)
      expect(JSON.stringify(problemBody(error as HttpProblem, requestId))).not.toContain('hers')
    }
  })
})
