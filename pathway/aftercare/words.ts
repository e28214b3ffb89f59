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

/** An ingredient's name without marks that labels add: asterisks, trademark signs, dots, spacing around hyphens. */
export function normalizeIngredient(name: string): string {
  return plain(name)
    .replaceAll(/[*†‡®™©°•·]/g, ' ')
    .replaceAll(/\s*([-/])\s*/g, '$1')
    .replaceAll(/[.,:;]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
