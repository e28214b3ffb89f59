import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addressOf, type ConfigProblem, commonVariables, ourVariables, readConfig } from './config.ts'

test('Without any setting it serves this machine from ./data', () => {
  expect(readConfig({}, '/home/me')).toMatchObject({
    host: '127.0.0.1',
    port: undefined,
    publicUrl: undefined,
    migrate: false,
    rateLimit: 1200,
    metricsToken: undefined,
    idleMinutes: 15,
    dataFolder: '/home/me/data',
    files: '/home/me/data/files',
    databaseUrl: undefined,
  })
})

test('An empty variable counts as not set', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: ' ' }).databaseUrl).toBeUndefined()
})

test('Everything that is wrong is named at once, and no secret is repeated', () => {
  const wrong = {
    PORT: '80000',
    DATABASE_URL: 'mysql://u:hunter2@h/d',
    NEEDLEPOINT_LOG: 'loud',
    NEEDLEPOINT_DATE: 'x',
    NEEDLEPOINT_PORT: '80',
    NEEDLEPOINT_METRICS_TOKEN: 'hunter2',
    NEEDLEPOINT_MIGRATE: 'yes',
    NEEDLEPOINT_RATE_LIMIT: '0',
    NEEDLEPOINT_IDLE_MINUTES: '0',
  }
  let sentences: readonly string[] = []
  try {
    readConfig(wrong)
  } catch (error) {
    sentences = (error as ConfigProblem).sentences
  }
  expect(sentences).toEqual([
    'PORT is “80000”. Expected a whole number from 0 to 65535.',
    'NEEDLEPOINT_LOG is “loud”. Expected one of debug, info, warn, error, silent.',
    expect.stringContaining('NEEDLEPOINT_DATE is no setting of Needlepoint. Did you mean NEEDLEPOINT_DATA?'),
    expect.stringContaining('NEEDLEPOINT_PORT is no setting of Needlepoint. Did you mean PORT?'),
    expect.stringContaining('NEEDLEPOINT_METRICS_TOKEN is wrong. Expected at least 16 characters without spaces'),
    'DATABASE_URL is wrong. Expected an address such as postgres://user:password@localhost:5432/needlepoint.',
    'NEEDLEPOINT_MIGRATE is “yes”. Expected 1 for yes or 0 for no.',
    'NEEDLEPOINT_RATE_LIMIT is “0”. Expected a whole number of requests a minute from 1 to 999999, or off.',
    'NEEDLEPOINT_IDLE_MINUTES is “0”. Expected a whole number from 1 to 720.',
  ])
  expect(sentences.join()).not.toContain('hunter2')
})

test('Photos may be in a bucket', () => {
  const env = {
    NEEDLEPOINT_FILES: 's3://photos/clinic',
    AWS_ACCESS_KEY_ID: 'k',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_REGION: 'eu',
  }
  expect(readConfig(env).files).toEqual({
    endpoint: 'https://s3.eu.amazonaws.com',
    region: 'eu',
    bucket: 'photos',
    prefix: 'clinic/',
    accessKeyId: 'k',
    secretAccessKey: 's',
  })
  expect(() => readConfig({ NEEDLEPOINT_FILES: 's3://photos' })).toThrow('AWS_REGION is not set.')
})

test('The address is that of the port which was taken, unless one is given', () => {
  expect(addressOf(readConfig({}), 8083)).toBe('http://localhost:8083')
  expect(addressOf(readConfig({ PORT: '0' }), 40123)).toBe('http://localhost:40123')
  expect(addressOf(readConfig({ NEEDLEPOINT_URL: 'https://care.example.org/' }), 8080)).toBe('https://care.example.org')
})

test('The limit of requests may be another one, or none', () => {
  expect(readConfig({ NEEDLEPOINT_RATE_LIMIT: '50' }).rateLimit).toBe(50)
  expect(readConfig({ NEEDLEPOINT_RATE_LIMIT: 'off' }).rateLimit).toBeNull()
})

test('docs/configure.md lists every variable that is read, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'configure.md'), 'utf8')
  const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  expect(listed.toSorted()).toEqual([...ourVariables, ...commonVariables].toSorted())
  const code = readFileSync(join(import.meta.dirname, 'config.ts'), 'utf8')
  const read = [...code.matchAll(/'((?:NEEDLEPOINT|AWS|DATABASE)_\w+|PORT)'/g)].map(([, name]) => name)
  expect(new Set(listed)).toEqual(new Set(read))
})
