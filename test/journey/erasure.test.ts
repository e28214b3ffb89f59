/** The owner answers who wants to be erased, in a browser: what is missing is named, nothing goes unasked, and what is held says so. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterDemoStaff } from './support/demo.ts'
import { type House, openHouse } from './support/house.ts'
import { type Story, tellStory } from './support/story.ts'

let house: House
let story: Story
beforeAll(async () => {
  house = await openHouse({ withDemo: true })
  story = tellStory('erasure')
}, 240_000)
afterAll(async () => {
  await house?.[Symbol.asyncDispose]()
})

test('an owner holds what has to be kept and erases the rest', async () => {
  const desk = await house.person('desk')
  await enterDemoStaff(house, desk, 'owner')
  const clinicId = await story.step('She finds who asked', async () => {
    const { demo } = (await (await desk.request.get('/api/demo')).json()) as { demo: { clinicId: string } }
    await desk.goto(`/clinic/${demo.clinicId}/practice/erasures`)
    await desk.getByRole('link', { name: /Leaving/ }).waitFor()
    await story.look(desk, 'who-asked')
    return demo.clinicId
  })
  await story.step('She answers, and what is missing is named', async () => {
    await desk.getByRole('button', { name: 'Answer', exact: true }).click()
    await desk.getByText('Erase what may go, hold the rest').click()
    await desk.getByRole('button', { name: 'Send the answer' }).click()
    await desk.getByText('Enter a day after today.').first().waitFor()
    await desk.getByText('Enter the reason. She is told why.').first().waitFor()
    await story.look(desk, 'what-is-missing')
  })
  await story.step('She is asked once more before anything goes', async () => {
    await desk.getByLabel('Hold until').fill('2046-12-31')
    await desk.getByRole('textbox', { name: /Reason/ }).fill('Our law has records of treatment kept for ten years.')
    await desk.getByRole('button', { name: 'Send the answer' }).click()
    await desk.getByRole('heading', { name: 'Erase it for good?' }).waitFor()
    await story.look(desk, 'once-more')
    await desk.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click()
    await desk
      .getByText(/Held until/)
      .first()
      .waitFor()
    await story.look(desk, 'held')
  })
  await story.step('Her record says that it is only kept', async () => {
    await desk.getByRole('link', { name: /Leaving/ }).click()
    await desk.getByText('This record is only kept').waitFor()
    await story.look(desk, 'kept-record')
    await desk.goto(`/clinic/${clinicId}/clients`)
    await desk.getByRole('heading', { level: 1 }).waitFor()
    expect(await desk.getByText(/Leaving/).count()).toBe(0)
  })
  expect(story.findings).toEqual([])
  expect(house.complaints).toEqual([])
}, 600_000)
