/** Answers what pages ask: what a test has decided, and otherwise what is safest. */
import type { Answers, Fact, Protocol } from '@needlepoint/pathway'
import type { Page } from 'playwright-core'
import protocolJson from '../../../knowledge/protocol.json' with { type: 'json' }
import { safestAnswer } from '../../../server/test-support/answers.ts'
import { own } from './texts.ts'

const { facts } = protocolJson as unknown as Protocol

/** How a page writes an answer into the value of its control. */
const printed = (answer: unknown): string =>
  answer === true ? 'yes' : answer === false ? 'no' : answer === null ? '' : String(answer)

const answerTo = (id: string, given: Answers): unknown => (id in given ? given[id] : safestAnswer(facts[id] as Fact))

interface Control {
  readonly type: string
  readonly name: string
  readonly value: string
}

/**
 * Goes through her own questions, page by page.
 * @param until the title of the page that comes after the last question
 * @returns the titles of the pages that asked
 */
export async function answerOwnQuestions(
  page: Page,
  given: Answers,
  until: string,
  onPage: (title: string) => Promise<void> = async () => {},
): Promise<string[]> {
  const asked: string[] = []
  for (;;) {
    const title = await page.getByRole('heading', { level: 1 }).innerText()
    if (title === until) return asked
    await onPage(title)
    asked.push(title)
    const form = await page.waitForSelector('main form')
    await answerPage(page, given)
    await page.getByRole('button', { name: own.question.continue, exact: true }).click()
    // The next page is another form, even where its title is the same.
    await form.waitForElementState('hidden')
    await page.getByRole('heading', { level: 1 }).waitFor()
  }
}

async function answerPage(page: Page, given: Answers): Promise<void> {
  const controls = await page.evaluate<Control[]>(
    `[...document.querySelectorAll('main form input')].map(({ type, name, id, value }) => ({ type, name: name || id, value }))`,
  )
  const [first] = controls
  if (!first) throw new Error('There is nothing to answer on this page.')
  const choose = (value: string) => page.locator(`main form input[value="${value}"]`).check()
  if (first.name === 'ticks') {
    // A tick asks on; what is as safe as can be is left out.
    const ticked = controls.filter(({ value }) => value in given && given[value] !== safestAnswer(facts[value] as Fact))
    for (const { value } of ticked) await choose(value)
    if (ticked.length === 0) await choose('none-of-these')
    return
  }
  const answer = answerTo(first.name, given)
  if (Array.isArray(answer)) {
    for (const option of answer.length > 0 ? answer : ['none-of-these']) await choose(String(option))
  } else if (first.type === 'radio') await choose(printed(answer))
  else await page.locator('main form input').first().fill(printed(answer))
}

/** Answers every open question of a form for staff, one after the other: an answer may bring or take others. */
export async function answerAsStaff(page: Page, given: Answers = {}): Promise<string[]> {
  const asked: string[] = []
  for (;;) {
    const id = await page.evaluate<string | null>(
      `[...document.querySelectorAll('[data-question]')].find((question) =>
        !question.querySelector('input:checked') &&
        ![...question.querySelectorAll('input:not([type=radio]):not([type=checkbox])')].some(({ value }) => value !== '')
      )?.dataset.question ?? null`,
    )
    if (id === null) return asked
    if (asked.includes(id)) throw new Error(`The answer to “${id}” was not taken.`)
    asked.push(id)
    const question = page.locator(`[data-question="${id}"]`)
    const answer = answerTo(id, given)
    const choose = (value: string) => question.locator(`input[value="${value}"]`).check()
    if (Array.isArray(answer)) for (const option of answer.length > 0 ? answer : ['none']) await choose(String(option))
    else if ((await question.locator('fieldset').count()) > 0) await choose(printed(answer))
    else await question.locator('input').first().fill(printed(answer))
  }
}
