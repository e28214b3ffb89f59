/** Which folder of knowledge a command is about. */
import { existsSync, statSync } from 'node:fs'
import { knowledgeFolder } from '../protocol.ts'
import { Stop } from '../stop.ts'

/** @throws Stop when it is no folder */
export function folderOf(words: readonly string[]): string {
  const [folder = knowledgeFolder, ...more] = words
  if (more.length > 0) throw new Stop('One folder of knowledge at a time.')
  if (!existsSync(folder)) throw new Stop(`There is no folder ${folder}. Name the folder that holds the knowledge.`)
  if (!statSync(folder).isDirectory())
    throw new Stop(`${folder} is no folder. Name the folder that holds the knowledge.`)
  return folder
}
