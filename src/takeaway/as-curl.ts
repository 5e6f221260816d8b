import type { Exchange } from '../record/exchange.ts';
import { inShell, plain, shellPrints, shellSecret, shellWord } from './quote.ts';
import { type Save, saveOf } from './save.ts';
import type { Text } from './text.ts';
import { isMergesWork, type Place, spoken } from './token.ts';

/**
 * The save as a script for bash and curl (and jq where the version stands in a JSON body): read, merge, send under the fresh version,
 * at most four rounds, each after a merge of its own. Never without a version. Where there can be no script, a comment that says why.
 * @param before reads of the resource before the save, oldest first: they show where the version stands
 */
export function asCurl(exchange: Exchange, before: readonly Exchange[] = []): string {
  const save = saveOf(exchange, before);
  if ('why' in save) return `# ${save.why}\n`;
  const { tokens } = save;
  const usesJq = tokens.some(({ place, source }) =>
    [place.via, source.via].some((via) => via === 'body' || via === 'patch'),
  );
  return `#!/usr/bin/env bash
# ${save.title}
# Made by Resave. Fill in merge. It reads what the server holds, merges, and sends under the fresh version: ${plain(tokens.map(({ place }) => spoken(place)).join(', '))}.
# Needs curl${usesJq ? ' and jq' : ''}. Secrets are left out. Set them as environment variables: ${save.secrets.join(', ') || 'none is needed'}. Cookies: RESAVE_COOKIE.
set -euo pipefail

# Prints the text to send. $1: file with what you tried to save; $2: file with what the server holds now; $3: file with what you started from, empty where it is not known.
merge() {
  echo ${inShell(`Fill in merge: put your changes into theirs${tokens.some(({ place }) => isMergesWork(place)) ? ', under the fresh version, which $4 and those after it are' : ''}.`)} >&2
  return 1
}

${save.secrets.map((name) => `: "\${${name}:?Set it first.}"\n`).join('')}in_json() { local s=\${1//\\\\/\\\\\\\\}; s=\${s//\\"/\\\\\\"}; s=\${s//$'\\n'/\\\\n}; s=\${s//$'\\r'/\\\\r}; s=\${s//$'\\t'/\\\\t}; printf '%s' "$s"; }
in_url() {
  local LC_ALL=C s=$1 i c
  for ((i = 0; i < \${#s}; i++)); do
    c=\${s:i:1}
    case $c in [a-zA-Z0-9._~-]) printf '%s' "$c" ;; *) printf '%%%02X' "$(($(printf '%d' "'$c") & 255))" ;; esac
  done
}
header() { awk -v n="$1" '{ sub(/\\r$/, "") } tolower(substr($0, 1, length(n) + 1)) == tolower(n ":") { v = substr($0, length(n) + 2); gsub(/^[ \\t]+|[ \\t]+$/, "", v) } END { print v }' "$work/head"; }
version() {
  case $1 in '' | '*' | null) echo "The server shows no version at $2, so nothing is sent." >&2; exit 1 ;; esac
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${file(save.body, 'mine')}
${file(save.base, 'base')}
url=${shellWord(save.url)}
read_url=${shellWord(save.readUrl)}
headers=(${fields(save.headers)})
read_headers=(${fields(save.readHeaders)})
if [ -n "\${RESAVE_COOKIE:-}" ]; then
  headers+=(-H "Cookie: $RESAVE_COOKIE")
  read_headers+=(-H "Cookie: $RESAVE_COOKIE")
fi
ask() { curl -q -sS --globoff --path-as-is --max-time 30 -D "$work/head" -w '%{http_code}' "$@"; }

for round in 1 2 3 4; do
  status=$(ask -o "$work/theirs" \${read_headers[@]+"\${read_headers[@]}"} --url "$read_url") || { echo 'The resource cannot be read.' >&2; exit 1; }
  case $status in 2??) ;; *) echo "The resource cannot be read: $status" >&2; exit 1 ;; esac
${tokens.map(({ source, next }, i) => `  version${i}=$(${sourceOf(source)})\n  version "$version${i}" ${inShell(spoken(source))}${next ? `\n  case $version${i} in *[!0-9]*) echo 'The version is no number, so nothing is sent.' >&2; exit 1 ;; esac\n  version${i}=$((10#$version${i} + 1))` : ''}`).join('\n')}
  merge "$work/mine" "$work/theirs" "$work/base" ${tokens.map((_, i) => `"$version${i}"`).join(' ')} > "$work/merged"
${checks(save)}  conditions=(${tokens.flatMap(({ place }, i) => (place.via === 'header' ? [`-H ${inShell(`${place.name}: `)}"$version${i}"`] : [])).join(' ')})
  target=$url
${tokens.flatMap(({ place }, i) => (place.via === 'query' ? [`  case $target in *\\?*) target+='&' ;; *) target+='?' ;; esac\n  target+=${inShell(`${encodeURIComponent(place.name)}=`)}$(in_url "$version${i}")\n`] : [])).join('')}${
  save.idempotencyKey === null
    ? ''
    : `  conditions+=(-H ${inShell(`${save.idempotencyKey}: `)}"$(cat /proc/sys/kernel/random/uuid 2> /dev/null || uuidgen)")\n`
}  status=$(ask -o "$work/answer" -X ${inShell(save.method)} \${headers[@]+"\${headers[@]}"} \${conditions[@]+"\${conditions[@]}"} ${save.body === null ? '' : '--data-binary @"$work/merged" '}--url "$target") ||
    { echo 'No answer: it may have been saved. Read the resource before you try again.' >&2; exit 1; }
  case $status in
    2??) echo "Saved: $status"; exit 0 ;;
    409 | 412 | 428) ;;
    *) echo "Not saved: $status" >&2; cat "$work/answer" >&2; exit 1 ;;
  esac
  if [ "$round" -lt 4 ]; then sleep "$((1 << (round - 1)))"; fi
done
echo 'Refused 4 times. Nothing was overwritten.' >&2
exit 1
`;
}

