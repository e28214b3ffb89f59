/** A newcomer walks through the demo: it is made, entered as anybody, looked at on every page of both apps, and goes again. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { jpeg } from '../../server/files/test-support/pictures.ts'
import { newId } from '../../server/ids.ts'
import { chromiumPath } from '../browser/open-browser.ts'
import { clientCalled as called, enterDemo, showDemo } from './support/demo.ts'
import { openHouse } from './support/house.ts'
import { filled, idsOf, routesOf } from './support/routes.ts'
import { takesPictures, tellStory } from './support/story.ts'
import { both, own, say, staff } from './support/texts.ts'

test.skipIf(!chromiumPath)(
  'a newcomer looks at every page with people who are not real',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse()
    const { step, look, findings } = tellStory('demo')
    const newcomer = await house.person('desk')
    const enter = (page: Page, as: object) => enterDemo(house, page, as)

    await step('She finds the demo on the first page and makes it', async () => {
      await newcomer.goto('/')
      await newcomer.getByRole('link', { name: own.start.demoLink }).click()
      await newcomer.getByRole('button', { name: staff.demoPage.make }).waitFor()
      await look(newcomer, 'demo-none')
      await newcomer.getByRole('button', { name: staff.demoPage.make }).click()
      await newcomer.getByRole('heading', { name: staff.demoPage.asStaff }).waitFor({ timeout: 120_000 })
    })
    const demo = await showDemo(newcomer)
    const clientCalled = (name: string) => called(demo, name)

    await step(
      'She walks in as a practitioner: the emergency stands first, and a line says that nobody is real',
      async () => {
        await newcomer.getByRole('button', { name: staff.demoRoles.practitioner, exact: true }).click()
        const lines = newcomer.getByRole('table', { name: staff.today.checkIns }).getByRole('row')
        await lines.nth(1).waitFor()
        expect(await lines.nth(1).innerText()).toContain(staff.staffLevels.emergency)
        await newcomer.getByText(both.demo.says).waitFor()
      },
    )

    await step('She walks in as a client of the third day, and sees her page', async () => {
      await newcomer.goto('/demo')
      await newcomer.getByRole('button', { name: clientCalled('Day 3 calm').name }).click()
      await newcomer.getByRole('heading', { level: 1, name: say(own.today.day, { day: 3 }) }).waitFor()
      await newcomer.getByText(both.demo.says).waitFor()
    })

    const { clinicId } = demo
    const clinician = await house.person('desk')

    await step('Every page of the clinic’s app', async () => {
      const visitor = await house.person('desk')
      const owner = await house.person('desk')
      await enter(clinician, { role: 'clinician' })
      await enter(owner, { role: 'owner' })
      const ids = await idsOf(clinician, clinicId, clientCalled('Day 3 worry').clientId)
      const inTheChair = await idsOf(clinician, clinicId, clientCalled('Ready').clientId)
      for (const { parent, path } of routesOf('clinic')) {
        const whole = parent === 'clinic' ? `/clinic/$clinicId${path}` : path
        const page = parent !== 'clinic' ? visitor : path.startsWith('/practice') ? owner : clinician
        const about = path.endsWith('/session') ? inTheChair : ids
        for (const part of path.includes('$part') ? Object.keys(staff.practice.parts) : [''])
          await visit(page, whole, { ...about, part }, `clinic${path.replace('$part', part)}`)
      }
    })

    // Without pictures `offline.test.ts` goes to all of them.
    await step('Every page of the client’s app', async () => {
      if (!takesPictures) return
      const visitor = await house.person('phone')
      const client = await house.person('phone')
      const who = clientCalled('Day 3 calm')
      await enter(client, { clientId: who.clientId })
      const photoId = newId(Date.now())
      const added = await client.request.put(
        `/api/clinics/${clinicId}/clients/${who.clientId}/files/${photoId}?kind=photo`,
        {
          data: Buffer.from(jpeg({ width: 400, height: 300 })),
          headers: { 'content-type': 'image/jpeg', origin: house.address },
        },
      )
      expect(added.status()).toBe(201)
      const ids = { ...(await idsOf(clinician, clinicId, who.clientId)), photoId }
      // The page for what is not on the device has no address of its own.
      for (const { parent, path } of routesOf('client').filter((each) => each.path !== '/guide/$')) {
        const whole = parent === 'own' ? `/c/$clinicId${path}` : path
        for (const paper of path.includes('$paper') ? ['treatment', 'teaching'] : [''])
          await visit(
            parent === 'own' ? client : visitor,
            whole,
            { ...ids, paper },
            `client${path.replace('$paper', paper)}`,
          )
      }
    })

    await step('She removes the demo with one click, and it is gone', async () => {
      await newcomer.goto('/demo')
      await newcomer.getByRole('button', { name: staff.demoPage.remove }).click()
      await look(newcomer, 'demo-remove')
      await newcomer.getByRole('dialog').getByRole('button', { name: staff.demoPage.removeNow }).click()
      await newcomer.getByRole('button', { name: staff.demoPage.make }).waitFor()
      expect(await (await newcomer.request.get('/api/demo')).json()).toMatchObject({ demo: null })
      await clinician.goto(`/clinic/${clinicId}`)
      await clinician.getByRole('heading', { level: 1, name: staff.signIn.title }).waitFor()
    })

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])

    async function visit(page: Page, route: string, ids: Readonly<Record<string, string>>, name: string) {
      const path = filled(route, ids)
      await page.goto(path)
      await look(
        page,
        name
          .replaceAll(/\$\w+Id/g, 'one')
          .replaceAll(/\W+/g, '-')
          .replace(/-$/, ''),
      )
      // A page that could not be read looks fine to axe.
      const said = await page.locator('body').innerText()
      for (const wrong of [both.problem.pageMissing, both.problem.again, both.problem.unknown])
        if (said.includes(wrong)) throw new Error(`${path} says “${wrong}”.`)
    }
  },
)
