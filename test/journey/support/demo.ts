/** Into the demo clinic by the shortest way, for journeys that are about something else. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { House } from './house.ts'

interface Demo {
  readonly clinicId: string
  readonly clients: readonly { readonly clientId: string; readonly name: string }[]
}

/** @returns the demo clinic; it is made when there is none yet */
export async function demoOf(house: House, page: Page): Promise<Demo> {
  const headers = { origin: house.address }
  const shown = (await (await page.request.get('/api/demo')).json()) as { demo: Demo | null }
  if (shown.demo) return shown.demo
  const made = await page.request.post('/api/demo', { data: {}, headers, timeout: 240_000 })
  expect(made.status(), await made.text()).toBe(200)
  return (await made.json()) as Demo
}

/** @param title how the demo calls her: `Day 3 calm` */
export async function enterDemoClient(
  house: House,
  page: Page,
  title: string,
): Promise<{ readonly clinicId: string; readonly clientId: string }> {
  const { clinicId, clients } = await demoOf(house, page)
  const client = clients.find(({ name }) => name.endsWith(title))
  if (!client) throw new Error(`The demo has nobody called “${title}”.`)
  await enter(house, page, { clientId: client.clientId })
  return { clinicId, clientId: client.clientId }
}

export async function enterDemoStaff(house: House, page: Page, role: string): Promise<void> {
  await demoOf(house, page)
  await enter(house, page, { role })
}

async function enter(house: House, page: Page, as: object): Promise<void> {
  const answer = await page.request.post('/api/auth/demo/enter', { data: as, headers: { origin: house.address } })
  expect(answer.status(), await answer.text()).toBe(200)
}
