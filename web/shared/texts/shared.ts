/** The texts that both apps have. */
import type english from '../../texts/en/shared.json'
import { type TextOf, text } from './text.ts'

export type SharedTexts = typeof english
export const t: TextOf<SharedTexts> = text
