import { readFile } from 'node:fs/promises';

/**
 * Counts from vitest's JSON report. A file that failed without a failed test in it (it could not be loaded) counts as one
 * failed. All zero where there is no report: the caller has vitest's exit code.
 */
export async function readResults(path) {
  const results = { passed: 0, failed: 0, skipped: 0 };
  let report;
  try {
    report = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return results;
  }
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed').length;
    const passed = file.assertionResults.filter(({ status }) => status === 'passed').length;
    results.passed += passed;
    results.failed += failed === 0 && file.status === 'failed' ? 1 : failed;
    results.skipped += file.assertionResults.length - failed - passed;
  }
  return results;
}
