import { endpoints } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { type Route, serve } from '../http/serve-endpoint.ts'
import { addFile } from './add-file.ts'
import { listFiles } from './list-files.ts'
import { openFile } from './open-file.ts'
import { showFile } from './show-file.ts'

export const filesRoutes: readonly Route<Context>[] = [
  serve(endpoints['file.add'], addFile),
  serve(endpoints['file.list'], listFiles),
  serve(endpoints['file.show'], showFile),
  serve(endpoints['file.content'], openFile),
]
