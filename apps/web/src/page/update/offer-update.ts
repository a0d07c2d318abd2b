import { byId } from '../elements.js';

/**
 * Tells the reader when a newer version of the page waits, and takes it when they say so.
 *
 * @param registration Nothing where somebody keeps service workers off.
 */
export function offerUpdate(registration: ServiceWorkerRegistration | undefined): void {
  if (!registration) return;
  const line = byId('update', HTMLElement);
  const { serviceWorker } = navigator;
  const offer = () => {
    // At the first visit there is no older version.
    if (registration.waiting && serviceWorker.controller) line.hidden = false;
  };
  offer();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  byId('update-now', HTMLButtonElement).addEventListener('click', () => {
    serviceWorker.addEventListener('controllerchange', () => location.reload());
    registration.waiting?.postMessage('take over');
  });
}
