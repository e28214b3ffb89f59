/** A worried client at midnight, with one thumb: what is normal, may I, something is wrong, and what happens when nobody is there. */
import { expect, test } from 'vitest'
import { chromiumPath } from '../browser/open-browser.ts'
import { enterDemoClient, enterDemoStaff } from './support/demo.ts'
import { openHouse } from './support/house.ts'
import { tellStory } from './support/story.ts'
import { both, own, say } from './support/texts.ts'

test.skipIf(!chromiumPath)('a client heals, asks and is worried at midnight', { timeout: 600_000 }, async () => {
  await using house = await openHouse({ withDemo: true })
  const { step, look, findings } = tellStory('healing')
  const phone = await house.person('phone')
  const { clinicId } = await enterDemoClient(house, phone, 'Day 1 calm')
  const phoneOf = async (title: string) => {
    const other = await house.person('phone')
    await enterDemoClient(house, other, title)
    return other
  }
  const home = `/c/${clinicId}`

  await step('Her day shows what is normal and what is not, who to call first, and whether anybody looks', async () => {
    await phone.goto(home)
    await phone.getByRole('heading', { level: 1, name: say(own.today.day, { day: 1 }) }).waitFor()
    await phone.getByRole('link', { name: say(own.call.now, { number: '112' }) }).waitFor()
    for (const part of [own.today.normal, own.today.dont, own.today.do, own.untilHealed.title, own.areas.title])
      await phone.getByRole('heading', { level: 2, name: part, exact: true }).waitFor()
    await phone.getByRole('heading', { level: 3, name: own.normal.no }).waitFor()
    await phone.getByRole('img', { name: say(own.areas.drawing, { areas: '' }).slice(0, 30) }).waitFor()
    await look(phone, 'today')
  })

  await step('She may choose a tone for the drawing, and it is still there when she comes back', async () => {
    await phone.getByText(own.areas.tone, { exact: true }).first().click()
    const tone = phone.getByRole('radio', { name: say(own.areas.toneOf, { number: 8, of: 10 }) })
    await tone.check()
    await phone.reload()
    await phone.getByText(own.areas.tone, { exact: true }).first().click()
    expect(await tone.isChecked()).toBe(true)
    await look(phone, 'today-tone')
  })

  await step('She asks in her own words: a slip of the finger, two things at once, and what nobody knows', async () => {
    // On the third day: within the first 24 hours sunscreen is another matter, at whatever hour the tests run.
    const asker = await phoneOf('Day 3 calm')
    await asker.goto(`${home}/may-i`)
    const box = asker.getByRole('searchbox')
    const ask = async (words: string, answer: string) => {
      await box.fill(words)
      await box.press('Enter')
      await asker.locator('[aria-live] h2').filter({ hasText: answer }).waitFor()
    }
    await look(asker, 'may-i')
    await ask('can i use my retinl tonight', own.mayI.answer.no)
    await ask('a swim in the sea and then the sauna', own.mayI.answer.no)
    await asker.getByText(own.mayI.also).waitFor()
    await look(asker, 'may-i-two')
    await ask('can i skip sunscreen', own.mayI.answer.depends)
    await ask('a float tank', own.mayI.notKnown)
    await look(asker, 'may-i-unknown')
    await asker.reload()
    await asker.getByRole('heading', { name: own.mayI.recent }).waitFor()
    expect(await asker.getByRole('button', { name: /can i skip sunscreen/ }).count()).toBe(1)
  })

  await step('Three taps from “something is wrong” to an answer', async () => {
    await phone.goto(home)
    await phone.getByRole('link', { name: own.today.wrong, exact: true }).click()
    await phone.locator('main form input[value="pus"]').check()
    await look(phone, 'wrong')
    await phone.getByRole('button', { name: own.checkIn.seeWhat }).click()
    await phone.getByRole('heading', { level: 1, name: own.result.title }).waitFor()
    await phone.getByRole('heading', { name: both.levels['same-day'] }).waitFor()
    await phone.getByText(own.after.youSee).waitFor()
    await look(phone, 'wrong-answer')
  })

  await step('Her page does not soothe her: the report stands on it, and the clinic has it on its list', async () => {
    await phone.goto(home)
    await phone.getByText(own.today.leadAlarm).waitFor()
    const last = phone.getByRole('region', { name: own.lastReport.label })
    await last.getByRole('link', { name: new RegExp(both.levels['same-day']) }).waitFor()
    await look(phone, 'today-alarm')
    const staff = await house.person('desk')
    await enterDemoStaff(house, staff, 'practitioner')
    const list = await staff.request.get(`/api/clinics/${clinicId}/check-ins/today`)
    const { items } = (await list.json()) as { items: { client: { name: string }; level: string }[] }
    expect(
      items.filter(({ client, level }) => client.name.endsWith('Day 1 calm') && level === 'same-day'),
    ).toHaveLength(1)
  })

  await step('What she told so far stands with its curve: where she is, and how it went', async () => {
    const other = await phoneOf('Day 14 calm')
    await other.goto(`${home}/check-in`)
    await other.getByRole('heading', { name: own.past.went }).waitFor()
    await other.getByText(own.past.title).waitFor()
    const [before = ''] = own.curves.reported.split('{points}')
    const told = other.locator('main p').filter({ hasText: before })
    const first = await told.innerText()
    expect(first).toMatch(/ on day \d/)
    const signs = other.getByRole('group', { name: own.curves.pick }).getByRole('button')
    expect(await signs.count()).toBeGreaterThan(1)
    await signs.nth(1).click()
    await expect.poll(() => told.innerText()).not.toBe(first)
    await other.getByRole('img', { name: /Today is day 14/ }).waitFor()
    await look(other, 'past-check-ins')
  })

  await step('Without a connection she is answered all the same, and told that nobody has seen it', async () => {
    await phone.goto(`${home}/check-in?wrong=true`)
    await phone.locator('main form input[value="breathingTrouble"]').waitFor()
    await phone.context().setOffline(true)
    await phone.locator('main form input[value="breathingTrouble"]').check()
    await phone.getByRole('button', { name: own.checkIn.seeWhat }).click()
    await phone.getByRole('heading', { name: both.levels.emergency }).waitFor()
    await phone.getByText(own.after.notSent).waitFor()
    await phone
      .getByRole('link', { name: say(own.call.now, { number: '112' }) })
      .first()
      .waitFor()
    await look(phone, 'wrong-offline')
  })

  await step('Once she is online it goes out by itself, once', async () => {
    await phone.context().setOffline(false)
    await phone.getByText(own.after.youSee).waitFor({ timeout: 60_000 })
    await look(phone, 'wrong-sent')
  })

  await step('Before the first session, after day 90 and with nothing yet there is a page that helps', async () => {
    for (const [title, text] of [
      ['Planned', own.next.signButton],
      ['Healed', own.today.lateSays],
      ['Added', own.next.intakeButton],
    ] as const) {
      const other = await phoneOf(title)
      await other.goto(home)
      await other.getByText(text).first().waitFor()
      await look(other, `today-${title.toLowerCase()}`)
    }
  })

  expect(findings).toEqual([])
  expect(house.complaints).toEqual([])
})
