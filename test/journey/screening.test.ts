/** From a question at midnight to a record at a clinic: somebody screens herself without an account or a network, sends it, and goes on where she was. */
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { chromiumPath } from '../browser/open-browser.ts'
import { answerOwnQuestions } from './support/answering.ts'
import { openHouse } from './support/house.ts'
import { acceptInvitation, setUpPasskey } from './support/staff.ts'
import { tellStory } from './support/story.ts'
import { both, own, say, staff } from './support/texts.ts'

const clinicName = 'Lindenhof Skin Clinic'
const day = 24 * 60 * 60_000
const vera = { name: 'Vera Visitor', email: 'vera@post.example' }
/** As safe as can be, but for what a doctor has to look at. */
const answers = { setting: 'clinic', sunReaction: 'burns-tans-little', age: 34, herpesHistory: 'yes' }

const title = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** What a service worker has to have before the line may go. */
async function readyForOffline(page: Page): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => {})')
  await page.waitForFunction(
    `caches.open('needlepoint-app').then(async (cache) => {
      const kept = new Set((await cache.keys()).map(({ url }) => url))
      const needed = performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/assets/'))
      return (await cache.match('/')) !== undefined && needed.length > 5 && needed.every((name) => kept.has(name))
    })`,
  )
}

/** Goes through so many pages. @returns their titles */
async function answerSome(page: Page, count: number): Promise<string[]> {
  const asked: string[] = []
  class Enough extends Error {}
  try {
    await answerOwnQuestions(page, answers, own.intake.doneTitle, async (heading) => {
      if (asked.length === count) throw new Enough()
      asked.push(heading)
    })
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return asked
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()

/** Closes the browser and opens it again: what is on the device stays, the page is gone. */
async function reopen(page: Page, address: string): Promise<Page> {
  const context: BrowserContext = page.context()
  await page.close()
  const next = await context.newPage()
  await next.goto(address)
  return next
}

/** Changes one answer on the list of all. */
async function change(page: Page, question: RegExp, answer: string): Promise<void> {
  const name = new RegExp(`^${own.lookThrough.change}.*${question.source}`, question.flags)
  await page.getByRole('button', { name }).first().click()
  await page.locator(`main form input[value="${answer}"]`).check()
  await button(page, own.question.continue).click()
  await title(page, own.lookThrough.title)
}

test.skipIf(!chromiumPath)(
  'somebody asks herself at night without a network, sends it when she wants to, and types nothing twice',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse()
    const { step, look, findings } = tellStory('screening')
    const { clinicId, link } = await house.addClinic(clinicName, 'owner@clinic.example')
    const owner = await house.person('desk')
    let phone = await house.person('phone')
    /** What left the phone. */
    const sent: string[] = []
    phone.context().on('request', (request) => {
      if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`)
    })

    const address = await step('The owner lets enquiries in, and gets an address and a code to print', async () => {
      await acceptInvitation(owner, { link, name: 'Noor Owner' })
      await setUpPasskey(owner)
      await owner.goto(`/clinic/${clinicId}/enquiries`)
      await owner.getByText(staff.enquiries.closed).waitFor()
      await look(owner, 'enquiries-closed')
      await owner.getByRole('link', { name: staff.enquiries.toSettings }).click()
      await button(owner, staff.door.start).click()
      await owner.getByRole('img', { name: staff.door.code }).waitFor()
      await look(owner, 'door-open')
      return (await owner.getByRole('link', { name: /\/screen\?clinic=/ }).getAttribute('href')) ?? ''
    })
    expect(address).toBe(`${house.address}/screen?clinic=${clinicId}`)

    await step('From the guide’s page on who should wait it is one tap to ask herself', async () => {
      await phone.goto('/guide/who-should-wait')
      await phone.getByRole('link', { name: 'Ask yourself:' }).click()
      await title(phone, own.screen.title)
      await look(phone, 'screen-start')
    })

    await step(
      'What cannot wait is asked first, and whoever ticks it is told whom to call and nothing else',
      async () => {
        await button(phone, own.screen.start).click()
        await title(phone, own.screen.urgentTitle)
        await look(phone, 'screen-urgent')
        await phone.locator('input[value="breathingTrouble"]').check()
        await button(phone, own.question.continue).click()
        await title(phone, own.screen.emergencyTitle)
        expect(await phone.getByRole('link', { name: '112' }).getAttribute('href')).toBe('tel:112')
        await look(phone, 'screen-emergency')
        await button(phone, own.screen.emergencyOver).click()
      },
    )

    const firstPages = await step('One question a page, with the reason why, and the decision so far', async () => {
      const asked = await answerSome(phone, 5)
      await phone.getByText(own.soFar.title).click()
      await phone.getByText(own.soFar.none).waitFor()
      await phone.getByText(own.question.why, { exact: true }).click()
      await look(phone, 'screen-question')
      return asked
    })
    expect(new Set(firstPages).size).toBe(5)

    await step('The line goes and she closes the browser: she goes on where she stopped, in flight mode', async () => {
      const stopped = await heading(phone)
      await readyForOffline(phone)
      await phone.context().setOffline(true)
      phone = await reopen(phone, '/screen')
      await title(phone, stopped)
      await look(phone, 'screen-offline')
      await button(phone, own.back).click()
      await title(phone, firstPages.at(-1) ?? '')
      await button(phone, own.question.continue).click()
      await title(phone, stopped)
      await answerSome(phone, 4)
    })

    await step('The answer comes with its reasons, what would change it and words for a doctor', async () => {
      await answerOwnQuestions(phone, answers, own.screen.resultTitle)
      await phone.getByText(both.decisions['clinician-review']).first().waitFor()
      await phone.getByRole('heading', { name: own.verdict.change }).waitFor()
      await phone.getByRole('heading', { name: own.verdict.doctor }).waitFor()
      await look(phone, 'screen-result')
      await phone.getByText(own.send.noneTitle).waitFor()
      expect(sent).toEqual([])
    })

    await step('For the doctor the words alone are printed', async () => {
      await phone.evaluate("document.body.dataset.print = 'words'")
      await phone.emulateMedia({ media: 'print' })
      expect(await phone.getByRole('heading', { level: 1 }).isVisible()).toBe(false)
      const words = phone.locator('main section').filter({ hasText: own.verdict.doctor }).locator('p').first()
      expect(await words.isVisible()).toBe(true)
      expect(await words.innerText()).toContain(own.doctor.ask)
      await phone.emulateMedia({ media: 'screen' })
      await phone.evaluate('delete document.body.dataset.print')
    })

    await step('With the clinic’s code she can send it: what goes and to whom stands before it goes', async () => {
      await phone.context().setOffline(false)
      phone = await reopen(phone, address)
      await title(phone, own.screen.resultTitle)
      await button(phone, own.send.open).click()
      const send = button(phone, say(own.send.button, { clinic: clinicName }))
      await send.click()
      await phone.getByRole('alert').getByRole('link', { name: own.send.nameMissing }).click()
      await phone.getByLabel(own.send.name).fill(vera.name)
      await phone.getByLabel(own.send.email).fill(vera.email)
      await phone.getByLabel(own.send.words).fill('Is a Friday possible?')
      await look(phone, 'screen-send')
      await phone.context().setOffline(true)
      await phone.getByText(own.send.offline).waitFor()
      await send.click()
      await phone.getByText(both.problem.noAnswer).waitFor()
      expect(await phone.getByLabel(own.send.name).inputValue()).toBe(vera.name)
      await phone.context().setOffline(false)
      await send.click()
      await phone.getByText(say(own.send.sentTitle, { clinic: clinicName })).waitFor()
      await look(phone, 'screen-sent')
    })

    await step('The clinic is written to, and the message does not say by whom', async () => {
      const mail = await house.mailbox.next('enquiry-received', 'owner@clinic.example')
      expect(mail.all).not.toContain('Vera')
      expect(mail.link).toContain(`/clinic/${clinicId}/enquiries`)
    })

    await step('The clinic finds it among what waits, makes her a client and sends her the link', async () => {
      await owner.goto(`/clinic/${clinicId}`)
      await owner.getByRole('link', { name: vera.name }).click()
      await owner.getByText('Is a Friday possible?').waitFor()
      await look(owner, 'enquiry')
      await owner.getByRole('link', { name: staff.enquiry.add }).click()
      await title(owner, staff.addClient.title)
      await expect.poll(() => owner.getByLabel(staff.details.name, { exact: true }).inputValue()).toBe(vera.name)
      expect(await owner.getByLabel(staff.details.email).inputValue()).toBe(vera.email)
      await look(owner, 'enquiry-add')
      await button(owner, staff.addClient.add).click()
      await title(owner, vera.name)
      await button(owner, staff.access.send).first().click()
      await owner.getByText(staff.access.sent.split('.')[0] ?? '').waitFor()
      await owner.goto(`/clinic/${clinicId}/enquiries`)
      await owner.getByText(staff.enquiries.none).waitFor()
    })
    const clientLink = async () => (await house.mailbox.next('client-link', vera.email)).link

    await step('Her link opens what she answered, for her to look through', async () => {
      await phone.goto(await clientLink())
      await button(phone, own.open.button).click()
      await phone.getByRole('link', { name: own.next.intakeButton }).click()
      await title(phone, own.lookThrough.title)
      await look(phone, 'look-through')
    })
    const known = await phone.locator('main li p:first-child').allInnerTexts()
    expect(known.length).toBeGreaterThan(10)

    let tablet = await house.person('desk')
    await step('On another device she finds the same', async () => {
      await owner.goto(`/clinic/${clinicId}/clients`)
      await owner.getByRole('link', { name: vera.name }).click()
      await title(owner, vera.name)
      await button(owner, staff.access.send).first().click()
      await tablet.goto(await clientLink())
      await button(tablet, own.open.button).click()
      await tablet.getByRole('link', { name: own.next.intakeButton }).click()
      await title(tablet, own.lookThrough.title)
    })

    await step('Changed here in flight mode and there as well: neither is lost, and she chooses', async () => {
      await phone.context().setOffline(true)
      await change(phone, /cold sore/i, 'never')
      const kept = tablet.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())
      await change(tablet, /bruise/i, 'yes')
      await kept
      await phone.context().setOffline(false)
      await title(phone, own.bothChanged.title)
      await phone.getByText(say(own.bothChanged.different_other, { count: 2 })).waitFor()
      await look(phone, 'both-changed')
      await button(phone, /^Go on with this device/).click()
      await title(phone, own.lookThrough.title)
    })

    await step('She confirms: what only now matters is asked, and nothing twice', async () => {
      await button(phone, own.lookThrough.right).click()
      const more = await answerOwnQuestions(phone, { ...answers, herpesHistory: 'never' }, own.intake.doneTitle)
      expect(more.filter((each) => known.includes(each))).toEqual([])
      await phone.getByText(own.verdict.open, { exact: true }).waitFor()
      await look(phone, 'intake-done')
    })

    await step('Sent from the phone it is sent: the tablet says so when she comes back to it', async () => {
      await button(phone, own.intake.send).click()
      await title(phone, own.answers.title)
      tablet = await reopen(tablet, `/c/${clinicId}/intake`)
      await title(tablet, own.intake.goneTitle)
      await look(tablet, 'sent-elsewhere')
      await tablet.getByRole('link', { name: own.intake.goneSee }).click()
      await title(tablet, own.answers.title)
    })

    await step('At her next visit she signs in anew, confirms what stands, and is asked what is too old', async () => {
      house.wait(40 * day)
      await phone.clock.install({ time: Date.now() + 40 * day })
      await phone.clock.resume()
      await phone.goto(`/c/${clinicId}/intake`)
      await phone.getByLabel(own.signIn.email).fill(vera.email)
      await button(phone, own.signIn.send).click()
      await title(phone, own.open.sentTitle)
      await phone.goto(await clientLink())
      await button(phone, own.open.button).click()
      await title(phone, say(own.today.hello, { name: vera.name }))
      await phone.goto(`/c/${clinicId}/intake`)
      await title(phone, own.intake.againTitle)
      await button(phone, own.intake.start).click()
      await title(phone, own.lookThrough.title)
      await phone.getByText(own.lookThrough.again).first().waitFor()
      await look(phone, 'next-visit')
      await button(phone, own.lookThrough.right).click()
      const again = await answerOwnQuestions(phone, { ...answers, herpesHistory: 'never' }, own.intake.doneTitle)
      expect(again.some((each) => /pregnant/i.test(each))).toBe(true)
      // A cold sore is asked about once a year.
      expect(again.some((each) => /cold sore/i.test(each))).toBe(false)
    })

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)

test.skipIf(!chromiumPath)(
  'nobody needs a mouse, a wide window or to be of age to be answered',
  { timeout: 300_000 },
  async () => {
    await using house = await openHouse()
    const { step, look, findings } = tellStory('screening-small')
    const page = await house.person('phone')
    await page.setViewportSize({ width: 320, height: 640 })
    const fits = async () =>
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    /** With the tabulator alone, to what somebody would press. */
    const goTo = async (matches: string) => {
      for (let presses = 0; presses < 60; presses++) {
        if (await page.evaluate<boolean>(`document.activeElement?.matches(${JSON.stringify(matches)}) ?? false`)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`The keyboard does not come to ${matches}.`)
    }

    await step('By keyboard alone, in a window of 320 pixels', async () => {
      await page.goto('/')
      await goTo('a[href="/screen"]')
      await page.keyboard.press('Enter')
      await title(page, own.screen.title)
      await fits()
      await goTo('main button')
      await page.keyboard.press('Enter')
      await title(page, own.screen.urgentTitle)
      await fits()
      await goTo('input[value="none-of-these"]')
      await page.keyboard.press('Space')
      await goTo('button[type="submit"]')
      await page.keyboard.press('Enter')
      await goTo('input[value="clinic"]')
      await page.keyboard.press('Space')
      await goTo('button[type="submit"]')
      await page.keyboard.press('Enter')
      await goTo('input[value="acneScars"]')
      await page.keyboard.press('Space')
      await goTo('button[type="submit"]')
      await page.keyboard.press('Enter')
      await goTo('input[value="cheeks"]')
      await page.keyboard.press('Space')
      await goTo('button[type="submit"]')
      await page.keyboard.press('Enter')
      await fits()
    })

    await step('Sixteen: she is told kindly, with what a grown-up can do, and nothing can be sent', async () => {
      await page.locator('main form input').first().fill('16')
      await button(page, own.question.continue).click()
      await title(page, own.screen.resultTitle)
      await page.getByText(own.screen.minorTitle).waitFor()
      await page.getByText(own.screen.minorGuardian).waitFor()
      expect(await page.getByText(own.screen.fromHere).count()).toBe(0)
      await fits()
      await look(page, 'minor')
    })

    await step('She can have all of it forgotten, and nothing is left on the device', async () => {
      await button(page, own.screen.forget).click()
      await page.getByRole('dialog').getByText(own.screen.forgetSays).waitFor()
      await look(page, 'forget')
      await button(page, own.screen.forgetNow).click()
      await title(page, own.screen.title)
      await page.reload()
      await button(page, own.screen.start).waitFor()
      const kept = await page.evaluate<number>(
        `new Promise((resolve) => {
          const opening = indexedDB.open('needlepoint')
          opening.onsuccess = () => {
            const counting = opening.result.transaction('drafts').objectStore('drafts').count()
            counting.onsuccess = () => resolve(counting.result)
          }
        })`,
      )
      expect(kept).toBe(0)
    })

    await step('A clinic that takes nothing: she is told, and can ask herself all the same', async () => {
      await page.goto('/screen?clinic=01932f5e-7c1a-7b3e-9a52-000000000001')
      await page.getByText(own.screen.closed).waitFor()
      await look(page, 'closed')
    })

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)
