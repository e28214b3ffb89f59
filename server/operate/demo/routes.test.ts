import type { Problem } from '@needlepoint/contract'
import type { LightMyRequestResponse } from 'fastify'
import { expect, test } from 'vitest'
import { siteOf } from '../../accounts/origin.ts'
import { readConfig } from '../../config.ts'
import type { Context } from '../../context.ts'
import type { Route } from '../../http/serve-endpoint.ts'
import { describeOnEachDatabase, refusal, type TestApp, testApp, testPathway } from '../../test-support/index.ts'
import { isDemoAllowed } from './allowed.ts'
import { demoRoutes } from './routes.ts'

test('a server on a machine of one’s own offers a demo; one that others reach does so only when told to', () => {
  const allowed = (env: Record<string, string>) => isDemoAllowed(readConfig(env))
  expect(allowed({})).toBe(true)
  expect(allowed({ NEEDLEPOINT_HOST: '::1', PORT: '9000', NEEDLEPOINT_URL: 'http://localhost:9000' })).toBe(true)
  // Behind a proxy on the same machine it listens there alone, too.
  expect(allowed({ NEEDLEPOINT_URL: 'https://care.example.org' })).toBe(false)
  expect(allowed({ NEEDLEPOINT_TRUSTED_PROXIES: '1' })).toBe(false)
  expect(allowed({ NEEDLEPOINT_HOST: '0.0.0.0' })).toBe(false)
  expect(allowed({ NEEDLEPOINT_HOST: '192.168.1.4' })).toBe(false)
  expect(allowed({ NEEDLEPOINT_URL: 'https://try.example.org', NEEDLEPOINT_DEMO: '1' })).toBe(true)
  expect(allowed({ NEEDLEPOINT_DEMO: '0' })).toBe(false)
  expect(() => allowed({ NEEDLEPOINT_DEMO: 'yes' })).toThrow(
    'NEEDLEPOINT_DEMO is “yes”. Expected 1 for yes or 0 for no.',
  )
})

describeOnEachDatabase('The demo over HTTP', (open) => {
  const opened = (allowed: boolean): Promise<TestApp> => {
    const routes: readonly Route<Context>[] = demoRoutes({
      ...open(),
      files: undefined as never,
      site: siteOf('http://localhost:8080'),
      pathwayFor: async () => testPathway,
      now: Date.now,
      allowed,
    })
    return testApp(open(), routes)
  }

  test('is neither made nor removed nor told of where it is not allowed', async () => {
    const app = await opened(false)
    const call = app.as(app.staff.owner)
    expect(await call['demo.show']()).toEqual({ allowed: false, demo: null })
    for (const change of [() => call['demo.make']({ body: {} }), () => call['demo.remove']()]) {
      expect(await refusal(app, change)).toMatchObject({ code: 'not-allowed', status: 403 })
    }
    await app.close()
  })

  test('is not made or removed by a page of another site', async () => {
    const app = await opened(true)
    expect(await app.as(app.staff.owner)['demo.show']()).toEqual({ allowed: true, demo: null })
    const headers = { origin: 'https://elsewhere.example' }
    const send = (change: { method: 'POST' | 'DELETE'; payload?: object }): Promise<LightMyRequestResponse> =>
      app.app.inject({ ...change, url: '/api/demo', headers })
    expect((await send({ method: 'POST', payload: {} })).json<Problem>().code).toBe('cross-site')
    expect((await send({ method: 'DELETE' })).json<Problem>().code).toBe('cross-site')
    expect(await app.as(app.staff.owner)['demo.remove']()).toEqual({ removed: false })
    await app.close()
  })
})
