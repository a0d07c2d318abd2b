/**
 * The sex of an actor: odd numbers are male, even numbers female.
 *
 * @param actor 1..24.
 * @returns `male` or `female`.
 * @throws RangeError when there is no such actor.
 * @see RAVDESS, file naming convention (https://zenodo.org/records/1188976).
 *
 * @example
 * actorSex(20); // 'female'
 */
export function actorSex(actor: number): 'male' | 'female' {
  if (!(Number.isInteger(actor) && actor >= 1 && actor <= 24)) {
    throw new RangeError(`actorSex: actor must be an integer from 1 to 24; received ${String(actor)}`);
  }
  return actor % 2 === 1 ? 'male' : 'female';
}
