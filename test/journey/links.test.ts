/** The link of an e-mail that does not do what somebody hopes: used, too old, or meant for another person. */
import { expect, test } from 'vitest'
import { newId } from '../../web/shared/device/ids.ts'
import { chromiumPath } from '../browser/open-browser.ts'
import { openHouse } from './support/house.ts'
import { acceptInvitation, setUpPasskey } from './support/staff.ts'
import { readyForFlight, tellStory } from './support/story.ts'
import { own, say } from './support/texts.ts'

const day = 24 * 60 * 60_000

test.skipIf(!chromiumPath)(
  'whatever is wrong with a link, she is told in a sentence and knows what to do next',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse()
    const { step, look, findings } = tellStory('links')
    const phone = await house.person('phone')
    const desk = await house.person('desk')
    const { clinicId, link: invitation } = await house.addClinic('Lindenhof Skin Clinic', 'owner@clinic.example')
    await acceptInvitation(desk, { link: invitation, name: 'Noor Owner' })
    await setUpPasskey(desk)
    const headers = { origin: house.address }
    const api = `/api/clinics/${clinicId}`

    /** Somebody new at the clinic. */
    async function addClient(name: string): Promise<{ id: string; email: string; sendLink: () => Promise<string> }> {
      const email = `${name.toLowerCase()}@post.example`
      const [id, detailsId] = [newId(), newId()]
      const details = { name, contact: { email }, born: '1990-01-02', language: 'en', zone: 'Europe/Berlin' }
      const added = await desk.request.post(`${api}/clients`, { data: { id, detailsId, ...details }, headers })
      expect(added.status(), await added.text()).toBe(201)
      return {
        id,
        email,
        async sendLink() {
          const sent = await desk.request.post(`${api}/clients/${id}/links`, { data: {}, headers })
          expect(sent.ok(), await sent.text()).toBe(true)
          return (await house.mailbox.next('client-link', email)).link
        },
      }
    }
    const open = async (link: string) => {
      await phone.goto('/')
      await phone.goto(link)
      await phone.getByRole('button', { name: own.open.button }).click()
    }
    const title = (name: string) => phone.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    const ada = await addClient('Ada')
    const bea = await addClient('Bea')
    const adasLink = await ada.sendLink()

    await step('A link that was used already: she is signed in here, and is shown the way to her page', async () => {
      await open(adasLink)
      await title(say(own.today.hello, { name: 'Ada' }))
      await readyForFlight(phone)
      await open(adasLink)
      await title(own.open.expiredTitle)
      await phone.getByText(say(own.open.signedInAs, { name: 'Ada' })).waitFor()
      await look(phone, 'used')
      await phone.getByRole('link', { name: own.open.toPage }).click()
      await title(say(own.today.hello, { name: 'Ada' }))
    })

    const beasLink = await bea.sendLink()
    await step(
      'A link for somebody else: nothing happens before she has said so, and what is not sent is named',
      async () => {
        await phone.goto(`/c/${clinicId}/messages/new`)
        await phone.getByRole('radio', { name: own.messages.topic.care }).check()
        await phone.getByLabel(own.messages.text, { exact: true }).fill('May I swim on Sunday?')
        // The clinic takes nothing for a while.
        await phone.route('**/messages', (route) =>
          route.request().method() === 'POST' ? route.abort() : route.fallback(),
        )
        await phone.getByRole('button', { name: own.messages.send }).click()
        await phone.getByText(own.messages.waits).waitFor()
        await open(beasLink)
        await title(own.open.anotherTitle)
        await phone.getByText(say(own.open.anotherSaysName, { name: 'Ada' })).waitFor()
        await phone.getByText(own.open.anotherUnsent_one).waitFor()
        await look(phone, 'another')
        await phone.unroute('**/messages')
        await phone.getByRole('link', { name: say(own.open.anotherStayName, { name: 'Ada' }) }).click()
        await title(say(own.today.hello, { name: 'Ada' }))
        await phone.goto(`/c/${clinicId}/messages`)
        await phone.getByText(own.messages.notRead).waitFor()
      },
    )

    await step('Then it opens the other page, and nothing of hers is left on the device', async () => {
      await open(beasLink)
      await title(own.open.anotherTitle)
      expect(await phone.getByText(own.open.anotherUnsent_one).count()).toBe(0)
      await phone.getByRole('button', { name: own.open.anotherOpen }).click()
      await title(say(own.today.hello, { name: 'Bea' }))
      await phone.goto(`/c/${clinicId}/messages`)
      await phone.getByText(own.messages.none).waitFor()
      expect(await phone.getByText('May I swim').count()).toBe(0)
    })

    await step('A link that is too old brings a new one, and that one opens her page', async () => {
      const old = await bea.sendLink()
      house.wait(30 * day)
      await phone.clock.install({ time: Date.now() + 30 * day })
      await phone.clock.resume()
      await open(old)
      await title(own.open.expiredTitle)
      await phone.getByText(own.open.expiredSays).waitFor()
      // Her sign-in has run out as well: there is no page to go to.
      expect(await phone.getByRole('link', { name: own.open.toPage }).count()).toBe(0)
      await look(phone, 'expired')
      await phone.getByRole('button', { name: own.open.newLink }).click()
      await title(own.open.sentTitle)
      await look(phone, 'sent')
      await open((await house.mailbox.next('client-link', bea.email)).link)
      await title(say(own.today.hello, { name: 'Bea' }))
    })

    await step('Half of a link is said to be half of one', async () => {
      await open(`${house.address}/c/${clinicId}/open#half`)
      await phone.getByRole('alert').getByText(own.open.incomplete).waitFor()
      await look(phone, 'half')
    })

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)
