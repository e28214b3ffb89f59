import { expect, test } from 'vitest'
import { readMarkdown } from './markdown.ts'

test('a document that somebody signs shows every heading, sentence and reason that was written', () => {
  const text =
    '# Consent\n\nAt Clinic \\*North\\*.\n\n## What can happen\n\n- Expect red skin.\n  - For you: it lasts longer.\n- A scar may form.\n\nSign only\nif you want to.\n'
  expect(readMarkdown(text)).toEqual([
    { kind: 'heading', level: 1, text: 'Consent' },
    { kind: 'paragraph', text: 'At Clinic *North*.' },
    { kind: 'heading', level: 2, text: 'What can happen' },
    {
      kind: 'list',
      items: [
        { text: 'Expect red skin.', below: ['For you: it lasts longer.'] },
        { text: 'A scar may form.', below: [] },
      ],
    },
    { kind: 'paragraph', text: 'Sign only if you want to.' },
  ])
})

test('a name that looks like a heading or a tag stays a name', () => {
  expect(readMarkdown('\\# Not a heading')).toEqual([{ kind: 'paragraph', text: '# Not a heading' }])
  expect(readMarkdown('\\<b\\>Ana\\</b\\>')).toEqual([{ kind: 'paragraph', text: '<b>Ana</b>' }])
})
