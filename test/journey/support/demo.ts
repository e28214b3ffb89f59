/** The demo clinic as a stage: people at every step of the pathway, and a door for each of them. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { House } from './house.ts'

export interface Demo {
  readonly clinicId: string
  readonly clients: readonly { readonly clientId: string; readonly name: string }[]
}

/** @param page of anybody */
export async function showDemo(page: Page): Promise<Demo> {
  const { demo } = (await (await page.request.get('/api/demo')).json()) as { demo: Demo | null }
  if (!demo) throw new Error('There is no demo: open the house with it.')
  return demo
}

/** @returns the demo clinic; it is made when there is none yet, which takes longer than to open the house with it */
export async function demoOf(house: House, page: Page): Promise<Demo> {
  const headers = { origin: house.address }
  const shown = (await (await page.request.get('/api/demo')).json()) as { demo: Demo | null }
  if (shown.demo) return shown.demo
  const made = await page.request.post('/api/demo', { data: {}, headers, timeout: 240_000 })
  expect(made.status(), await made.text()).toBe(200)
  return (await made.json()) as Demo
}

/** @param title how the demo calls her: `Day 3 calm` */
export function clientCalled({ clients }: Demo, title: string): Demo['clients'][number] {
  const found = clients.find(({ name }) => name.endsWith(title))
  if (!found) throw new Error(`The demo has nobody called “${title}”.`)
  return found
}

/** @param title how the demo calls her: `Day 3 calm` */
export async function enterDemoClient(
  house: House,
  page: Page,
  title: string,
): Promise<{ readonly clinicId: string; readonly clientId: string }> {
  const demo = await demoOf(house, page)
  const { clientId } = clientCalled(demo, title)
  await enterDemo(house, page, { clientId })
  return { clinicId: demo.clinicId, clientId }
}

export async function enterDemoStaff(house: House, page: Page, role: string): Promise<void> {
  await demoOf(house, page)
  await enterDemo(house, page, { role })
}

/** @param as `{ role: 'owner' }` or `{ clientId }` */
export async function enterDemo({ address }: House, page: Page, as: object): Promise<void> {
  const answer = await page.request.post('/api/auth/demo/enter', { data: as, headers: { origin: address } })
  expect(answer.status(), await answer.text()).toBe(200)
}
