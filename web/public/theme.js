// Before the first paint, so that a chosen theme does not flash. A file of its own, because the policy of the pages allows no inline script.
try {
  const theme = localStorage.getItem('needlepoint.theme')
  if (theme) document.documentElement.dataset.theme = theme
} catch {}
