// A skill as a WebAssembly module: what does it cost to send a parcel? Built with
//   npm ci && npm run build
// The functions that begin with "dragoman_" are the whole interface; see docs/skills-wasm.md.
import { member, quote, text } from "./json";

// The host's function that this module is granted: a line for the server's log.
@external("dragoman", "log")
declare function log(at: usize, length: i32): void;

const SPEC = `{
  "skill": "shipping-fee",
  "version": "1.0.0",
  "title": { "zh-CN": "运费查询", "en": "Shipping fee" },
  "purpose": { "zh-CN": "按重量和地区算运费", "en": "What it costs to send a parcel" },
  "examples": ["运费多少钱", "寄到新疆要多少运费", "how much is shipping", "what does delivery cost"],
  "slots": {
    "weight": {
      "type": "number", "min": 1, "max": 50, "means": "Weight of the parcel in kg",
      "ask": { "zh-CN": "包裹大约多少公斤？", "en": "How many kilograms is the parcel?" },
      "retry": { "zh-CN": "请告诉我 1 到 50 之间的公斤数。", "en": "Please tell me a number from 1 to 50." }
    },
    "region": {
      "type": "choice", "means": "Where it goes",
      "options": {
        "near": { "zh-CN": "江浙沪", "en": "Shanghai and around" },
        "mainland": { "zh-CN": "内地其他", "en": "Elsewhere in mainland China" },
        "remote": { "zh-CN": "新疆|西藏", "en": "Xinjiang|Tibet" }
      },
      "ask": { "zh-CN": "寄到哪里？", "en": "Where does it go?" }
    }
  },
  "tools": [{
    "name": "shipping_fee", "purpose": "What it costs to send a parcel, in yuan",
    "effect": "reads", "slots": ["weight", "region"]
  }]
}`;

/** Yuan for a parcel: the first kilogram, and each further one. */
function fee(weight: i32, region: string): i32 {
  if (region == "near") return 6 + (weight - 1) * 1;
  if (region == "mainland") return 10 + (weight - 1) * 4;
  return 18 + (weight - 1) * 12;
}

function feeOf(slots: string): i32 {
  return fee(i32.parse(member(slots, "weight")), text(member(slots, "region")));
}

/** Makes room for the host to write the input. */
export function dragoman_alloc(length: i32): usize {
  return heap.alloc(length);
}

/** What the skill is. */
export function dragoman_spec(): i64 {
  return give(SPEC);
}

/** One turn: all slots of the step are filled. */
export function dragoman_take(at: usize, length: i32): i64 {
  const turn = String.UTF8.decodeUnsafe(at, length);
  const yuan = feeOf(member(turn, "slots"));
  const chinese = text(member(turn, "language")).startsWith("zh");
  note("asked for a fee of " + yuan.toString());
  const said = chinese ? `运费是 ${yuan} 元。` : `Shipping is ${yuan} yuan.`;
  return give(`{"turn": "done", "parts": [{"type": "text", "text": ${quote(said)}}]}`);
}

/** A call by a rule, a language model or another program. */
export function dragoman_tool(at: usize, length: i32): i64 {
  const call = String.UTF8.decodeUnsafe(at, length);
  return give(`{"ok": {"yuan": ${feeOf(member(call, "arguments"))}}}`);
}

/** The place and the length of a text, in one number. */
function give(json: string): i64 {
  const bytes = String.UTF8.encode(json);
  return ((changetype<usize>(bytes) as i64) << 32) | bytes.byteLength;
}

function note(line: string): void {
  const bytes = String.UTF8.encode(line);
  log(changetype<usize>(bytes), bytes.byteLength);
}
