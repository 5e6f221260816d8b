/**
 * The name by which a crawler calls itself in its User-Agent, or null where it does not say that it is one.
 * Crawlers name themselves so that servers may tell them apart (RFC 9309 §2.2.1); who lies is not found.
 */
export function crawlerName(agent: string | null): string | null {
  if (agent === null) return null;
  // Names are looked for only where there is one: to find none in a browser's name took most of the time of a refused line.
  const named = !/bot|crawler|spider|slurp/i.test(agent)
    ? null
    : /([A-Za-z][\w.-]{0,60}?(?:bot|crawler|spider|slurp)[\w-]{0,40})\b/i.exec(agent);
  // A telephone was sold under the name CUBOT.
  if (named !== null && !/^cubot$/i.test(named[1] ?? '')) return named[1] ?? null;
  return (
    /\b(facebookexternalhit|BingPreview|Mediapartners-Google|Google-InspectionTool|ia_archiver)\b/i.exec(agent)?.[1] ??
    null
  );
}
