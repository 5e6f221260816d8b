/** Clicks the button that says so, as soon as it is there: what is fetched on demand comes some frames later. */
export async function press(name: string): Promise<void> {
  const wanted = (): HTMLElement | undefined =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  for (let frame = 0; frame < 300 && wanted() === undefined; frame++) await new Promise(requestAnimationFrame);
  wanted()?.click();
}
