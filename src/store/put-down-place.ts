/** Where in `storage.session` refused saves stand that the disk did not take (put-down.ts). */
export const putDownPlace = 'refused-by-disk';
