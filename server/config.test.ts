import { expect, test } from 'vitest'
import { type ConfigProblem, readConfig } from './config.ts'

test('Without any setting it serves this machine from ./data', () => {
  expect(readConfig({}, '/home/me')).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    publicUrl: 'http://localhost:8080',
    dataFolder: '/home/me/data',
    files: '/home/me/data/files',
    databaseUrl: undefined,
  })
})

test('An empty variable counts as not set', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: ' ' }).databaseUrl).toBeUndefined()
})

test('Everything that is wrong is named at once, and no secret is repeated', () => {
  const wrong = { PORT: '80000', DATABASE_URL: 'mysql://u:hunter2@h/d', NEEDLEPOINT_LOG: 'loud', NEEDLEPOINT_DATE: 'x' }
  let sentences: readonly string[] = []
  try {
    readConfig(wrong)
  } catch (error) {
    sentences = (error as ConfigProblem).sentences
  }
  expect(sentences).toEqual([
    'PORT is “80000”. Expected a whole number from 0 to 65535.',
    'NEEDLEPOINT_LOG is “loud”. Expected one of debug, info, warn, error, silent.',
    expect.stringContaining('NEEDLEPOINT_DATE is no setting of Needlepoint.'),
    'DATABASE_URL is wrong. Expected an address such as postgres://user:password@localhost:5432/needlepoint.',
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
