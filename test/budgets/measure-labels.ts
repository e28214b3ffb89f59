/**
 * Measures how well the client's app reads small print: lists of ingredients, drawn as packages have them, given to its page as
 * photos. Prints JSON; `bench/labels.ts` makes the page of it.
 */
import { chromiumPath, launchChromium } from '../browser/open-browser.ts'
import { enterDemoClient } from '../journey/support/demo.ts'
import { openHouse } from '../journey/support/house.ts'
import { pictureOfList } from '../journey/support/pictures-of-packages.ts'
import { own } from '../journey/support/texts.ts'

const lists = [
  'Aqua, Glycerin, Niacinamide, Butyrospermum Parkii Butter, Cetearyl Alcohol, Glycolic Acid, Panthenol, Sodium Hyaluronate, Retinol, Tocopherol, Xanthan Gum, Phenoxyethanol, Parfum',
  'Aqua, Zinc Oxide, Dimethicone, Caprylic/Capric Triglyceride, Squalane, Allantoin, Bisabolol, Ceramide NP, Cholesterol, Carbomer, Sodium Hydroxide, Disodium EDTA, Ethylhexylglycerin',
  'Alcohol Denat., Salicylic Acid, Hamamelis Virginiana Water, Menthol, Limonene, Linalool, Citronellol, Propylene Glycol, Ascorbic Acid, Ferulic Acid, Azelaic Acid, Benzyl Alcohol, Citric Acid',
] as const

const prints = [
  { name: 'straight', print: {} },
  { name: '3° askew and a little blurred', print: { askew: 3, blurred: 0.6 } },
  { name: 'letters of 16 pixels, askew and blurred', print: { size: 16, askew: 2, blurred: 0.5 } },
  { name: 'light on dark, capitals', print: { dark: true, capitals: true } },
  {
    name: 'serif letters of 14 pixels, 5° askew and blurred',
    print: { size: 14, askew: 5, blurred: 0.4, serif: true },
  },
] as const

export interface LabelFigures {
  /** Names on the pictures of each print, and how many of them were read letter by letter. */
  readonly prints: readonly { readonly name: string; readonly names: number; readonly read: number }[]
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

async function measure(): Promise<LabelFigures> {
  await using house = await openHouse({ withDemo: true })
  const drawing = await launchChromium()
  try {
    const page = await house.person('phone')
    const { clinicId } = await enterDemoClient(house, page, 'Day 3 calm')
    const label = page.getByLabel(own.product.label)
    const read = async (picture: Buffer): Promise<string> => {
      await page.goto(`/c/${clinicId}/product`)
      await label.fill('')
      await page.getByRole('button', { name: own.scan.list }).click()
      await page.locator('input[type="file"]').setInputFiles({ name: 'l.jpg', mimeType: 'image/jpeg', buffer: picture })
      await page.getByText(own.scan.readList).or(page.getByText(own.scan.noText)).first().waitFor({ timeout: 120_000 })
      return await label.inputValue()
    }
    const found: { name: string; names: number; read: number }[] = []
    for (const { name, print } of prints) {
      let names = 0
      let right = 0
      for (const list of lists) {
        const seen = (await read(await pictureOfList(drawing, list, print))).split(',').map(plain)
        const there = list.split(', ')
        names += there.length
        right += there.filter((each) => seen.includes(plain(each))).length
      }
      found.push({ name, names, read: right })
    }
    return { prints: found }
  } finally {
    await drawing.close()
  }
}

if (!chromiumPath) throw new Error('No Chromium was found, which reads the pictures. Set CHROMIUM_PATH to one.')
process.stdout.write(`${JSON.stringify(await measure())}\n`)
