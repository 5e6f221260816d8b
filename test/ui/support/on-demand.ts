/**
 * What the panel fetches on demand, fetched at once: a test that waits for it would otherwise wait for its compilation, which takes
 * seconds on a busy machine.
 */
import '../../../src/ui/panel/case-view.tsx';
import '../../../src/ui/panel/exchange.tsx';
import '../../../src/ui/panel/patterns/patterns-view.tsx';
import '../../../src/ui/panel/versions.tsx';
