/**
 * From the statements that the server sent for one request to a script of pgbench that sends the same: what differs from
 * request to request becomes a variable, everything else stays as the server sent it. Made from what was sent and not written
 * by hand, so it cannot fall behind the server.
 */
import type { Client } from 'pg'
import { digits, idOf, idStart, type Kind, type Practice, tokenOf, tokenStart } from './names.ts'
import type { Sent } from './watch-server.ts'

export interface Script {
  /** What pgbench runs. */
  readonly text: string
  /** Values that stay the same, by name. */
  readonly constants: ReadonlyMap<string, string>
  readonly statements: number
  /** How often an answer is waited for: what the server sends together, pgbench sends together. */
  readonly roundTrips: number
}

/** Whose request was noted. */
export interface Noted {
  readonly practice: Practice
  readonly clinic: number
  readonly client: number
  /** The id that the request stores something under. */
  readonly newId?: string | undefined
  readonly sent: readonly Sent[]
}

/** Which number an id or a token ends in, as pgbench knows it. */
export const variableOf: Readonly<Record<Kind, 'client' | 'clinic'>> = {
  clinic: 'clinic',
  staff: 'clinic',
  device: 'clinic',
  lot: 'clinic',
  client: 'client',
  details: 'client',
  account: 'client',
  screening: 'client',
  plan: 'client',
  preflight: 'client',
  session: 'client',
}

/** Stands for the id of what is stored: never twice the same, and later than the ids that were there before. */
const newIdExpression = `('01ff0000-' || lpad(:a::text, 4, '0') || '-7000-8000-' || lpad(:b::text, 12, '0'))`

/** @param database where the statements can be prepared, to learn the types of their parameters */
export async function scriptFrom(noted: Noted, database: Client): Promise<Script> {
  const { practice, clinic, client, newId } = noted
  const constants = new Map<string, string>()
  const lines = [
    ...(client > 0
      ? [
          `\\set client random(1, ${practice.clinics * practice.clients})`,
          `\\set clinic (:client - 1) / ${practice.clients} + 1`,
        ]
      : [`\\set clinic random(1, ${practice.clinics})`]),
    ...(newId === undefined ? [] : ['\\set a random(0, 9999)', '\\set b random(0, 999999999999)']),
  ]
  const parts = partsThatDiffer(noted)
  /** Number of the audit line, which is never twice the same either. */
  let seq: string | undefined

  function expressionOf(value: string, type: string): string {
    if (seq !== undefined && type === 'bigint' && value === seq) return ':b::bigint'
    const pieces = cut(value, parts)
    if (pieces.every(({ expression }) => expression === undefined)) {
      const name = `c${constants.size + 1}`
      constants.set(name, value)
      return `:${name}`
    }
    const text = pieces.map(({ text, expression }) => expression ?? `'${text.replaceAll("'", "''")}'`).join(' || ')
    return `(${text})::${type}`
  }

  const sent = transactionsOf(noted)
  const trips: string[][] = []
  for (const { text, values, together } of sent) {
    if (!together) trips.push([])
    trips.at(-1)?.push(...(values.length === 0 ? withoutParameters(text) : [await withParameters(text, values)]))
  }
  lines.push(...trips.flatMap((trip) => (trip.length === 1 ? trip : ['\\startpipeline', ...trip, '\\endpipeline'])))
  return { text: `${lines.join('\n')}\n`, constants, statements: sent.length, roundTrips: trips.length }

  async function withParameters(text: string, values: readonly (string | null)[]): Promise<string> {
    const types = await typesOf(database, text)
    if (/insert into "audit_lines"/.test(text)) seq = values[1] ?? undefined
    const expressions = values.map((value, i) => (value === null ? 'null' : expressionOf(value, types[i] ?? 'text')))
    const statement = text.replace(/\$(\d+)/g, (_, n: string) => expressions[Number(n) - 1] ?? 'null')
    return `${statement.replaceAll(/\s*\n\s*/g, ' ')};`
  }

  function withoutParameters(text: string): string[] {
    return text.split(';').flatMap((each) => {
      const statement = each.trim()
      if (statement === '') return []
      // A setting takes no parameter, so it is made by the function that does the same.
      const setting = /^set local ([\w.]+) = '([^']*)'$/.exec(statement)
      if (setting?.[2] === idOf('clinic', clinic))
        return [
          `select set_config('${setting[1]}', ('${idStart('clinic')}' || lpad(:clinic::text, ${digits}, '0')), true);`,
        ]
      return [`${statement};`]
    })
  }
}

/** The statements of the request, without what the server does beside it. */
export function transactionsOf({ sent, clinic }: Pick<Noted, 'sent' | 'clinic'>): Sent[] {
  const own = new Set<Sent>()
  const open = new Map<number, boolean>()
  for (const one of sent) {
    if (/^begin/.test(one.text)) open.set(one.connection, one.text.includes(idOf('clinic', clinic)))
    if (open.get(one.connection)) own.add(one)
    if (/^(commit|rollback)/.test(one.text)) open.delete(one.connection)
  }
  return sent.filter((one) => own.has(one))
}

interface Part {
  readonly text: string
  readonly expression: string
}

function partsThatDiffer({ clinic, client, newId }: Noted): Part[] {
  const number = { clinic, client }
  const padded = (variable: 'clinic' | 'client') => `lpad(:${variable}::text, ${digits}, '0')`
  return [
    ...(Object.entries(variableOf) as [Kind, 'client' | 'clinic'][])
      .filter(([, variable]) => number[variable] > 0)
      .map(([kind, variable]) => ({
        text: idOf(kind, number[variable]),
        expression: `'${idStart(kind)}' || ${padded(variable)}`,
      })),
    ...(client > 0
      ? [{ text: tokenOf('client', client), expression: `'${tokenStart('client')}' || ${padded('client')}` }]
      : []),
    { text: tokenOf('staff', clinic), expression: `'${tokenStart('staff')}' || ${padded('clinic')}` },
    ...(newId === undefined ? [] : [{ text: newId, expression: newIdExpression }]),
  ]
}

/** Cuts a value where something in it differs from request to request. */
function cut(value: string, parts: readonly Part[]): { text: string; expression?: string }[] {
  const found = parts
    .map((part) => ({ part, at: value.indexOf(part.text) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0]
  if (!found) return value === '' ? [] : [{ text: value }]
  const { part, at } = found
  return [
    ...(at === 0 ? [] : [{ text: value.slice(0, at) }]),
    { text: part.text, expression: part.expression },
    ...cut(value.slice(at + part.text.length), parts),
  ]
}

async function typesOf(database: Client, text: string): Promise<string[]> {
  await database.query(`prepare measured as ${text}`)
  try {
    const { rows } = await database.query(
      "select parameter_types::text[] as types from pg_prepared_statements where name = 'measured'",
    )
    return rows[0]?.types ?? []
  } finally {
    await database.query('deallocate measured')
  }
}
