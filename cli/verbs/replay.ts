import { type DecisionRecord, InvalidInput, nearest, type Pathway, type Replay, replay } from '@needlepoint/pathway'
import { defaultsOf, type Given, givenBy } from '../decide.ts'
import { isObject, requireObject } from '../input/fields.ts'
import { readLines } from '../input/lines.ts'
import { closing, shortHash } from '../output/closing.ts'
import type { Page } from '../output/page.ts'
import { write } from '../stdio.ts'
import { BAD_INPUT, DECIDED, REFUSED } from '../stop.ts'
import type { Call, Decide, Defaults, Verb, Verbs } from '../verb.ts'

/** The same input under the same protocol must give the same answer, in ten years too. */
export const verb: Verb = {
  name: 'replay',
  summary: 'does a stored decision come out the same today?',
  usage: ['RECORD'],
  about:
    'Takes what `--record` printed: the verb, its input and its output. Exits 1 when today’s answer differs, and names every place.',
  examples: ['needlepoint screen --record examples/screen.yaml | needlepoint replay -'],
  flags: ['lines'],
  schema: 'record',
  async run(call) {
    const given = await givenBy(call, 'replay')
    const pathway = await call.pathway()
    if ('lines' in given) return replayLines(given, pathway, call)
    const result = await replayRecord(given.value, pathway, defaultsOf(call), call.verbs)
    if (call.text) {
      const page = call.newPage()
      printReplay(result, given.value as DecisionRecord, page)
      closing(page, pathway.hash)
      await call.print(page.toString())
    } else await call.print(`${JSON.stringify(result, null, 2)}\n`)
    return result.same ? DECIDED : REFUSED
  },
}

async function replayLines(given: Extract<Given, { lines: unknown }>, pathway: Pathway, call: Call): Promise<number> {
  let code = DECIDED
  for await (const line of readLines(given.lines).lines) {
    let answer: object
    try {
      if ('problems' in line) answer = line
      else {
        const result = await replayRecord(line.value, pathway, defaultsOf(call), call.verbs)
        answer = result
        if (!result.same && code === DECIDED) code = REFUSED
      }
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      answer = { line: line.line, problems: error.problems }
    }
    if ('problems' in answer) code = BAD_INPUT
    await write(call.stdio.stdout, `${JSON.stringify(answer)}\n`)
  }
  return code
}

/** @throws InvalidInput when the record is none, or names no verb that decides */
export async function replayRecord(raw: unknown, pathway: Pathway, defaults: Defaults, verbs: Verbs): Promise<Replay> {
  const record = requireObject(raw, 'a record of a decision, as `--record` prints it') as unknown as DecisionRecord
  const decide = await decideOf(record.verb, verbs)
  return replay(record, pathway.hash, (_verb, input) => decide?.(pathway, input, defaults).output)
}

async function decideOf(name: unknown, { names, find }: Verbs): Promise<Decide | undefined> {
  if (name === undefined) return undefined
  const known = typeof name === 'string' && names.includes(name)
  const decide = known ? (await find(name)).decide : undefined
  if (decide) return decide
  const close = nearest(String(name), names)
  throw new InvalidInput([
    {
      field: 'verb',
      message: `“verb” is “${String(name)}”, which decides nothing.${close && close !== name ? ` Did you mean “${close}”?` : ''}`,
      expected: 'a verb that decides, such as screen or triage',
      ...(close ? { nearest: close } : {}),
    },
  ])
}

const mostShown = 20

export function printReplay({ same, sameProtocol, differences }: Replay, record: DecisionRecord, page: Page): void {
  page.blank()
  page.text(same ? `● ${page.bold('The same answer.')}` : `○ ${page.bold('Another answer today.')}`)
  if (!sameProtocol) {
    const then = isObject(record.output) ? String(record.output.protocol) : ''
    page.text(
      `It was decided under another protocol, ${shortHash(then)}. Pass that one with --protocol (and its overlay with --overlay) to replay it exactly.`,
      { indent: 2 },
    )
  }
  if (differences.length > 0) page.heading('Where it differs')
  page.table(differences.slice(0, mostShown).map(({ path, was, is }) => [path, `was ${shown(was)}`, `is ${shown(is)}`]))
  if (differences.length > mostShown) page.text(`and ${differences.length - mostShown} more`, { indent: 2 })
}

const shown = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'absent'
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
