/** `npm run pictures:app`: sets up, then takes the README's pictures of both apps from the demo clinic. */
import { main, run, Stop, setUp } from './setup.mjs'

main(() => {
  setUp()
  if (run(['docs/pictures/draw-app.mjs']) !== 0)
    throw new Stop('A picture could not be taken. The lines above say which.')
})
