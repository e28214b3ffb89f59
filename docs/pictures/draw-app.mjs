/**
 * Takes the README's pictures of both apps from the demo clinic, as it is on this day, so that they cannot show what is not there.
 * Run it with `npm run pictures:app`.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchChromium } from '../../test/browser/open-browser.ts'
import { clientCalled, enterDemo, showDemo } from '../../test/journey/support/demo.ts'
import { openHouse } from '../../test/journey/support/house.ts'
import { settled } from '../../test/journey/support/story.ts'
import { own } from '../../test/journey/support/texts.ts'

const here = dirname(fileURLToPath(import.meta.url))
const label = 'Aqua, Glycerin, Niacinamide, Glycolic Acid, Retinol, Panthenol, Parfum'

/** Each is cut at the height: what stands at the top is what somebody sees first. */
const sheets = [
  {
    file: 'app-client.png',
    device: 'phone',
    width: 300,
    height: 640,
    of: [
      { as: 'Day 1 calm', path: '' },
      { as: 'Day 3 worry', path: '', dark: true },
      { as: 'Day 3 calm', path: '/may-i', do: (page) => ask(page, 'a swim in the sea and then the sauna') },
      { as: 'Day 3 calm', path: '/product', do: (page) => check(page) },
      { as: 'Day 14 calm', path: '/plan' },
    ],
  },
  {
    file: 'app-client-more.png',
    device: 'phone',
    width: 300,
    height: 640,
    of: [
      { as: 'Planned', path: '' },
      { as: 'Day 14 calm', path: '/messages' },
      { as: 'Day 14 calm', path: '/check-in', dark: true },
      { as: 'Day 1 calm', path: '', locale: 'de-DE' },
      { as: 'Day 14 calm', path: '/documents', locale: 'es-ES' },
    ],
  },
  {
    file: 'app-clinic.png',
    device: 'desk',
    width: 760,
    height: 475,
    of: [
      { as: 'practitioner', path: '' },
      { as: 'clinician', path: '/clients', dark: true },
    ],
  },
]

const house = await openHouse({ withDemo: true })
const browser = await launchChromium()
try {
  for (const { file, device, width, height, of } of sheets) {
    const pictures = []
    for (const each of of) pictures.push((await take(device, each)).toString('base64'))
    const page = await browser.newPage({ deviceScaleFactor: 1.25 })
    await page.setViewportSize({ width: of.length * (width + 20) + 20, height: height + 40 })
    const box = `width:${width}px;height:${height}px;overflow:hidden;border-radius:12px;border:1px solid #cfc9bf`
    await page.setContent(
      `<body style="margin:0;padding:20px;display:flex;gap:20px;background:#efebe3">${pictures
        .map(
          (data) =>
            `<div style="${box}"><img src="data:image/png;base64,${data}" style="width:100%;display:block"></div>`,
        )
        .join('')}`,
    )
    await page.screenshot({ path: join(here, file) })
    await page.close()
    console.log(`docs/pictures/${file}`)
  }
} finally {
  await browser.close()
  await house[Symbol.asyncDispose]()
}

async function take(device, { as, path, dark = false, locale = 'en-GB', do: work = async () => {} }) {
  const page = await house.person(device, { locale })
  const demo = await showDemo(page)
  const isStaff = device === 'desk'
  await enterDemo(house, page, isStaff ? { role: as } : { clientId: clientCalled(demo, as).clientId })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  await page.goto(`/${isStaff ? 'clinic' : 'c'}/${demo.clinicId}${path}`)
  await page.waitForLoadState('networkidle')
  await settled(page)
  await work(page)
  const picture = await page.screenshot()
  await page.context().close()
  return picture
}

async function ask(page, question) {
  await page.getByRole('searchbox').fill(question)
  await page.keyboard.press('Enter')
  await page.locator('[aria-live] h2').first().waitFor()
}

async function check(page) {
  await page.getByLabel(own.product.label).fill(label)
  await page.getByRole('button', { name: own.product.check, exact: true }).click()
  const answer = page.getByText(own.product.answer.no).first()
  await answer.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await page.waitForTimeout(500)
}
