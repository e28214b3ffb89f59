import { startTexts, type TextOf, text } from '../shared/texts/text.ts'
import type english from '../texts/en/client.json'
import type sharedEnglish from '../texts/en/shared.json'

/** The texts of the client’s app and of what both apps share. */
export const t: TextOf<typeof english & typeof sharedEnglish> = text

/** Each in a file of its own, and no language with another. */
const trees = import.meta.glob<object>('../texts/*/{client,shared}.json', { import: 'default' })

export const startClientTexts = () =>
  startTexts((language) =>
    Promise.all(
      ['shared', 'client'].map(async (name) => (await trees[`../texts/${language}/${name}.json`]?.()) as never),
    ),
  )
