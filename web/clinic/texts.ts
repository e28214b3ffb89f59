import { startTexts, type TextOf, text } from '../shared/texts/text.ts'
import type english from '../texts/en/clinic.json'
import type sharedEnglish from '../texts/en/shared.json'

/** The texts of the clinic’s app and of what both apps share. */
export const t: TextOf<typeof english & typeof sharedEnglish> = text

/** Each in a file of its own, and no language with another. */
const trees = import.meta.glob<object>('../texts/*/{clinic,shared}.json', { import: 'default' })

export const startClinicTexts = () =>
  startTexts((language) =>
    Promise.all(
      ['shared', 'clinic'].map(async (name) => (await trees[`../texts/${language}/${name}.json`]?.()) as never),
    ),
  )
