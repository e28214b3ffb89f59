/**
 * Lays pictures of the journeys side by side for the README, so that they cannot show what is not there.
 * Run it with `npm run pictures:app` after `NEEDLEPOINT_PICTURES=1 npm test -- test/journey`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchChromium } from '../../test/browser/open-browser.ts'

const here = dirname(fileURLToPath(import.meta.url))
const taken = join(here, '../../node_modules/.cache/needlepoint/pictures/journey')

/** Each picture is cut at the height: what stands at the top is what somebody sees first. */
const sheets = [
  {
    file: 'app-client.png',
    width: 300,
    height: 640,
    of: [
      'screening/screen-result-390-light',
      'healing/today-390-light',
      'healing/may-i-390-light',
      'healing/wrong-answer-390-dark',
      'camera/take-ghost-390-light',
    ],
  },
  {
    file: 'app-client-more.png',
    width: 300,
    height: 640,
    of: [
      'consent/plan-390-light',
      'camera/product-checked-390-light',
      'messages/messages-390-light',
      'languages/today-de-390-light',
      'healing/today-healed-390-dark',
    ],
  },
  {
    file: 'app-clinic.png',
    width: 760,
    height: 560,
    of: ['journey/screening-review-1440-light', 'camera/clinic-photos-1440-light'],
  },
]

const browser = await launchChromium()
try {
  for (const { file, width, height, of } of sheets) {
    const page = await browser.newPage({ deviceScaleFactor: 1.25 })
    await page.setViewportSize({ width: of.length * (width + 20) + 20, height: height + 40 })
    const pictures = of.map((name) => {
      const data = readFileSync(pictureOf(name)).toString('base64')
      return `<div style="width:${width}px;height:${height}px;overflow:hidden;border-radius:12px;border:1px solid #cfc9bf"><img src="data:image/png;base64,${data}" style="width:100%;display:block"></div>`
    })
    await page.setContent(
      `<body style="margin:0;padding:20px;display:flex;gap:20px;background:#efebe3">${pictures.join('')}`,
    )
    writeFileSync(join(here, file), await page.screenshot())
    await page.close()
    console.log(`docs/pictures/${file}`)
  }
} finally {
  await browser.close()
}

/** @param name of its journey and its page, without its number: `healing/today-390-light` */
function pictureOf(name) {
  const [journey, page] = name.split('/')
  const folder = join(taken, journey)
  const file = existsSync(folder) && readdirSync(folder).find((each) => each.replace(/^\d+-/, '') === `${page}.png`)
  if (!file)
    throw new Error(
      `There is no picture ${name}. Take them with \`NEEDLEPOINT_PICTURES=1 npm test -- test/journey/${journey}\`.`,
    )
  return join(folder, file)
}
