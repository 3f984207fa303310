// Keep the lessons for use without a network: the site's own worker does it, once this lesson stands.
import { told } from "../../../sentences/told";

const KEPT = told("The lessons are kept on this device. They also work without a network.");
const NOT_SECURE = told("At this address a browser keeps no lessons for use without a network: that wants an address that begins with https. While this window is open, this lesson goes on.");

/** `tell` says it on the page, once. */
export function keepForLater(course: URL, tell: (words: string) => void): void {
  if (location.protocol === "file:") return; // it is on the device already
  if (!("serviceWorker" in navigator)) {
    tell(NOT_SECURE);
    return;
  }
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ lessons?: string }>) => {
    if (data?.lessons === "kept") tell(KEPT);
  });
  setTimeout(() => void register(course).catch(() => undefined), 2_000); // the first answer comes first
}

async function register(course: URL): Promise<void> {
  // The address that the notebook's pages use too, so that there is one worker.
  const registration = await navigator.serviceWorker.register(new URL("service-worker.js?enableCache=false", course).href);
  const ready = await navigator.serviceWorker.ready;
  (registration.active ?? ready.active)?.postMessage("champions: keep lessons");
}
