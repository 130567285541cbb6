/** Why a row of a file is no track. Its message is the reason that the person is shown. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
}
