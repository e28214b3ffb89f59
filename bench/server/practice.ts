/** A database with synthetic clinics whose clients have sent check-ins before, ready to be served and measured. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadProtocol, type Pathway, type Triage } from '@needlepoint/pathway'
import { readConfig } from '@needlepoint/server/inside/config.ts'
import { openParts } from '@needlepoint/server/inside/parts.ts'
import {
  findPostgres,
  type PostgresBinaries,
  startPostgres,
  whenReady,
} from '@needlepoint/server/inside/test-support/postgres-server.ts'
import { Client } from 'pg'
import { readProfiles, readProtocol } from '../knowledge.ts'
import { Connection } from './connection.ts'
import { type Filled, fill } from './fill.ts'
import { askTimes, type Target } from './load.ts'
import type { Practice } from './names.ts'
import { type CheckIns, calmReport, checkIns } from './requests.ts'
import { serve } from './serve.ts'

export interface Place {
  readonly dataFolder: string
  /** Undefined for the embedded database. */
  readonly databaseUrl?: string
}

export interface Prepared extends Place, Required<CheckIns> {
  readonly pathway: Pathway
}

/** @returns undefined where no PostgreSQL is installed */
export async function withPostgres<Result>(
  work: (place: Required<Place>, binaries: PostgresBinaries) => Promise<Result>,
): Promise<Result | undefined> {
  const binaries = findPostgres()
  if (!binaries) return undefined
  return await withFolder(async (dataFolder) => {
    // As a clinic runs it: what is acknowledged is on the disk.
    const server = startPostgres(binaries, true)
    try {
      await admin(server.url, (client) => client.query('create database measured'))
      const databaseUrl = server.url.replace('/postgres?', '/measured?')
      return await work({ dataFolder, databaseUrl }, binaries)
    } finally {
      await server.stop()
    }
  })
}

export async function withFolder<Result>(work: (dataFolder: string) => Promise<Result>): Promise<Result> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'needlepoint-bench-'))
  try {
    return await work(dataFolder)
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** Opens a connection to a server that may be starting, and closes it again. */
export async function admin<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await whenReady(async () => {
    const opening = new Client({ connectionString: url })
    opening.on('error', () => {})
    await opening.connect()
    return opening
  })
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Migrates, fills, and has every client send a check-in, through the server as everything after it. */
export async function prepare(place: Place, practice: Practice): Promise<Prepared> {
  const pathway = loadProtocol(readProtocol())
  const healthy = readProfiles()['healthy-adult'] ?? {}
  const filled = await fillAt(place, practice, pathway, healthy)
  const server = await serve(place)
  try {
    for (const day of [1, 2]) {
      const sent = { practice, filled, day, report: calmReport(pathway, filled.endedAt, day) }
      const triage = await triageOf(server, sent)
      let client = 1
      const everybody = checkIns(server, { ...sent, triage }, () => client++)
      const times = practice.clinics * practice.clients
      await askTimes(server, everybody, { connections: 10, status: 201, times })
      if (day === 2) return { ...place, ...sent, triage, pathway }
    }
    throw new Error('Nothing was sent.')
  } finally {
    await server.stop()
  }
}

async function fillAt(place: Place, practice: Practice, pathway: Pathway, healthy: object): Promise<Filled> {
  const parts = await openParts(configOf(place), 'always')
  try {
    return await fill(parts, practice, pathway, healthy as Parameters<typeof fill>[3])
  } finally {
    await parts.close()
  }
}

const configOf = ({ dataFolder, databaseUrl }: Place) =>
  readConfig({ NEEDLEPOINT_DATA: dataFolder, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) })

/** What the server's engine, and so every device, says of the report. */
async function triageOf(target: Target, sent: CheckIns): Promise<Triage> {
  const line = await Connection.open(target.host, target.port)
  try {
    const { status, body } = await line.send(checkIns(target, sent, () => 1)())
    if (status !== 201) throw new Error(`The first check-in was answered ${status}: ${body.toString()}`)
    const { triage } = (JSON.parse(body.toString()) as { record: { triage: Triage } }).record
    if (!triage.final)
      throw new Error(`The report leaves open: ${triage.ask.join(', ')}. A calm one should leave nothing.`)
    return triage
  } finally {
    line.close()
  }
}
