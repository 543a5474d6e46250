// @ts-check
// What a browser keeps of the product beside its pages: the service worker.

/** @returns {Promise<ServiceWorkerRegistration>} */
export function register() {
  return navigator.serviceWorker.register(`/worker.js?${document.documentElement.lang}`);
}

/** What was read anywhere needn't lie among the notifications of this device any longer. */
async function closeShown() {
  const registration = await navigator.serviceWorker.getRegistration();
  for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close();
}

export function startInstalled() {
  if (!navigator.serviceWorker) return;
  // Where it can't be, pages are as they were without it.
  register().catch(() => {});
  document.addEventListener("rapport:notification.read", closeShown);
}
