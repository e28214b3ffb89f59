/** The three streams of the process, gathered so that a verb never reaches for them itself. */
export interface Stdio {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

export const stdio: Stdio = process

/** Writes and waits while whoever reads us is slower than we are. Resolves false once nobody reads any more. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (stream.write(text)) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.once('drain', done)
    stream.once('close', done)
  })
}
