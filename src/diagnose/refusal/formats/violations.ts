import { type Format, recordsOf, take } from './format.ts';

/**
 * Bean Validation and Symfony: `violations[]` with the field and what is wrong with it. The envelope's name (`ConstraintViolationList`)
 * is that of every wrong input, and says nothing of a database's constraint.
 */
export const violations: Format = {
  name: 'violations',
  complete: true,
  recognises: (body) => recordsOf(body.violations).some(({ message }) => typeof message === 'string'),
  read: (body, notes) => {
    for (const violation of recordsOf(body.violations)) {
      take(violation, notes, 'message');
      for (const place of [violation.propertyPath, violation.field]) if (typeof place === 'string') notes.field(place);
    }
  },
};
