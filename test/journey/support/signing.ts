/** What somebody does with a consent: she shows that she has understood it, and signs. */
import type { Page } from 'playwright-core'
import { both, own } from './texts.ts'

/** Answers the questions about her risks. Whoever is wrong tries again; nobody fails. */
export async function understand(page: Page): Promise<void> {
  const groups = page.locator('main form fieldset')
  const tried = new Map<number, number>()
  for (;;) {
    const count = await groups.count()
    for (let at = 0; at < count; at++) {
      const group = groups.nth(at)
      const isAsked = tried.size < count || (await group.getAttribute('data-wrong')) !== null
      if (!isAsked) continue
      const next = tried.get(at) ?? 0
      await group.getByRole('radio').nth(next).check()
      tried.set(at, next + 1)
    }
    const form = await page.waitForSelector('main form')
    await page.getByRole('button', { name: both.check.continue }).click()
    const signing = page.getByRole('heading', { level: 1, name: own.sign.title, exact: true })
    await signing.or(page.getByRole('alert')).first().waitFor()
    if (!(await form.isVisible()) || (await signing.isVisible())) return
  }
}

/** Draws with a finger. @param field by its name */
export async function sign(page: Page, field: string): Promise<void> {
  const pad = page.getByRole('img', { name: field })
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('There is no field to sign in.')
  const at = (part: number) =>
    [box.x + box.width * (0.15 + 0.7 * part), box.y + box.height * (0.5 + 0.25 * Math.sin(part * 20))] as const
  await page.mouse.move(...at(0))
  await page.mouse.down()
  for (let part = 0; part <= 1; part += 0.04) await page.mouse.move(...at(part))
  await page.mouse.up()
}
