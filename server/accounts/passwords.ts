/** What a password must be: long, and not what anybody would try first. No rules about capitals and signs (NIST SP 800-63B). */

/** In characters. */
export const shortest = 12
export const longest = 256

const tooCommon =
  /^(?:(.{1,4})\1+|\d+|(?:password|passwort|qwerty|qwertz|needlepoint|microneedling|welcome|letmein|iloveyou|admin)[\W\d_]*)$/iu

/**
 * @param email the password must not be built from it
 * @returns what is wrong, in a sentence; undefined when it will do
 */
export function whyWeak(password: string, email: string): string | undefined {
  const length = [...password].length
  if (length < shortest)
    return `The password needs at least ${shortest} characters; it has ${length}. Four unrelated words are easy to keep.`
  if (length > longest) return `The password may have ${longest} characters at most.`
  const name = email.split('@', 1)[0]?.toLowerCase() ?? ''
  if (
    password.toLowerCase() === email.toLowerCase() ||
    (name.length > 3 && password.toLowerCase().replace(name, '').length < 6)
  ) {
    return 'The password must not be built from the e-mail address.'
  }
  if (tooCommon.test(password))
    return 'This password is among the first that somebody would try. Take four unrelated words.'
  return undefined
}
