/** What is wrong with a regulation file, and where; `pointer` is a JSON Pointer into it. */
export interface RegulationFault {
  readonly pointer: string;
  readonly detail: string;
}
