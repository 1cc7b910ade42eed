// @ts-check

/**
 * Drawings of the products on a 200 × 150 canvas. They are constants of this page, never data, so they may be markup.
 *
 * @type {Record<string, { ground: string, shapes: string }>}
 */
const DRAWINGS = {
  'TEA-LJ-100': {
    ground: '#e4efe3',
    shapes: `<rect x="66" y="44" width="68" height="84" rx="8" fill="#3f7d58"/><rect x="66" y="44" width="68" height="18" rx="8" fill="#2c5f41"/>
      <rect x="78" y="76" width="44" height="34" rx="4" fill="#f4f8ef"/><path d="M100 106c-12-8-12-20 0-28 12 8 12 20 0 28Zm0-24v22" fill="#8bbf7f" stroke="#3f7d58" stroke-width="1.5"/>
      <path d="M142 126c14-2 22-12 22-24-14 2-22 12-22 24Z" fill="#7fb56f"/><path d="M44 124c2-14 10-22 22-24-2 14-10 22-22 24Z" fill="#9ccb8b"/>`,
  },
  'TEA-PE-357': {
    ground: '#efe6dc',
    shapes: `<circle cx="100" cy="78" r="46" fill="#5a3b28"/><circle cx="100" cy="78" r="46" fill="none" stroke="#7b5640" stroke-width="5" stroke-dasharray="7 9"/>
      <circle cx="100" cy="78" r="30" fill="#6d4a34"/><circle cx="100" cy="78" r="18" fill="#f3e9dd"/><path d="M100 91c-10-7-10-18 0-26 10 8 10 19 0 26Zm0-20v20" fill="#b5763b" stroke="#7b4a22" stroke-width="1.5"/>
      <path d="m132 112 26 12-12 8Z" fill="#c8a27f"/>`,
  },
  'TEA-SET-06': {
    ground: '#e1eeea',
    shapes: `<path d="M60 70h62v26c0 18-12 30-31 30S60 114 60 96Z" fill="#8fc1b1"/><path d="M122 78l22-10-14 32-8 4Z" fill="#8fc1b1"/><path d="M60 78c-16-4-22 26 2 28" fill="none" stroke="#6da896" stroke-width="7"/>
      <path d="M66 70c0-10 50-10 50 0Z" fill="#6da896"/><circle cx="91" cy="59" r="5" fill="#6da896"/>
      <path d="M140 108h30v8a12 12 0 0 1-12 12h-6a12 12 0 0 1-12-12Z" fill="#a9d3c5"/><path d="M28 112h24v6a10 10 0 0 1-10 10h-4a10 10 0 0 1-10-10Z" fill="#a9d3c5"/><path d="M70 88c8 6 30 6 42 0" stroke="#c8e4da" stroke-width="3" fill="none"/>`,
  },
  'CUP-TH-350': {
    ground: '#e7ebf2',
    shapes: `<path d="M78 46h44l-5 78a6 6 0 0 1-6 6H89a6 6 0 0 1-6-6Z" fill="#47618f"/><rect x="74" y="34" width="52" height="16" rx="6" fill="#2d4269"/><path d="M80 72h40l-1.5 24H81.500Z" fill="#d9b26f"/>
      <rect x="92" y="26" width="16" height="10" rx="4" fill="#2d4269"/><path d="M90 54l3 66" stroke="#7f97c2" stroke-width="4" stroke-linecap="round"/>`,
  },
  'HOM-LMP-01': {
    ground: '#f5ecdb',
    shapes: `<circle cx="100" cy="64" r="50" fill="#fbe7b8" opacity=".7"/><circle cx="100" cy="64" r="34" fill="#ffd983"/><path d="M70 54c18 8 42 8 60 0M67 68c20 8 46 8 66 0M74 84c16 6 36 6 52 0" stroke="#eebd57" stroke-width="2" fill="none"/>
      <path d="M100 98v24" stroke="#7a6247" stroke-width="5"/><rect x="74" y="120" width="52" height="9" rx="4.5" fill="#7a6247"/>`,
  },
  'HOM-THR-02': {
    ground: '#f3e6e2',
    shapes: `<path d="M46 54h92l16 14v52H62L46 106Z" fill="#c98674"/><path d="M46 54h92l16 14H62Z" fill="#dda493"/><path d="M74 68v52M96 68v52M118 68v52M140 68v52" stroke="#b26f5e" stroke-width="3"/><path d="M62 86h92M62 104h92" stroke="#e7bdb0" stroke-width="3"/>
      <path d="M64 120v10M76 120v10M88 120v10M100 120v10M112 120v10M124 120v10M136 120v10M148 120v10" stroke="#c98674" stroke-width="3" stroke-linecap="round"/>`,
  },
  'HOM-CND-03': {
    ground: '#efe7ee',
    shapes: `<path d="M100 30c10 12 10 22 0 28-10-6-10-16 0-28Z" fill="#f3a64a"/><path d="M100 42c4 6 4 10 0 13-4-3-4-7 0-13Z" fill="#ffe3a3"/><path d="M100 58v14" stroke="#5c4a5a" stroke-width="3"/>
      <rect x="68" y="70" width="64" height="60" rx="10" fill="#8d6f8b"/><rect x="68" y="70" width="64" height="14" rx="7" fill="#d8c3d5"/><rect x="80" y="94" width="40" height="22" rx="4" fill="#f6eff5"/><path d="M88 105h24" stroke="#8d6f8b" stroke-width="3"/>`,
  },
  'HOM-PLT-04': {
    ground: '#e6f0e4',
    shapes: `<path d="M100 98C60 92 52 62 62 46c24 4 38 22 38 52Z" fill="#4f9a5b"/><path d="M100 98c38-8 46-36 38-58-26 6-40 26-38 58Z" fill="#63b06c"/><path d="M100 98c-8-30-4-56 4-70 14 16 14 46-4 70Z" fill="#3f8550"/>
      <path d="M70 58c14 8 24 22 30 40M130 54c-14 10-24 26-30 44" stroke="#d9efd6" stroke-width="2" fill="none"/><path d="M74 96h52l-7 34H81Z" fill="#c77b52"/><rect x="70" y="92" width="60" height="10" rx="3" fill="#dc946c"/>`,
  },
  'DIG-EAR-11': {
    ground: '#e6eaf0',
    shapes: `<rect x="52" y="64" width="96" height="64" rx="26" fill="#f9fafc"/><path d="M52 92h96" stroke="#d4dae4" stroke-width="3"/><circle cx="100" cy="108" r="3" fill="#4fb286"/>
      <path d="M72 30a15 15 0 0 1 15 15c0 7-4 9-4 15v14a6 6 0 0 1-12 0V60c-8 0-14-7-14-15a15 15 0 0 1 15-15Z" fill="#2f3a4c"/><path d="M128 30a15 15 0 0 0-15 15c0 7 4 9 4 15v14a6 6 0 0 0 12 0V60c8 0 14-7 14-15a15 15 0 0 0-15-15Z" fill="#2f3a4c"/><circle cx="70" cy="45" r="5" fill="#566379"/><circle cx="130" cy="45" r="5" fill="#566379"/>`,
  },
  'DIG-KBD-12': {
    ground: '#e8e6f2',
    shapes: `<rect x="30" y="52" width="140" height="62" rx="10" fill="#4a4870"/><g fill="#f3f2fa"><rect x="38" y="60" width="12" height="12" rx="3"/><rect x="54" y="60" width="12" height="12" rx="3"/><rect x="70" y="60" width="12" height="12" rx="3"/><rect x="86" y="60" width="12" height="12" rx="3"/><rect x="102" y="60" width="12" height="12" rx="3"/><rect x="118" y="60" width="12" height="12" rx="3"/><rect x="38" y="76" width="16" height="12" rx="3"/><rect x="58" y="76" width="12" height="12" rx="3"/><rect x="74" y="76" width="12" height="12" rx="3"/><rect x="90" y="76" width="12" height="12" rx="3"/><rect x="106" y="76" width="12" height="12" rx="3"/><rect x="122" y="76" width="12" height="12" rx="3"/><rect x="38" y="92" width="12" height="12" rx="3"/><rect x="54" y="92" width="12" height="12" rx="3"/><rect x="70" y="92" width="56" height="12" rx="3"/></g>
      <g fill="#ee8b62"><rect x="134" y="60" width="28" height="12" rx="3"/><rect x="138" y="76" width="24" height="12" rx="3"/></g><rect x="130" y="92" width="32" height="12" rx="3" fill="#b9b6de"/>`,
  },
  'DIG-CHG-13': {
    ground: '#e9eef0',
    shapes: `<rect x="66" y="48" width="68" height="72" rx="14" fill="#fdfdfd"/><rect x="66" y="48" width="68" height="72" rx="14" fill="none" stroke="#cfd8dd" stroke-width="2"/><g fill="#36424c"><rect x="84" y="62" width="32" height="8" rx="4"/><rect x="84" y="78" width="32" height="8" rx="4"/><rect x="88" y="94" width="24" height="10" rx="2"/></g>
      <path d="M82 48V30M118 48V30" stroke="#9aa7b0" stroke-width="7" stroke-linecap="round"/><path d="m148 66-8 16h10l-6 16" fill="none" stroke="#f2b035" stroke-width="5" stroke-linejoin="round" stroke-linecap="round"/>`,
  },
  'DIG-CAM-14': {
    ground: '#e3e6ea',
    shapes: `<rect x="84" y="78" width="32" height="56" rx="8" fill="#2b3038"/><rect x="92" y="90" width="16" height="18" rx="3" fill="#6fb3d9"/><circle cx="100" cy="120" r="5" fill="#d5544b"/>
      <path d="M78 78V44a10 10 0 0 1 10-10h24" fill="none" stroke="#454c57" stroke-width="8" stroke-linecap="round"/><rect x="92" y="36" width="46" height="38" rx="12" fill="#2b3038"/><circle cx="118" cy="55" r="13" fill="#11151b"/><circle cx="118" cy="55" r="7" fill="#49698c"/><circle cx="115" cy="52" r="2.5" fill="#dbe9f6"/>`,
  },
  'APP-TEE-21': {
    ground: '#f0ece4',
    shapes: `<path d="M76 34c6 12 42 12 48 0l34 18-12 26-16-6v56H70V72l-16 6-12-26Z" fill="#fffdf8"/><path d="M76 34c6 12 42 12 48 0" fill="none" stroke="#d8cfbd" stroke-width="3"/><path d="M70 72v56h60V72" fill="none" stroke="#e4dccb" stroke-width="2"/><circle cx="112" cy="70" r="5" fill="#c86f4f"/>`,
  },
  'APP-JKT-22': {
    ground: '#e2ecf2',
    shapes: `<path d="M80 34h40l30 16 10 62-18 4-8-36v52H66V80l-8 36-18-4 10-62Z" fill="#3b7ea1"/><path d="M80 34c4 12 36 12 40 0v14c-8 12-32 12-40 0Z" fill="#2c6283"/><path d="M100 56v76" stroke="#f4c95d" stroke-width="4"/><path d="M74 100h16M110 100h16" stroke="#2c6283" stroke-width="4" stroke-linecap="round"/>`,
  },
  'APP-BAG-23': {
    ground: '#ebe9e3',
    shapes: `<path d="M84 34a16 14 0 0 1 32 0" fill="none" stroke="#5b564b" stroke-width="6"/><rect x="62" y="34" width="76" height="98" rx="24" fill="#77705f"/><rect x="72" y="82" width="56" height="40" rx="10" fill="#8f8775"/><path d="M72 94h56" stroke="#5b564b" stroke-width="3"/><path d="M76 60h48" stroke="#5b564b" stroke-width="3"/><rect x="96" y="88" width="8" height="14" rx="3" fill="#e0a95a"/><path d="M62 70h-8v40h8M138 70h8v40h-8" fill="#5b564b"/>`,
  },
  'APP-SHO-24': {
    ground: '#f4e7e4',
    shapes: `<path d="M38 64c12 10 26 8 34-4l44 34c10 6 40 6 46 22v10H42c-8-18-8-44-4-62Z" fill="#e0604c"/><path d="M38 112h124v8a10 10 0 0 1-10 10H50a12 12 0 0 1-12-12Z" fill="#fff"/><path d="M38 120h124" stroke="#d3d6dc" stroke-width="3"/><path d="m80 72-10 12M92 81 82 93M104 90l-10 12" stroke="#fff" stroke-width="4" stroke-linecap="round"/><path d="M46 98c18 6 34 4 46-2" stroke="#b8432f" stroke-width="4" fill="none"/>`,
  },
};

const PLAIN = {
  ground: '#e9ecf1',
  shapes: '<rect x="62" y="48" width="76" height="70" rx="8" fill="#b9c2d0"/><path d="M62 68h76M100 48v70" stroke="#97a3b6" stroke-width="4"/>',
};

/** The drawing of a product, as an element. @param {string} sku */
export function artwork(sku) {
  const { ground, shapes } = DRAWINGS[sku] ?? PLAIN;
  const markup = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 150" aria-hidden="true"><rect width="200" height="150" fill="${ground}"/><ellipse cx="100" cy="132" rx="62" ry="7" fill="#1b2230" opacity=".08"/>${shapes}</svg>`;
  return document.importNode(new DOMParser().parseFromString(markup, 'image/svg+xml').documentElement, true);
}
