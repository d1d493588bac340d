import type { VNode } from 'preact';
import qrcode from 'qrcode';

/** The margin that readers need around a code, in modules (ISO/IEC 18004, section 9.1). */
const MARGIN = 4;

/** A text as a QR code, drawn inline: black on white in every colour scheme, because readers need that. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): VNode {
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark = Array.from(data, (bit, i) =>
    bit ? `M${MARGIN + (i % size)} ${MARGIN + Math.floor(i / size)}h1v1h-1z` : '',
  );
  const side = size + 2 * MARGIN;
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
