/** Makes an ingredient list of what was read from a photo of a package: lines become one list again. She corrects the rest. */

const heading =
  /^[\s\S]*?\b(?:ingredients?|inci|inhaltsstoffe|bestandteile|ingredientes|ingr[ée]dients)\b\s*(?:\([^)]*\)\s*)?[:：.]?\s*/i

/** @param read as text recognition gives it, line by line */
export function tidyText(read: string): string {
  const lines = read
    .replaceAll('\r', '')
    // What is often read for the stroke of an I and for the dots between names.
    .replaceAll(/[|¦]/g, 'I')
    .replaceAll(/[“”„"]/g, '')
    .split('\n')
    .map((line) => line.trim())
    // A line without two letters in a row is the edge of the package.
    .filter((line) => /\p{L}{2}/u.test(line) || /\d/.test(line))
  const isList = lines.join('').includes(',')
  const text = isList
    ? lines.reduce((list, line) => join(list, line), '')
    : // One ingredient a line: the lines are what parts them.
      lines.join('\n')
  return text
    .replace(heading, '')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/ +([,;.])/g, '$1')
    .trim()
}

/** “Gly-” and “cerin” are one word; “PEG-” and “40 Stearate” keep their hyphen. */
function join(list: string, line: string): string {
  if (list === '') return line
  if (/\p{Ll}-$/u.test(list) && /^\p{Ll}/u.test(line)) return list.slice(0, -1) + line
  if (list.endsWith('-')) return list + line
  return `${list} ${line}`
}
