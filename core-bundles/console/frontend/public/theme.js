// Before the first paint, so that a dark console does not flash white.
try {
  var theme = localStorage.getItem('dragoman.theme')
  if (theme === 'dark') document.documentElement.classList.add('dark')
} catch (e) {
  // Storage may be forbidden; the light theme is fine then.
}
