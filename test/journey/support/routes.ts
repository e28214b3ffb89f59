/** Every address that an app knows, as its own file lists them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

export interface RouteOf {
  readonly parent: string
  readonly path: string
}

export function routesOf(app: 'client' | 'clinic'): readonly RouteOf[] {
  const file = readFileSync(join(import.meta.dirname, `../../../web/${app}/routes.tsx`), 'utf8')
  const routes = [...file.matchAll(/getParentRoute: \(\) => (\w+),\s+path: '([^']+)'/g)]
  if (routes.length !== file.split(" path: '").length - 1)
    throw new Error(`web/${app}/routes.tsx has a route that is not written like the others.`)
  return routes.map(([, parent = '', path = '']) => ({ parent, path }))
}

/** `filled('/answers/$screeningId', { screeningId })` @throws where a part has no value */
export const filled = (path: string, ids: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\$(\w+)/g, (_, name: string) => {
    if (!ids[name]) throw new Error(`${path} needs a ${name}, and this test has none.`)
    return ids[name]
  })

/** Nobody's. */
const none = '00000000-0000-7000-8000-000000000000'

/**
 * The first of each noun of a client, by the names that addresses have for them.
 * @param page of somebody who may read all of it
 */
export async function idsOf(page: Page, clinicId: string, clientId: string): Promise<Readonly<Record<string, string>>> {
  const first = async (noun: string): Promise<string> => {
    const answer = await page.request.get(`/api/clinics/${clinicId}/clients/${clientId}/${noun}`)
    const { items } = (await answer.json()) as { items?: readonly { id: string }[] }
    return items?.[0]?.id ?? none
  }
  const nouns = {
    screeningId: 'screenings',
    planId: 'plans',
    consentId: 'consents',
    preflightId: 'preflights',
    sessionId: 'sessions',
    checkInId: 'check-ins',
    photoId: 'files',
  }
  const enquiries = await page.request.get(`/api/clinics/${clinicId}/enquiries`)
  const { items = [] } = (await enquiries.json()) as { items?: readonly { id: string }[] }
  const ids = await Promise.all(Object.entries(nouns).map(async ([name, noun]) => [name, await first(noun)] as const))
  return {
    clinicId,
    clientId,
    paper: 'treatment',
    appointmentId: 'new',
    enquiryId: items[0]?.id ?? none,
    ...Object.fromEntries(ids),
  }
}
