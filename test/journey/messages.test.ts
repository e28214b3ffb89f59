/** Somebody writes to her clinic and is answered, sees her appointments, takes everything along, and a guardian chooses whose page. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { newId } from '../../web/shared/device/ids.ts'
import { chromiumPath } from '../browser/open-browser.ts'
import { clientCalled, showDemo } from './support/demo.ts'
import { openHouse } from './support/house.ts'
import { readyForFlight, tellStory } from './support/story.ts'
import { both, own, say, staff } from './support/texts.ts'

test.skipIf(!chromiumPath)(
  'two people write to each other, and nothing of it is lost',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse({ withDemo: true })
    const { step, look, findings } = tellStory('messages')
    const phone = await house.person('phone')
    const desk = await house.person('desk')
    const post = async (page: Page, path: string, data: object = {}) => {
      const answer = await page.request.post(path, { data, headers: { origin: house.address } })
      expect(answer.status(), await answer.text()).toBeLessThan(300)
      return await answer.json()
    }
    const demo = await showDemo(phone)
    const { clinicId } = demo
    const idOf = (title: string) => clientCalled(demo, title).clientId
    const enter = (page: Page, as: object) => post(page, '/api/auth/demo/enter', as)
    const her = idOf('Day 14 calm')
    const url = (path: string) => `/c/${clinicId}${path}`
    await enter(phone, { clientId: her })
    await enter(desk, { role: 'practitioner' })
    const box = phone.getByLabel(own.messages.text, { exact: true })

    await step('She reads what she and her clinic wrote, and what to do when it cannot wait', async () => {
      await phone.goto(url('/messages'))
      await phone.getByText('Put it on again whenever it feels tight').waitFor()
      await phone.getByRole('link', { name: own.today.wrong }).waitFor()
      await look(phone, 'messages')
    })

    await step(
      'A message of ten thousand characters is not taken: the limit is named, and every letter stays',
      async () => {
        await phone.getByRole('link', { name: own.messages.write }).click()
        await look(phone, 'write')
        await box.fill('a'.repeat(10_000))
        await phone.getByRole('button', { name: own.messages.send }).click()
        await phone.getByText(own.messages.aboutMissing).first().waitFor()
        await phone
          .getByText(say(own.messages.tooLong, { length: '10,000', most: '4,000' }))
          .first()
          .waitFor()
        expect(await box.inputValue()).toHaveLength(10_000)
        await look(phone, 'write-too-long')
        await phone.reload()
        await expect.poll(() => box.inputValue().then((text) => text.length)).toBe(10_000)
      },
    )

    await step('In flight mode her words wait, in this tab and in another, and say so', async () => {
      await box.fill('May I put on make-up for my sister’s wedding on Saturday?')
      await phone.getByRole('radio', { name: own.messages.topic.care }).check()
      await phone.context().setOffline(true)
      await phone.getByRole('button', { name: own.messages.send }).click()
      await phone.getByText(own.messages.waits).waitFor()
      await look(phone, 'messages-offline')
    })

    await step('Back online it is sent once, though two tabs try', async () => {
      await phone.context().setOffline(false)
      const second = await phone.context().newPage()
      await Promise.all([second.goto(url('/messages')), phone.goto(url('/messages'))])
      for (const page of [phone, second]) {
        await page.getByText(own.messages.notRead).first().waitFor()
        await expect.poll(() => page.getByText('for my sister’s wedding').count()).toBe(1)
      }
      await second.close()
    })

    await step('The clinic’s list says who waits and not a word of it; a practitioner answers', async () => {
      await desk.goto(`/clinic/${clinicId}`)
      const lines = desk.getByRole('table', { name: staff.today.messages })
      await lines.getByRole('link', { name: /Day 14 calm/ }).waitFor()
      expect(await desk.locator('main').innerText()).not.toContain('wedding')
      await look(desk, 'clinic-today')
      await lines.getByRole('link', { name: /Day 14 calm/ }).click()
      await desk.getByText('for my sister’s wedding').waitFor()
      await look(desk, 'clinic-messages')
      await desk.getByLabel(staff.messages.text, { exact: true }).fill('Yes, from tomorrow on. Take a clean brush.')
      await desk.getByRole('button', { name: staff.messages.send, exact: true }).click()
      await desk.getByText(staff.messages.sheHasNot).first().waitFor()
      await desk.goto(`/clinic/${clinicId}`)
      await desk.getByRole('table', { name: staff.today.checkIns }).waitFor()
      await expect.poll(() => lines.getByRole('link', { name: /Day 14 calm/ }).count()).toBe(0)
    })

    await step('Her page for today tells of the answer and of her next appointment, also in flight mode', async () => {
      await phone.goto(url(''))
      const news = phone.locator('section').filter({ has: phone.getByRole('heading', { name: own.news.title }) })
      await news.getByText(own.more.messagesNew_one).waitFor()
      await news.getByText(/Room 2/).waitFor()
      await look(phone, 'today-news')
      await readyForFlight(phone)
      await phone.context().setOffline(true)
      await phone.reload()
      await news.getByText(own.more.messagesNew_one).waitFor()
      await phone.context().setOffline(false)
    })

    await step('She reads the answer, which is no news any more, and the clinic sees that she has', async () => {
      await phone.reload()
      await phone.getByRole('link', { name: own.more.messagesNew_one }).click()
      await phone.getByText('Take a clean brush').waitFor()
      await phone.getByRole('link', { name: own.nav.today, exact: true }).click()
      await phone.getByRole('link', { name: /Room 2/ }).waitFor()
      await phone.getByText(own.more.messagesNew_one).waitFor({ state: 'detached' })
      await desk.goto(`/clinic/${clinicId}/clients/${her}/messages`)
      await expect
        .poll(
          async () => {
            await desk.reload()
            await desk.getByText('Take a clean brush').waitFor()
            return await desk.getByText(staff.messages.sheHasNot).count()
          },
          { timeout: 30_000 },
        )
        .toBe(0)
    })

    await step(
      'A long thread goes on where she stands, by keyboard too; what she sees stays when none comes',
      async () => {
        for (let count = 0; count < 60; count++)
          await post(desk, `/api/clinics/${clinicId}/clients/${her}/messages`, {
            id: newId(),
            about: 'care',
            text: `Note ${count}`,
            writtenAt: new Date().toISOString(),
          })
        for (const [page, address, label] of [
          [phone, url('/messages'), own.messages.earlier],
          [desk, `/clinic/${clinicId}/clients/${her}/messages`, staff.list.more],
        ] as const) {
          await page.goto(address)
          await page.getByText('Note 59', { exact: true }).waitFor()
          const entries = page.locator('main ul > li').filter({ has: page.locator('p') })
          const before = await entries.count()
          await page.route('**/messages?*cursor=*', (route) => route.abort())
          const more = page.getByRole('button', { name: label })
          await more.focus()
          await page.keyboard.press('Enter')
          await page.getByRole('alert').getByText(both.problem.noAnswer).waitFor()
          expect(await entries.count()).toBe(before)
          await look(page, `long-thread-${label.length}`)
          await page.unroute('**/messages?*cursor=*')
          await more.focus()
          await page.keyboard.press('Enter')
          await more.waitFor({ state: 'detached' })
          await page.getByText('for my sister’s wedding').waitFor()
          expect(await page.getByRole('alert').count()).toBe(0)
          expect(await page.evaluate('document.activeElement?.innerText')).toBe(await entries.nth(before).innerText())
        }
      },
    )

    await step(
      'She sees her appointments in her own time, also in flight mode, and puts them into her calendar',
      async () => {
        await phone.goto(url('/appointments'))
        await phone.getByText('Room 2').first().waitFor()
        await look(phone, 'appointments')
        const loading = phone.waitForEvent('download')
        await phone.getByRole('button', { name: own.appointments.toCalendar }).click()
        const file = readFileSync(await (await loading).path(), 'utf8')
        expect(file).toMatch(/DTSTART:\d{8}T\d{6}Z\r\n/)
        expect(file).toContain('LOCATION:Room 2\r\n')
        await phone.context().setOffline(true)
        await phone.goto(url('/appointments'))
        await phone.getByText('Room 2').first().waitFor()
        await phone.context().setOffline(false)
      },
    )

    await step('“I cannot come” is a message that is half written; the front desk sees it and moves her', async () => {
      await phone.goto(url('/appointments'))
      await phone.getByRole('link', { name: own.appointments.cannotCome }).first().click()
      expect(await box.inputValue()).toContain('I cannot come')
      await look(phone, 'cannot-come')
      await phone.getByRole('button', { name: own.messages.send }).click()
      await phone.getByText(own.messages.cannotCome).first().waitFor()
      await phone.goto(url('/appointments'))
      await phone.getByText(own.appointments.told).waitFor()

      const reception = await house.person('desk')
      await enter(reception, { role: 'front-desk' })
      await reception.goto(`/clinic/${clinicId}/clients/${her}`)
      await reception.getByText(staff.messages.cannotCome).first().waitFor()
      await look(reception, 'clinic-client')
      await reception.goto(`/clinic/${clinicId}/clients/${her}/messages`)
      // What is about her skin is not for the desk.
      await reception.getByText('I cannot come').first().waitFor()
      expect(await reception.locator('main').innerText()).not.toContain('wedding')

      const other = idOf('Planned')
      await reception.goto(`/clinic/${clinicId}/clients/${other}/appointments/new`)
      await reception
        .getByText(staff.appointments.notCleared)
        .or(reception.getByText(staff.appointments.on))
        .first()
        .waitFor()
      const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
      const fill = async (at: string) => {
        await reception.getByLabel(staff.appointments.on).fill(day)
        await reception.getByLabel(staff.appointments.at, { exact: true }).fill(at)
        await reception.getByRole('button', { name: staff.appointments.note }).click()
      }
      await fill('09:30')
      await reception.getByRole('heading', { level: 1, name: /Planned/ }).waitFor()
      const line = reception.getByRole('link', { name: /09:30/ })
      await line.waitFor()
      await reception.goto(`/clinic/${clinicId}/clients/${her}/appointments/new`)
      await reception.getByLabel(staff.appointments.on).waitFor()
      await fill('10:00')
      await reception
        .getByText(/has an appointment from 09:30 to 10:30/)
        .first()
        .waitFor()
      expect(await reception.getByLabel(staff.appointments.at, { exact: true }).inputValue()).toBe('10:00')
      await look(reception, 'clinic-appointment')
      await reception.context().close()
    })

    await step('She chooses how she is written to, and every choice stays in the ledger', async () => {
      await phone.goto(url('/profile'))
      await phone.getByText(own.contact.history).click()
      const lines = phone.getByText(own.contact.withdrawn)
      await lines.first().waitFor()
      const before = await lines.count()
      const care = phone.getByRole('group', { name: own.contact.care }).getByLabel(own.contact.email)
      await care.uncheck()
      await expect.poll(() => lines.count()).toBe(before + 1)
      await phone.getByLabel(own.profile.language).selectOption('de')
      await phone.getByText(own.profile.languageSaved).waitFor()
      await look(phone, 'profile')
    })

    await step('She takes everything along: each list that the server has of her, and each file', async () => {
      await phone.goto(url('/data'))
      await look(phone, 'data')
      const all = await (await phone.request.get(`/api/clinics/${clinicId}/clients/${her}/export`)).json()
      const loading = phone.waitForEvent('download')
      await phone.getByRole('button', { name: own.data.take }).click()
      const found = unzip(readFileSync(await (await loading).path()))
      const record = JSON.parse(found.get('record.json')?.toString('utf8') ?? '')
      const page = found.get('record.html')?.toString('utf8') ?? ''
      const lists = Object.keys(all).filter((name) => Array.isArray(all[name]))
      expect(lists.length).toBeGreaterThan(20)
      for (const name of lists) {
        expect([name, record[name].length]).toEqual([name, all[name].length])
        expect(page).toContain(`<section id="${name}">`)
      }
      expect(page).toContain('for my sister’s wedding')
      expect(all.files.length).toBeGreaterThan(2)
      expect([...found.keys()].filter((name) => name.startsWith('files/'))).toHaveLength(all.files.length)
    })

    await step('She asks for erasure, and the page says what has to stay and that a person answers', async () => {
      await phone.getByRole('button', { name: own.data.erase }).click()
      await phone.getByRole('dialog').getByRole('button', { name: own.data.sure }).click()
      await phone.getByText(own.data.asked).waitFor()
      await look(phone, 'data-asked')
    })

    await step(
      'A guardian of two children is asked whose page, sees what is hers to do, and can change over',
      async () => {
        const parent = await house.person('phone')
        const reception = await house.person('desk')
        await enter(reception, { role: 'front-desk' })
        const child = newId()
        const minor = idOf('Minor')
        const born = `${new Date().getUTCFullYear() - 14}-01-02`
        const details = { name: 'Demo client Younger', contact: {}, born, language: 'en', zone: 'Europe/Berlin' }
        await post(reception, `/api/clinics/${clinicId}/clients`, { id: child, detailsId: newId(), ...details })
        const guardians = await (
          await reception.request.get(`/api/clinics/${clinicId}/clients/${minor}/guardians`)
        ).json()
        const { name, contact, relation } = guardians.items[0]
        await post(reception, `/api/clinics/${clinicId}/clients/${child}/guardians`, {
          id: newId(),
          name,
          contact,
          relation,
        })
        await enter(parent, { clientId: minor })
        await enter(parent, { clientId: child })
        await parent.goto(url(''))
        await parent.getByRole('heading', { level: 1, name: own.children.title }).waitFor()
        await look(parent, 'guardian-choose')
        await parent.getByRole('button', { name: /Younger/ }).click()
        await parent.getByText(say(own.children.now, { name: 'Demo client Younger' })).waitFor()
        await parent.goto(url('/more'))
        await parent
          .getByRole('heading', { name: say(own.guardianView.title, { name: 'Demo client Younger' }) })
          .waitFor()
        await look(parent, 'guardian-more')
        await parent.getByRole('button', { name: own.guardianView.other }).first().click()
        await parent.getByRole('button', { name: /Minor/ }).click()
        await parent.getByText(/This is the page of .*Minor/).waitFor()
      },
    )

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)

/** As a program that knows nothing of ours reads it. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  const end = archive.length - 22
  let at = archive.readUInt32LE(end + 16)
  for (let i = 0; i < archive.readUInt16LE(end + 10); i++) {
    const [size, length, offset] = [
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ]
    const from = offset + 30 + archive.readUInt16LE(offset + 26)
    found.set(archive.toString('utf8', at + 46, at + 46 + length), archive.subarray(from, from + size))
    at += 46 + length
  }
  return found
}
