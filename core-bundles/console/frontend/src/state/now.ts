import { ref } from 'vue'

/** A clock for what is shown as "3 min": one timer for the whole page. */
export const now = ref(Date.now())
setInterval(() => {
  now.value = Date.now()
}, 5000)
