/** What goes wrong while people work: nothing that was typed is lost, nothing is stored twice, and they are told. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { chromiumPath } from '../browser/open-browser.ts'
import { answerOwnQuestions } from './support/answering.ts'
import { openHouse } from './support/house.ts'
import { acceptInvitation, setUpPasskey } from './support/staff.ts'
import { readyForFlight, settled, tellStory } from './support/story.ts'
import { both, own, staff } from './support/texts.ts'

test.skipIf(!chromiumPath)(
  'nothing that was typed is lost, and nothing is stored twice',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse()
    const { step, look, findings } = tellStory('bad-input')
    const { clinicId, link } = await house.addClinic('Lindenhof Skin Clinic', 'owner@clinic.example')
    const owner = await house.person('desk')
    const petra = await house.person('desk')
    const clients = `/clinic/${clinicId}/clients`
    const name = (page: Page) => page.getByLabel(staff.details.name, { exact: true })
    const email = (page: Page) => page.getByLabel(staff.details.email)
    const phone = (page: Page) => page.getByLabel(staff.details.phone)
    const add = (page: Page) => page.getByRole('button', { name: staff.addClient.add })
    const title = (page: Page, text: string) =>
      page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor()

    await step('Two people come in', async () => {
      await acceptInvitation(owner, { link, name: 'Noor Owner' })
      await setUpPasskey(owner)
      await owner.goto(`/clinic/${clinicId}/practice/staff`)
      await owner.getByRole('button', { name: staff.staff.invite }).click()
      await owner.getByLabel(staff.staff.email).fill('petra@clinic.example')
      await owner.locator('input[value="practitioner"]').check()
      await owner.getByRole('button', { name: staff.staff.send }).click()
      const mail = await house.mailbox.next('invitation', 'petra@clinic.example')
      await acceptInvitation(petra, { link: mail.link, name: 'Petra Practice' })
      await setUpPasskey(petra)
    })

    await step('What is missing or wrong is named at its field, and what was typed stays', async () => {
      await petra.goto(`${clients}/new`)
      await email(petra).fill('ada at home')
      await add(petra).click()
      await petra.getByRole('alert').getByRole('link', { name: staff.details.nameMissing }).click()
      await name(petra).and(petra.locator(':focus')).waitFor()
      await name(petra).fill('Ada Example')
      await add(petra).click()
      await petra.getByRole('alert').getByText(staff.details.email).waitFor()
      expect(await email(petra).getAttribute('aria-invalid')).toBe('true')
      expect([await name(petra).inputValue(), await email(petra).inputValue()]).toEqual(['Ada Example', 'ada at home'])
      await look(petra, 'wrong-field')
    })

    await step('An answer that is lost on its way, and a second press: one record', async () => {
      await email(petra).fill('ada@post.example')
      let lost = 0
      const stored = '**/api/clinics/*/clients'
      await petra.route(stored, async (route) => {
        if (route.request().method() !== 'POST') return await route.fallback()
        const answer = await route.fetch()
        expect(answer.status()).toBe(201)
        lost++
        await route.abort('connectionreset')
      })
      await add(petra).click()
      await petra.getByText(both.problem.noAnswer).waitFor()
      expect([await name(petra).inputValue(), await email(petra).inputValue()]).toEqual([
        'Ada Example',
        'ada@post.example',
      ])
      await look(petra, 'answer-lost')
      await petra.unroute(stored)
      await add(petra).click()
      await title(petra, 'Ada Example')
      expect(lost).toBe(1)
    })

    await step('A double click on the button: one record', async () => {
      await petra.goto(`${clients}/new`)
      await name(petra).fill('Bea Example')
      await add(petra).dblclick()
      await title(petra, 'Bea Example')
      await petra.goto(clients)
      const names = petra.getByRole('table').getByRole('rowheader')
      await names.filter({ hasText: 'Bea Example' }).first().waitFor()
      expect(await names.allInnerTexts()).toEqual(['Bea Example', 'Ada Example'])
    })

    const detailsPage = await step(
      'Somebody saves on a page that has become stale, and gets both versions to compare',
      async () => {
        await petra.getByRole('link', { name: 'Ada Example' }).click()
        await title(petra, 'Ada Example')
        const details = `${new URL(petra.url()).pathname}/details`
        await petra.goto(details)
        await owner.goto(details)
        await phone(petra).fill('+49 30 5550111')
        await phone(owner).fill('+49 30 5550222')
        await owner.getByRole('button', { name: staff.amendClient.save }).click()
        await title(owner, 'Ada Example')
        await petra.getByRole('button', { name: staff.amendClient.save }).click()
        await petra.getByRole('heading', { name: staff.amendClient.staleTitle }).waitFor()
        const line = petra.getByRole('row').filter({ hasText: staff.details.phone })
        expect(await line.innerText()).toMatch(/\+49 30 5550222\s+\+49 30 5550111/)
        expect(await phone(petra).inputValue()).toBe('+49 30 5550111')
        await petra.getByText(/^Noor Owner saved another version/).waitFor()
        await look(petra, 'stale')
        await petra.getByRole('button', { name: staff.amendClient.saveOver }).click()
        await title(petra, 'Ada Example')
        await petra.getByText('+49 30 5550111').first().waitFor()
        return details
      },
    )

    await step('A file of the wrong kind is refused with the reason', async () => {
      await petra.goto(detailsPage.replace('/details', ''))
      const film = { name: 'cheek.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('\0\0\0\x18ftypmp42 not a photo') }
      await petra.locator('input[type=file]').setInputFiles(film)
      await petra.getByRole('alert').getByText('This is a film').waitFor()
      await look(petra, 'wrong-file')
    })

    const ada = await house.person('phone')
    await step('A client begins to answer on her phone', async () => {
      await petra.goto(detailsPage.replace('/details', ''))
      await petra.getByRole('button', { name: staff.access.send }).first().click()
      const mail = await house.mailbox.next('client-link', 'ada@post.example')
      await ada.goto(mail.link)
      await ada.getByRole('button', { name: own.open.button }).click()
      await ada.getByRole('link', { name: own.next.intakeButton }).click()
      await ada.getByRole('button', { name: own.intake.start, exact: true }).click()
      await ada.locator('main form').waitFor()
      // She waits to be told that she is ready for times without a connection.
      await readyForFlight(ada)
    })

    await step('The server stops while somebody types: it says so, and what was typed is still there', async () => {
      await petra.goto(`${clients}/new`)
      await name(petra).fill('Cleo Example')
      await house.stop()
      await add(petra).click()
      await petra.getByText(both.problem.noAnswer).waitFor()
      expect(await name(petra).inputValue()).toBe('Cleo Example')
      await look(petra, 'server-away')
    })

    await step(
      'Meanwhile one answer of hers settles it: no more is asked, and her answers wait on her phone',
      async () => {
        const answers = { goals: ['acneScars'], areas: ['cheeks'], age: 34, keloid: 'yes' }
        const asked = await answerOwnQuestions(ada, answers, own.intake.doneTitle)
        expect(asked.length).toBeLessThan(10)
        await ada.getByText(own.intake.doneFinal).waitFor()
        await ada.getByText(both.decisions['do-not-treat']).first().waitFor()
        await look(ada, 'intake-final')
        await ada.getByRole('button', { name: own.intake.send }).click()
        await ada.getByText(own.answers.waiting).waitFor()
        await look(ada, 'answers-wait')
      },
    )

    await step('The server is back: both go on where they were, and everything arrives once', async () => {
      await house.start()
      await add(petra).click()
      await title(petra, 'Cleo Example')
      await ada.reload()
      await ada.getByText(/^Sent on/).waitFor()
      await settled(ada)
      await owner.goto(detailsPage.replace('/details', ''))
      await owner.getByRole('link', { name: staff.next.review }).waitFor()
      expect(await owner.locator('a[href*="/screenings/"]').filter({ hasNotText: staff.next.review }).count()).toBe(1)
      await owner.goto(clients)
      const names = owner.getByRole('table').getByRole('rowheader')
      await names.first().waitFor()
      expect(await names.allInnerTexts()).toEqual(['Cleo Example', 'Bea Example', 'Ada Example'])
    })

    await step('A form that was left half filled is still so in another window', async () => {
      await petra.goto(`${clients}/new`)
      await name(petra).fill('Dora Exam')
      const later = await petra.context().newPage()
      await later.goto(`${clients}/new`)
      await later
        .getByRole('textbox', { name: staff.details.name, exact: true })
        .and(later.locator('[value="Dora Exam"]'))
        .waitFor()
    })

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)
