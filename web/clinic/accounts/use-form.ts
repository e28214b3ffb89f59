/** What every short form has: it is under way or not, and what was wrong with it. */
import { type FormEvent, useState } from 'react'
import { type FieldMessage, fieldMessages } from '../../shared/api/explain.ts'
import { wasCancelled } from '../../shared/api/passkey.ts'

export function useForm() {
  const [busy, setBusy] = useState(false)
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  /** @param wrong what can be seen without asking the server */
  async function run(work: () => Promise<void>, wrong: readonly FieldMessage[] = []): Promise<void> {
    setMessages(wrong)
    if (wrong.length > 0 || busy) return
    setBusy(true)
    try {
      await work()
    } catch (error) {
      if (!wasCancelled(error)) setMessages(fieldMessages(error).map(inWords))
    }
    setBusy(false)
  }
  const submit =
    (work: () => Promise<void>, wrong: () => readonly FieldMessage[] = () => []) =>
    (event: FormEvent) => {
      event.preventDefault()
      void run(work, wrong())
    }
  return { busy, messages, run, submit, clear: () => setMessages([]) }
}

/** The server names a field as its contract does; whoever typed into it knows it by its label. */
function inWords({ field, message }: FieldMessage): FieldMessage {
  const control = field === '' ? null : document.getElementById(field)
  const label =
    control?.getAttribute('aria-label') ??
    control?.closest('fieldset')?.querySelector('legend')?.textContent ??
    document.querySelector(`label[for="${CSS.escape(field)}"]`)?.firstChild?.textContent
  return label ? { field, message: message.replace(`“${field}”`, `“${label.trim()}”`) } : { field, message }
}

export const missing = (field: string, value: string, message: string): FieldMessage[] =>
  value.trim() === '' ? [{ field, message }] : []
