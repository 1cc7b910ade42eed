import { ref } from 'vue'

const KEY = 'dragoman.alerts'

/** Whether somebody wants to be called while the console is in the background. */
export const alerts = ref(read() && 'Notification' in window && Notification.permission === 'granted')

/** Switches the calls on or off; on, the browser may ask the person first. */
export async function switchAlerts(): Promise<void> {
  const wanted = !alerts.value
  alerts.value = wanted && 'Notification' in window && (await Notification.requestPermission()) === 'granted'
  write(alerts.value)
}

/** Calls the person with a sound and a message of the desktop, unless the console is what they look at. */
export function call(title: string, body: string, clicked: () => void): void {
  if (!alerts.value || (!document.hidden && document.hasFocus())) return
  // One message at a time: the newest replaces the one before.
  const shown = new Notification(title, { body, tag: 'dragoman', icon: 'favicon.svg' })
  shown.onclick = () => {
    window.focus()
    shown.close()
    clicked()
  }
  sound()
}

let audio: AudioContext | undefined

/** Two short tones, made here: no file to fetch. */
function sound(): void {
  audio ??= new AudioContext()
  const gain = audio.createGain()
  gain.gain.value = 0.06
  gain.connect(audio.destination)
  for (const [tone, begin] of [
    [660, 0],
    [880, 0.13],
  ] as const) {
    const source = audio.createOscillator()
    source.frequency.value = tone
    source.connect(gain)
    source.start(audio.currentTime + begin)
    source.stop(audio.currentTime + begin + 0.11)
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on'
  } catch {
    return false
  }
}

function write(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off')
  } catch {
    // Without storage the choice lasts for this page.
  }
}
