/**
 * One journey through the whole house, as people walk it: a real browser, a server on an empty folder, and mail that arrives.
 * From a client's name at the front desk to her worried message, read by somebody who treats her.
 */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { chromiumPath } from '../browser/open-browser.ts'
import { answerAsStaff, answerOwnQuestions } from './support/answering.ts'
import { openHouse } from './support/house.ts'
import { sign, understand } from './support/signing.ts'
import { acceptInvitation, setUpApp, setUpPasskey } from './support/staff.ts'
import { tellStory } from './support/story.ts'
import { both, own, say, staff } from './support/texts.ts'

const clinicName = 'Lindenhof Skin Clinic'
const clinicPhone = '+49 30 5550999'
const ada = { name: 'Ada Example', email: 'ada@post.example', phone: '+49 30 5550100', born: '1992-03-14' }
/** Cold sores long ago: a clinician has to look at it, and may decide otherwise. */
const answers = {
  goals: ['acneScars'],
  areas: ['cheeks', 'forehead'],
  age: 34,
  herpesHistory: 'yes',
  sunReaction: 'burns-then-tans',
  plannedDepthMm: 1,
  depthMm: 1,
  deviceClass: 'pen',
}
const override = 'Last cold sore eight years ago. Preventive medicine is prescribed and begins two days before.'
const worry = 'It was fine at noon and hurts more since six.'

