/** A PostgreSQL database that nobody has migrated, for what happens before a server is there. */
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { whenReady } from './postgres-server.ts'
import type {} from './test-database.ts'

/** @param work is given its address; the database is dropped afterwards */
export async function withEmptyPostgres(work: (url: string) => Promise<void>): Promise<void> {
  const url = new URL(inject('postgresUrl') ?? '')
  const admin = await whenReady(async () => {
    const client = new Client({ connectionString: url.href })
    client.on('error', () => {})
    await client.connect()
    return client
  })
  const name = `needlepoint_empty_${randomBytes(6).toString('hex')}`
  try {
    await admin.query(`create database ${name}`)
    url.pathname = `/${name}`
    await work(url.href)
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}
