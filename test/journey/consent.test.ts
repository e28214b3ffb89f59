/** Her plan, her consent and her documents: what she reads, what she is asked, what is refused, and what she keeps. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { newId } from '../../web/shared/device/ids.ts'
import { chromiumPath } from '../browser/open-browser.ts'
import { enterDemoClient, enterDemoStaff } from './support/demo.ts'
import { openHouse } from './support/house.ts'
import { sign, understand } from './support/signing.ts'
import { tellStory } from './support/story.ts'
import { both, own, say, staff } from './support/texts.ts'

const day = 24 * 60 * 60_000

test.skipIf(!chromiumPath)(
  'she reads her plan, signs what applies to her, keeps it, and is asked again when something changes',
  { timeout: 900_000 },
  async () => {
    await using house = await openHouse({ withDemo: true })
    const { step, look, findings } = tellStory('consent')
    const phone = await house.person('phone')
    const desk = await house.person('desk')
    const nurse = await house.person('desk')
    await enterDemoStaff(house, desk, 'owner')
    await enterDemoStaff(house, nurse, 'practitioner')
    const { clinicId, clientId } = await enterDemoClient(house, phone, 'Planned')
    const title = (page: Page, name: string | RegExp) =>
      page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' }).waitFor()
    const api = `/api/clinics/${clinicId}`
    const headers = { origin: house.address }
    const herRecord = `/clinic/${clinicId}/clients/${clientId}`
    const changedTo = (name: string) => say(both.changes.text, { now: `At ${name}.` })
    interface Papers {
      readonly planId: string
      readonly papers: { readonly kind: string; readonly givenAt: string | null }[]
    }
    const readPapers = async () =>
      (await (await phone.request.get(`${api}/clients/${clientId}/papers?language=en`)).json()) as Papers
    const { planId } = await readPapers()
    const treatmentPaper = async () => {
      const paper = (await readPapers()).papers.find(({ kind }) => kind === 'treatment')
      if (!paper) throw new Error('She is asked for no consent.')
      return paper
    }
    /** From the last line of the text to the signature. */
    async function readAndSign() {
      await phone.getByRole('button', { name: own.sign.haveRead }).click()
      await understand(phone)
      await sign(phone, own.sign.drawnLabel)
      await phone.getByRole('button', { name: own.sign.button, exact: true }).click()
    }

    /** The clinic as it is, with something of it changed. */
    async function changeClinic(change: object) {
      const clinic = (await (await desk.request.get(api)).json()) as Record<string, unknown>
      const { id: _, demo: __, protocol: ___, ...rest } = clinic
      const answer = await desk.request.put(api, { data: { ...rest, ...change }, headers })
      expect(answer.status(), await answer.text()).toBe(200)
    }
    const consents = async () => {
      const answer = await phone.request.get(`${api}/clients/${clientId}/consents`)
      return ((await answer.json()) as { items: { id: string; kind: string; copyHash: string | null }[] }).items
    }
    const download = async (page: Page, press: () => Promise<void>) => {
      const [file] = await Promise.all([page.waitForEvent('download'), press()])
      return readFileSync((await file.path()) ?? '')
    }

    await step('Her plan stands on a line of time, and a calendar program reads its reminders', async () => {
      const ahead = phone.waitForResponse(/\/consent-document$/)
      await phone.goto(`/c/${clinicId}/plan`)
      await title(phone, own.plan.title)
      // What the phone reads for times without a connection, she has not opened.
      await ahead
      expect((await treatmentPaper()).givenAt).toBe(null)
      await phone.getByRole('img', { name: /Session 1/ }).waitFor()
      await look(phone, 'plan')
      const file = await download(phone, () => phone.getByRole('button', { name: own.plan.calendar }).click())
      const events = new ICAL.Component(ICAL.parse(file.toString('utf8'))).getAllSubcomponents('vevent')
      expect(events.length).toBeGreaterThan(2)
      for (const event of events) expect(event.getAllSubcomponents('valarm')).toHaveLength(1)
    })

    await step('She reads her consent and answers three questions; a wrong answer is explained', async () => {
      await phone.goto(`/c/${clinicId}/papers`)
      await phone.getByRole('link', { name: own.papers.readTreatment }).click()
      await phone.getByRole('button', { name: own.sign.haveRead }).click()
      await title(phone, both.check.title)
      const groups = phone.locator('main form fieldset')
      expect(await groups.count()).toBe(3)
      for (let at = 0; at < 3; at++) await groups.nth(at).getByRole('radio').last().check()
      await phone.getByRole('button', { name: both.check.continue }).click()
      await phone.getByRole('alert').waitFor()
      await look(phone, 'check-wrong')
      await understand(phone)
      await title(phone, own.sign.title)
    })

    await step('A blank signature is refused, and a text that has changed meanwhile is not signed', async () => {
      await phone.getByRole('button', { name: own.sign.button, exact: true }).click()
      await phone.getByRole('alert').getByText(own.sign.notDrawn).waitFor()
      await look(phone, 'sign-blank')
      await sign(phone, own.sign.drawnLabel)
      await changeClinic({ name: 'Demo clinic by the sea' })
      await phone.getByRole('button', { name: own.sign.button, exact: true }).click()
      await phone.getByText(own.sign.changedTitle).waitFor()
      await phone.getByText('Demo clinic by the sea').first().waitFor()
      await look(phone, 'sign-changed')
      expect((await consents()).length).toBe(0)
    })

    await step('She reads the new one and signs it; two quick taps are one signature', async () => {
      await phone.getByRole('button', { name: own.sign.haveRead }).click()
      await understand(phone)
      await sign(phone, own.sign.drawnLabel)
      await phone.getByRole('button', { name: own.sign.button, exact: true }).dblclick()
      await phone.getByText(own.signed.lead).waitFor()
      expect((await consents()).filter(({ kind }) => kind === 'treatment').length).toBe(1)
    })

    const pdf = await step('She keeps a sealed copy and finds it among her documents', async () => {
      const file = await download(phone, () => phone.getByRole('button', { name: own.signed.download }).click())
      expect(file.subarray(0, 5).toString()).toBe('%PDF-')
      const [consent] = await consents()
      expect(createHash('sha256').update(file).digest('hex')).toBe(consent?.copyHash)
      await phone.goto(`/c/${clinicId}/documents`)
      await title(phone, own.documents.title)
      await phone.getByRole('link', { name: own.papers.treatment }).waitFor()
      await look(phone, 'documents')
      return file
    })

    await step('The app tells her copy from one in which a letter was changed', async () => {
      const choose = phone.locator('main input[type=file]')
      const as = (buffer: Buffer) => ({ name: 'a.pdf', mimeType: 'application/pdf', buffer })
      await choose.setInputFiles(as(pdf))
      await phone.getByText(own.documents.checkYes).waitFor()
      await look(phone, 'documents-checked')
      const other = Buffer.from(pdf)
      other[other.length - 100] = (other[other.length - 100] ?? 0) ^ 1
      await choose.setInputFiles(as(other))
      await phone.getByText(own.documents.checkNo).waitFor()
    })

    await step('Without a connection she still reads and downloads what she signed', async () => {
      await phone.getByRole('link', { name: own.papers.treatment }).click()
      await phone.getByText(own.signed.lead).waitFor()
      await phone.context().setOffline(true)
      const file = await download(phone, () => phone.getByRole('button', { name: own.signed.download }).click())
      expect(file.equals(pdf)).toBe(true)
      await phone.getByRole('button', { name: own.signed.withdraw }).click()
      await phone.getByText(own.signed.followsTreatment).waitFor()
      await look(phone, 'withdraw')
      await phone.getByRole('button', { name: own.signed.keep }).click()
      await phone.context().setOffline(false)
    })

    await step('When the text changes she is told what, and the check before the first pass says stop', async () => {
      await changeClinic({ name: 'Demo clinic on the hill' })
      await phone.goto(`/c/${clinicId}`)
      await phone.getByRole('link', { name: own.next.signAgainButton }).click()
      await phone.getByText(changedTo('Demo clinic on the hill')).waitFor()
      await look(phone, 'papers-again')
      await nurse.goto(herRecord)
      await nurse.getByText(staff.next.again).waitFor()
      await look(nurse, 'client-again')
      await nurse.getByRole('link', { name: staff.next.preflight }).first().click()
      await nurse.getByText(staff.preflight.again).waitFor()
      await nurse.getByText(changedTo('Demo clinic on the hill')).waitFor()
      await nurse.getByRole('heading', { name: staff.preflight['not-ready'] }).waitFor()
      await look(nurse, 'preflight-again')
    })

    await step('She reads what has changed and signs anew: nothing stops the check any more', async () => {
      await phone.getByRole('link', { name: own.papers.readAgain }).click()
      await phone.getByText(own.sign.whatChanged).waitFor()
      await phone.getByText(changedTo('Demo clinic on the hill')).waitFor()
      await look(phone, 'read-again')
      await readAndSign()
      await phone.getByText(own.signed.lead).waitFor()
      await nurse.goto(herRecord)
      await nurse.getByText(staff.next.consented).waitFor()
      await nurse.getByRole('link', { name: staff.next.preflight }).first().click()
      await nurse.getByRole('heading', { name: staff.preflight.notYet }).waitFor()
      expect(await nurse.getByText(staff.preflight.again).count()).toBe(0)
    })

    await step('The owner wants a day to think; it begins when she opens the text, and not before', async () => {
      await desk.goto(`/clinic/${clinicId}/practice/clinic`)
      await desk.getByLabel(staff.clinicSettings.coolingOffUnit).selectOption('h')
      await desk.getByLabel(staff.clinicSettings.coolingOffAmountOfHours).fill('0')
      await desk.getByRole('button', { name: staff.clinicSettings.save }).click()
      await desk.getByRole('alert').waitFor()
      await desk.getByLabel(staff.clinicSettings.coolingOffAmountOfHours).fill('24')
      await look(desk, 'settings-cooling-off')
      await desk.getByRole('button', { name: staff.clinicSettings.save }).click()
      await desk.getByText(staff.clinicSettings.saved).waitFor()
      await changeClinic({ name: 'Demo clinic in town' })
      await phone.goto(`/c/${clinicId}/papers`)
      await phone.getByText(say(own.coolingOff.begins, { time: '24 hours' })).waitFor()
      expect((await treatmentPaper()).givenAt).toBe(null)
      await phone.getByRole('link', { name: own.papers.readAgain }).click()
      await phone
        .getByText(say(own.coolingOff.word, { left: '24 hours' }))
        .first()
        .waitFor()
      expect((await treatmentPaper()).givenAt).not.toBe(null)
      await look(phone, 'time-to-think')
    })

    await step(
      'Nobody signs sooner: not on her phone, not at the clinic, not by asking the server itself',
      async () => {
        await readAndSign()
        await phone.getByRole('alert').getByText(own.sign.tooEarly).waitFor()
        await look(phone, 'sign-too-early')
        const asked = { kind: 'treatment', purposes: [], language: 'en' }
        const prepared = await phone.request.post(`${api}/plans/${planId}/consent-document`, { data: asked, headers })
        const { documentHash, risks } = (await prepared.json()) as { documentHash: string; risks: { risk: string }[] }
        const id = newId()
        const refused = await phone.request.post(`${api}/consents`, {
          headers,
          data: {
            ...asked,
            id,
            clientId,
            planId,
            documentHash,
            understood: risks.slice(0, 3).map(({ risk }) => risk),
            signedAt: new Date().toISOString(),
            signer: { name: 'Demo client Planned', as: 'client' },
            signature: { kind: 'typed', name: 'Demo client Planned' },
          },
        })
        expect([refused.status(), ((await refused.json()) as { code: string }).code]).toEqual([409, 'cooling-off'])
        expect((await consents()).filter(({ kind }) => kind === 'treatment').length).toBe(2)
        await nurse.goto(`${herRecord}/plans/${planId}/consent`)
        await nurse.getByText(/^She can sign from/).waitFor()
        expect(await nurse.getByRole('button', { name: staff.takeConsent.handOver }).isDisabled()).toBe(true)
        await look(nurse, 'take-consent-waits')
      },
    )

    await step('A day later her signature is still on the page, and now it is taken', async () => {
      house.wait(day)
      // Nobody stays signed in to the demo for so long.
      await enterDemoClient(house, phone, 'Planned')
      await phone.clock.install({ time: Date.now() + day })
      await phone.clock.resume()
      await phone.goto(`/c/${clinicId}/consent/treatment`)
      await title(phone, own.sign.title)
      await phone.getByRole('button', { name: own.sign.button, exact: true }).click()
      await phone.getByText(own.signed.lead).waitFor()
      expect((await consents()).filter(({ kind }) => kind === 'treatment').length).toBe(3)
    })

    await step('She takes it back, is told what follows, and nobody goes on at the clinic', async () => {
      await phone.getByRole('button', { name: own.signed.withdraw }).click()
      await phone.getByLabel(own.signed.reason).fill('I want to wait until spring.')
      await phone.getByRole('button', { name: own.signed.withdrawNow }).click()
      await phone.getByRole('heading', { name: own.signed.takenBack }).waitFor()
      await look(phone, 'taken-back')
      await phone.goto(`/c/${clinicId}`)
      await phone.getByRole('link', { name: own.next.signButton }).waitFor()
      await enterDemoStaff(house, nurse, 'practitioner')
      await nurse.goto(herRecord)
      await nurse.getByText(staff.next.planned).waitFor()
      await nurse
        .getByText(/^Withdrawn/)
        .first()
        .waitFor()
      await look(nurse, 'client-withdrawn')
    })

    await step('After a session she prints her aftercare sheet; somebody new has no documents yet', async () => {
      await enterDemoClient(house, phone, 'Day 3 calm')
      await phone.goto(`/c/${clinicId}/aftercare-sheet`)
      await title(phone, own.sheet.title)
      await phone.getByRole('heading', { name: own.sheet.dont }).waitFor()
      await look(phone, 'aftercare-sheet')
      await enterDemoClient(house, phone, 'Added')
      await phone.goto(`/c/${clinicId}/documents`)
      await phone.getByText(own.documents.emptyTitle).waitFor()
      await look(phone, 'documents-empty')
    })

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)