test.skipIf(!chromiumPath)(
  'from the front desk to a check-in that somebody has read',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse()
    const { step, look, findings } = tellStory('journey')
    const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
    const { clinicId, link } = await house.addClinic(clinicName, 'owner@clinic.example')
    const owner = await house.person('desk')
    const phone = await house.person('phone')

    await step('The owner accepts her invitation, with an app as second factor', async () => {
      await owner.goto('/')
      await title(owner, own.start.title)
      await look(owner, 'start')
      await acceptInvitation(owner, { link, name: 'Noor Owner' }, (name) => look(owner, name))
      await setUpApp(owner, (name) => look(owner, name))
      await owner.getByText(staff.today.emptyTitle).waitFor()
      await look(owner, 'today-empty')
    })

    await step('She enters the clinic’s telephone, a device, a lot of cartridges and a price', async () => {
      const part = (name: string) => owner.goto(`/clinic/${clinicId}/practice/${name}`)
      await part('clinic')
      await owner.getByLabel(staff.clinicSettings.phone).fill(clinicPhone)
      await owner.getByLabel(staff.clinicSettings.openingHours).fill('Monday to Friday, 9:00 to 18:00')
      await look(owner, 'clinic')
      await owner.getByRole('button', { name: staff.clinicSettings.save }).click()
      await owner.getByText(staff.clinicSettings.saved).waitFor()
      await part('devices')
      await owner.getByRole('button', { name: staff.devices.add }).click()
      await owner.getByLabel(staff.devices.name, { exact: true }).fill('Pen, room 2')
      await owner.getByLabel(staff.devices.authorizedSays).check()
      await look(owner, 'add-device')
      await owner.getByRole('button', { name: staff.devices.save }).click()
      await owner.getByRole('rowheader', { name: 'Pen, room 2' }).waitFor()
      await part('stock')
      await owner.getByRole('button', { name: staff.lots.add }).click()
      await owner.getByLabel(staff.lots.product, { exact: true }).fill('Cartridge, 12 needles')
      await owner.getByLabel(staff.lots.lot, { exact: true }).fill('C2291')
      await owner.getByLabel(staff.lots.expires).fill('2040-01-31')
      await owner.getByLabel(staff.lots.pieces).fill('20')
      await look(owner, 'add-lot')
      await owner.getByRole('button', { name: staff.lots.save }).click()
      await owner.getByRole('cell', { name: '20', exact: true }).waitFor()
      await part('prices')
      await owner.getByRole('button', { name: staff.prices.set }).click()
      await owner.getByLabel(staff.prices.amount, { exact: true }).fill('180')
      await look(owner, 'set-price')
      await owner.getByRole('button', { name: staff.prices.save }).click()
      await owner.getByRole('cell', { name: '€180.00' }).waitFor()
    })

    const invite = async (role: string) => {
      await owner.getByRole('button', { name: staff.staff.invite }).click()
      await owner.getByLabel(staff.staff.email).fill(`${role}@clinic.example`)
      await owner.locator(`input[value="${role}"]`).check()
      await owner.getByRole('button', { name: staff.staff.send }).click()
      await owner.getByRole('button', { name: staff.staff.invite }).waitFor()
    }
    const comeIn = async (role: string, name: string): Promise<Page> => {
      const mail = await house.mailbox.next('invitation', `${role}@clinic.example`)
      expect(mail.subject).toContain(clinicName)
      const page = await house.person('desk')
      await acceptInvitation(page, { link: mail.link, name })
      await setUpPasskey(page)
      return page
    }
    const [desk, practitioner, clinician] = await step(
      'The front desk, a practitioner and a clinician are invited by mail and come in with a passkey',
      async () => {
        await owner.goto(`/clinic/${clinicId}/practice/staff`)
        for (const role of ['front-desk', 'practitioner', 'clinician']) await invite(role)
        await look(owner, 'staff-invited')
        const pages = [
          await comeIn('front-desk', 'Finn Desk'),
          await comeIn('practitioner', 'Petra Practice'),
          await comeIn('clinician', 'Cem Clinician'),
        ] as const
        await owner.reload()
        await owner.getByRole('rowheader', { name: 'Cem Clinician' }).waitFor()
        return pages
      },
    )

    const clientPage = await step('The front desk adds a client and sends her the link', async () => {
      await desk.getByRole('link', { name: staff.nav.clients, exact: true }).click()
      await desk.getByText(staff.clients.emptyTitle).waitFor()
      await look(desk, 'clients-empty')
      await desk.getByRole('link', { name: staff.clients.add }).first().click()
      await desk.getByLabel(staff.details.name, { exact: true }).fill(ada.name)
      await desk.getByLabel(staff.details.email).fill(ada.email)
      await desk.getByLabel(staff.details.phone).fill(ada.phone)
      await desk.getByLabel(staff.details.born).fill(ada.born)
      await look(desk, 'add-client')
      await desk.getByRole('button', { name: staff.addClient.add }).click()
      await title(desk, ada.name)
      await desk.getByRole('button', { name: staff.access.send }).first().click()
      await desk.getByText(staff.access.sent.split('.')[0] ?? '').waitFor()
      await look(desk, 'client-added')
      return desk.url()
    })

    await step('The link arrives in her mail, and she opens it on her phone', async () => {
      const mail = await house.mailbox.next('client-link', ada.email)
      expect(mail.subject).toContain(clinicName)
      expect(mail.all).not.toContain(ada.name)
      await phone.goto(mail.link)
      await title(phone, own.open.title)
      await look(phone, 'open-link')
      await phone.getByRole('button', { name: own.open.button }).click()
      await title(phone, say(own.today.hello, { name: ada.name }))
      await look(phone, 'own-today-added')
    })

    await step(
      'She answers one question a page, and it ends when nothing more of hers can change the answer',
      async () => {
        await phone.getByRole('link', { name: own.next.intakeButton }).click()
        await title(phone, own.intake.title)
        await look(phone, 'intake-start')
        await phone.getByRole('button', { name: own.intake.start, exact: true }).click()
        await phone.locator('main form').waitFor()
        let pages = 0
        const asked = await answerOwnQuestions(phone, answers, own.intake.doneTitle, async () => {
          pages++
          if ([1, 3, 8].includes(pages)) await look(phone, `intake-question-${pages}`)
        })
        expect(asked.length).toBeGreaterThan(15)
        expect(new Set(asked).size).toBeGreaterThan(15)
        await phone.getByText(both.decisions['clinician-review']).first().waitFor()
        await look(phone, 'intake-done')
        await phone.getByRole('button', { name: own.intake.send }).click()
        await title(phone, own.answers.title)
        await look(phone, 'own-answers')
      },
    )

    await step('The practitioner finds her screening on the list and answers what is still open', async () => {
      await practitioner.goto(`/clinic/${clinicId}`)
      await practitioner.getByRole('link', { name: ada.name }).click()
      await title(practitioner, /^Screening of/)
      await practitioner.getByRole('heading', { name: staff.screening.complete }).waitFor()
      await look(practitioner, 'screening-open')
      expect(await answerAsStaff(practitioner, answers)).toContain('provider')
      await practitioner.getByRole('button', { name: staff.screening.save }).click()
      await practitioner.getByText(staff.screening.complete, { exact: true }).waitFor({ state: 'detached' })
    })

    await step(
      'The clinician reviews the decision with its reasons and sources, and decides otherwise with a reason',
      async () => {
        await clinician.goto(`/clinic/${clinicId}`)
        await clinician.getByRole('link', { name: ada.name }).click()
        await title(clinician, /^Screening of/)
        await clinician.getByText(staff.staffDecisions['clinician-review']).first().waitFor()
        await clinician.getByText('cold sore').first().waitFor()
        await clinician
          .getByText(/^Where this comes from/)
          .first()
          .click()
        await clinician.locator('details[open] cite, details[open] a[href^="http"]').first().waitFor()
        await look(clinician, 'screening-review')
        await clinician.getByRole('radio', { name: staff.staffDecisions['proceed-with-precautions'] }).check()
        await clinician.getByLabel(staff.override.reason, { exact: true }).fill(override)
        await clinician.getByRole('button', { name: staff.override.do, exact: true }).click()
        await clinician.getByText(`“${override}”`).waitFor()
        await look(clinician, 'screening-overridden')
      },
    )

    await step('The practitioner plans the course', async () => {
      await practitioner.goto(clientPage)
      await practitioner.getByRole('link', { name: staff.next.plan }).first().click()
      await title(practitioner, staff.plan.newTitle)
      await practitioner.getByText(staff.plan.first).waitFor()
      await look(practitioner, 'make-plan')
      await practitioner.getByRole('button', { name: staff.plan.save }).click()
      await title(practitioner, /^Plan of/)
      await look(practitioner, 'plan')
    })

    await step(
      'She reads her plan and her consent on her phone; without a signature it is refused, then she signs',
      async () => {
        await phone.goto(`/c/${clinicId}`)
        await phone.getByRole('link', { name: own.next.planButton }).waitFor()
        await look(phone, 'own-today-planned')
        await phone.goto(`/c/${clinicId}/plan`)
        await title(phone, own.plan.title)
        await look(phone, 'own-plan')
        await phone.getByRole('link', { name: own.next.signButton }).click()
        await title(phone, own.papers.title)
        await look(phone, 'own-papers')
        await phone.getByRole('link', { name: own.papers.readTreatment }).click()
        await phone.getByRole('button', { name: own.sign.haveRead }).waitFor()
        await look(phone, 'consent-read')
        await phone.getByRole('button', { name: own.sign.haveRead }).click()
        await title(phone, both.check.title)
        await look(phone, 'consent-check')
        await understand(phone)
        await title(phone, own.sign.title)
        await phone.getByRole('button', { name: own.sign.button, exact: true }).click()
        await phone.getByRole('alert').getByText(own.sign.notDrawn).waitFor()
        await look(phone, 'consent-unsigned')
        await sign(phone, own.sign.drawnLabel)
        await look(phone, 'consent-sign')
        await phone.getByRole('button', { name: own.sign.button, exact: true }).click()
        await phone.getByText(own.signed.lead).waitFor()
        await look(phone, 'consent-signed')
      },
    )

    await step('On the day the clinician checks everything before the first pass', async () => {
      await clinician.goto(clientPage)
      await clinician.getByRole('link', { name: staff.next.preflight }).first().click()
      await clinician.getByLabel(staff.preflight.lot).waitFor()
      await look(clinician, 'preflight')
      expect((await answerAsStaff(clinician, answers)).length).toBeGreaterThan(10)
      await look(clinician, 'preflight-answered')
      await clinician.getByRole('button', { name: staff.preflight.save }).click()
      await title(clinician, /^Pre-flight check of/)
      await look(clinician, 'preflight-stored')
    })

    await step('The session is charted with zones, device and cartridge lot', async () => {
      await practitioner.goto(clientPage)
      await practitioner.getByRole('link', { name: staff.next.session }).first().click()
      await title(practitioner, staff.chart.title)
      await practitioner.getByLabel(say(staff.chart.passesOf, { name: 'Forehead' })).fill('4')
      await look(practitioner, 'chart')
      await practitioner.getByRole('button', { name: staff.chart.save }).click()
      await practitioner.getByRole('alert').waitFor()
      await look(practitioner, 'chart-incomplete')
      for (const name of ['Cheeks', 'Forehead']) {
        await practitioner.getByLabel(say(staff.chart.passesOf, { name })).fill('4')
        await practitioner.getByLabel(say(staff.chart.endpointOf, { name })).selectOption('pinpoint-bleeding')
      }
      // Who needles is not always who has checked.
      await practitioner.getByLabel(staff.chart.practitioner).selectOption({ label: 'Petra Practice' })
      await practitioner.getByRole('button', { name: staff.chart.save }).click()
      await title(practitioner, /^Session of/)
      for (const shown of ['Pen, room 2', 'C2291', 'Petra Practice', 'Cheeks', 'Forehead'])
        await practitioner.getByText(shown).filter({ visible: true }).first().waitFor()
      await look(practitioner, 'session')
    })

    await step('Her page shows the aftercare of today', async () => {
      await phone.goto(`/c/${clinicId}`)
      await title(phone, say(own.today.day, { day: 0 }))
      await phone.getByText(own.today.lead0).waitFor()
      for (const part of [own.today.normal, own.today.dont, own.today.do])
        await phone.getByRole('heading', { level: 2, name: part }).waitFor()
      await look(phone, 'own-today-healing')
    })

    const checkIn = async (report: object, words: string, see: boolean) => {
      await (see
        ? phone.getByRole('link', { name: own.result.finish })
        : phone.getByRole('button', { name: own.checkIn.start })
      ).click()
      await phone.locator('main form').waitFor()
      let pages = 0
      await answerOwnQuestions(phone, { ...report }, own.checkIn.lastTitle, async () => {
        if (see && ++pages < 3) await look(phone, `check-in-${pages}`)
      })
      await phone.getByLabel(own.checkIn.words).fill(words)
      if (see) await look(phone, 'check-in-words')
      await phone.getByRole('button', { name: own.checkIn.send }).click()
      await title(phone, own.result.title)
    }
    await step('She checks in and all is well, and at night she is worried', async () => {
      await phone.goto(`/c/${clinicId}/check-in`)
      await checkIn({ redness: 1 }, '', false)
      await phone.getByText(both.levels.expected).first().waitFor()
      await look(phone, 'check-in-calm')
      await phone.goto(`/c/${clinicId}`)
      await phone.getByRole('link', { name: own.today.wrong }).click()
      await title(phone, own.checkIn.wrongTitle)
      await look(phone, 'check-in-wrong')
      // One tick and one tap: the answer is there before anything more is asked.
      await phone.locator('main form input[value="spreadingRedness"]').check()
      await phone.getByRole('button', { name: own.checkIn.seeWhat }).click()
      await title(phone, own.result.title)
      await phone.getByText(both.levels['same-day']).first().waitFor()
      await phone.getByText(say(own.result.sent, { when: '' }).slice(-40)).waitFor()
      await look(phone, 'check-in-answer')
      await checkIn({ spreadingRedness: true, redness: 2, pain: 2 }, worry, true)
      await phone.getByText(both.levels['same-day']).first().waitFor()
      await phone.getByText(own.result.dontWait).waitFor()
      await phone.getByRole('link', { name: say(own.call.phone, { phone: clinicPhone }) }).waitFor()
      await look(phone, 'check-in-result')
    })

    await step('Those who treat are told by mail, which says neither whose it is nor what it says', async () => {
      for (const role of ['practitioner', 'clinician']) {
        const mail = await house.mailbox.next('check-in-urgent', `${role}@clinic.example`)
        expect(mail.link).toBe(`${house.address}/clinic/${clinicId}`)
        for (const secret of [...Object.values(ada), 'Ada', worry, 'redness', 'skin', both.levels['same-day']])
          expect(`${mail.subject}\n${mail.all}`.replaceAll(clinicName, '')).not.toContain(secret)
      }
    })

    await step(
      'It is triaged and on the list, the most urgent first; the practitioner reads it and says so',
      async () => {
        await practitioner.goto(`/clinic/${clinicId}`)
        const lines = practitioner.getByRole('table', { name: staff.today.checkIns }).getByRole('row')
        await lines.filter({ hasText: ada.name }).first().waitFor()
        expect(await lines.filter({ hasText: ada.name }).allInnerTexts()).toEqual([
          expect.stringContaining(staff.staffLevels['same-day']),
          expect.stringContaining(staff.staffLevels['same-day']),
          expect.stringContaining(staff.staffLevels.expected),
        ])
        await look(practitioner, 'today')
        await lines.getByRole('link', { name: ada.name }).nth(1).click()
        await title(practitioner, /^Check-in of/)
        await practitioner.getByText(worry).waitFor()
        await look(practitioner, 'check-in-read')
        await practitioner.getByLabel(staff.markRead.note).fill('Called her. Photo is on its way.')
        await practitioner.getByRole('button', { name: staff.markRead.do }).click()
        await practitioner.getByText('Called her. Photo is on its way.').first().waitFor()
        await practitioner.goto(`/clinic/${clinicId}`)
        await lines.filter({ hasText: ada.name }).first().waitFor()
        expect(await lines.filter({ hasText: ada.name }).count()).toBe(2)
      },
    )

    await step('She sees that it was read, and by whom her record was opened', async () => {
      await phone.reload()
      await phone.getByText(own.result.readTitle).waitFor()
      await phone.getByText(say(own.result.read, { name: own.result.somebody, when: '' }).slice(0, -1)).waitFor()
      await look(phone, 'check-in-was-read')
      await phone.goto(`/c/${clinicId}/views`)
      await phone.getByText('Cem Clinician').first().waitFor()
      await look(phone, 'own-views')
      await practitioner.goto(clientPage)
      await practitioner.getByText(staff.record.checkIns, { exact: true }).waitFor()
      await look(practitioner, 'client-healing')
    })

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)
