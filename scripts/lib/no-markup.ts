import type { Plugin } from 'vite';

/** Where Preact sets markup from a string: the property `dangerouslySetInnerHTML`, which Resave never uses. */
const setsMarkup = /\w+\.innerHTML=\w+\.__html/g;
const refuses = `(()=>{throw new Error("Resave never makes markup from a string")})()`;

/**
 * Takes out of Preact the one place where a string becomes markup. What comes from the wire then cannot become markup even by mistake,
 * and Firefox's store has nothing to warn of. The build fails where Preact looks otherwise, so that nobody believes in it in vain.
 */
export function noMarkup(): Plugin {
  let done = false;
  return {
    name: 'resave-no-markup',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\/preact\/dist\/preact\.m?js$/ },
      handler(code) {
        const places = code.match(setsMarkup)?.length ?? 0;
        if (places !== 1) throw new Error(`Preact sets markup in ${places} places; one was expected`);
        done = true;
        return { code: code.replace(setsMarkup, refuses), map: null };
      },
    },
    buildEnd(error) {
      if (error === undefined && !done) throw new Error('Preact was not found in the build');
    },
  };
}