function file(text: Text | null, name: string): string {
  const parts = (text ?? []).map((piece) =>
    'literal' in piece ? shellPrints(piece.literal) : `printf '%s' ${shellSecret(piece.secret, piece.as)}`,
  );
  return `{ ${[...parts, ':'].join('; ')}; } > "$work/${name}"`;
}

function fields(list: Save['headers']): string {
  return list
    .map(([name, value]) => {
      // curl leaves out a field without a value unless it ends in a semicolon.
      if (value.length === 0) return `\n  -H ${inShell(`${name};`)}`;
      return `\n  -H ${shellWord([{ literal: `${name}: ` }, ...value])}`;
    })
    .concat(list.length === 0 ? [] : ['\n'])
    .join('');
}

function sourceOf(source: Place): string {
  if (source.via !== 'body') return `header ${inShell(source.name)}`;
  return `jq -r ${inShell(jqPath(source.path))} "$work/theirs"`;
}

const jqPath = (steps: readonly (string | number)[]) => `try getpath(${JSON.stringify(steps)}) catch null`;

/** A version in the body is the merge's work; that it was done is checked before anything is sent. */
function checks({ tokens }: Save): string {
  return tokens
    .flatMap(({ place }, i) =>
      place.via === 'body'
        ? [
            `  [ "$(jq -r ${inShell(jqPath(place.path))} "$work/merged")" = "$version${i}" ] || { echo 'merge must leave the fresh version at' ${inShell(spoken(place))} >&2; exit 1; }\n`,
          ]
        : place.via === 'form'
          ? [
              `  case "&$(cat "$work/merged")&" in *"&"${inShell(encodeURIComponent(place.name))}"=$(in_url "$version${i}")&"* | *"&"${inShell(place.name)}"=$(in_url "$version${i}")&"*) ;; *) echo 'merge must leave the fresh version at' ${inShell(spoken(place))} >&2; exit 1 ;; esac\n`,
            ]
          : place.via === 'patch'
            ? [
                `  jq -e --arg p ${inShell(place.name)} --arg v "$version${i}" 'any(.[]; .op == "test" and .path == $p and (.value | tostring) == $v)' "$work/merged" > /dev/null || { echo 'merge must leave the fresh version at' ${inShell(spoken(place))} >&2; exit 1; }\n`,
              ]
            : [],
    )
    .join('');
}
