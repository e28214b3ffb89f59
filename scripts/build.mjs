/** `npm run build`: installs and builds what is missing or out of date, and nothing else. */
import { main, setUp } from './setup.mjs'

main(setUp)
