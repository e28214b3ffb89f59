/** What stands on the pages, from the same files as the pages themselves. */
import client from '../../../web/texts/en/client.json' with { type: 'json' }
import clinic from '../../../web/texts/en/clinic.json' with { type: 'json' }
import shared from '../../../web/texts/en/shared.json' with { type: 'json' }

/** The client's app. */
export const own = client
/** The clinic's app. */
export const staff = clinic
export const both = shared

/** `say('Hello {name}', { name: 'Ada' })` */
export const say = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
