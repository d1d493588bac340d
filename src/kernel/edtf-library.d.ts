/** What this project uses of the `edtf` package, which brings no types. */
declare module 'edtf' {
  export default function edtf(text: string): {
    readonly type: string;
    /** First and last millisecond, UTC. */
    readonly min: number;
    readonly max: number;
  };
}
