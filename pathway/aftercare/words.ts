/** How words and ingredient names are compared: case, accents, punctuation and spacing do not matter. */

const words = (text: string) => new Set(text.split(' '))

/** Words around what is asked about, by language. None of them is what somebody asks about. */
const filler: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words('may can could i my the a an to go use do some now today tonight please is it ok okay on for again'),
  de: words(
    'darf durfte kann konnte ich man wir mein meine meinen meinem meiner der die das den dem des ein eine einen einem einer zu zum zur in ins im auf am an fur heute jetzt gleich bitte ist es ok okay schon noch wieder mal denn gehen machen',
  ),
  es: words(
    'puedo puede podria podre se me le lo ya hoy ahora el la los las un una unos unas mi mis su sus a al en de del para por favor es ok vale con ir',
  ),
}
const none: ReadonlySet<string> = new Set()

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()

/**
 * What somebody asks about, without the words around it: “May I go to the gym?” becomes “gym”.
 * @param language whose words stand around it
 */
export function normalize(words: string, language = 'en'): string {
  const bare = plain(words).replaceAll(/['’]/g, '')
  // Many phones and keyboards have no umlaut at hand: “duenn” is “dünn”, “heiss” is “heiß”.
  const spelled = language === 'de' ? bare.replaceAll(/([aou])e/g, '$1').replaceAll('ß', 'ss') : bare
  const all = spelled.split(/[^\p{L}\p{N}%+]+/u).filter(Boolean)
  const kept = all.filter((word) => !(filler[language] ?? none).has(word))
  return (kept.length > 0 ? kept : all).join(' ')
}

/** Ordinary words of a question that are one slip away from something one can ask about: “later” is no laser. */
const common = new Set(
  `about above after again allowed almost already always another around because before being better between could daily does doing
  during early enough every evening feel feels first going great hours later light little looks makes maybe minutes month months
  morning needle needled needling never night other please quick quickly ready really right seems session should since skin
  small start still than that their there these thing think this time tomorrow treated treatment under until usual usually want
  wants water week weekend weeks where which while will with would yesterday`.split(/\s+/),
)
export const isCommonWord = (word: string): boolean => common.has(word)

/** English, German and Spanish, in which people ask. */
const leavingOut =
  /(^| )(skip|skipping|without|stop|stopping|avoid|forget|forgot|miss|missed|leave (it |this |that )?(out|off)|leaving (out|off)|do not|dont|not (use|using|wear|wearing|put|take)|no longer|instead of|ohne|weglassen|auslassen|nicht|kein|keine|keinen|aufhoren|sin|dejar|omitir|saltar|saltarme)( |$)/u

/** Whether somebody asks to leave a thing out rather than to do it. */
export const isAboutLeavingOut = (words: string): boolean =>
  leavingOut.test(
    plain(words)
      .replaceAll(/['’]/g, '')
      .split(/[^\p{L}\p{N}]+/u)
      .join(' '),
  )

/** An ingredient's name without marks that labels add: asterisks, trademark signs, dots, spacing around hyphens. */
export function normalizeIngredient(name: string): string {
  return plain(name)
    .replaceAll(/[*†‡®™©°•·]/g, ' ')
    .replaceAll(/\s*([-/])\s*/g, '$1')
    .replaceAll(/[.,:;]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
