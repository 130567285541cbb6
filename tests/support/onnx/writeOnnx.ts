/**
 * Writes ONNX files for tests: the small part of the protobuf wire format that
 * a graph of standard operators needs. Field numbers are those of onnx.proto3
 * (github.com/onnx/onnx, IR version 8).
 */

/** The element types that tests use, with their numbers in `TensorProto.DataType`. */
const elementTypes = { float32: 1, int64: 7 } as const;

type ElementType = keyof typeof elementTypes;

/** A constant of the graph; its values in row-major order. */
export type Constant = {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array;
};

/** An input or output: a dimension is a number, or a name where it is free. */
export type Port = {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
};

/** One operator; an attribute is an integer, a list of integers, or a float written as `{ float }`. */
export type Node = {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[] | { readonly float: number }>>;
};

export type Graph = {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly constants: readonly Constant[];
  readonly nodes: readonly Node[];
  /** Of the standard operators; 17 where nothing is said. */
  readonly opset?: number;
};

/** The bytes of a model file (`ModelProto`). */
export function writeOnnx(graph: Graph): Uint8Array {
  const body = bytes(
    ...graph.nodes.map((node) => message(1, writeNode(node))),
    text(2, 'graph'),
    ...graph.constants.map((constant) => message(5, writeConstant(constant))),
    ...graph.inputs.map((port) => message(11, writePort(port))),
    ...graph.outputs.map((port) => message(12, writePort(port))),
  );
  const opset = bytes(text(1, ''), integer(2, graph.opset ?? 17));
  return Uint8Array.from(
    bytes(integer(1, 8), text(2, 'words-to-waves-tests'), message(7, body), message(8, opset)),
  );
}

function writeNode({ op, inputs, outputs, attributes = {} }: Node): number[] {
  return bytes(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, writeAttribute(name, value))),
  );
}

function writeAttribute(
  name: string,
  value: number | readonly number[] | { readonly float: number },
): number[] {
  const named = text(1, name);
  // AttributeType: FLOAT 1, INT 2, INTS 7.
  if (typeof value === 'number') return bytes(named, integer(3, value), integer(20, 2));
  if ('float' in value)
    return bytes(named, [...varint((2 << 3) | 5), ...float32(value.float)], integer(20, 1));
  return bytes(named, ...value.map((one) => integer(8, one)), integer(20, 7));
}

function writeConstant({ name, dims, values }: Constant): number[] {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const type = values instanceof Float32Array ? elementTypes.float32 : elementTypes.int64;
  return bytes(...dims.map((dim) => integer(1, dim)), integer(2, type), text(8, name), message(9, raw));
}

function writePort({ name, type, dims }: Port): number[] {
  const shape = dims.flatMap((dim) => message(1, typeof dim === 'number' ? integer(1, dim) : text(2, dim)));
  const tensor = bytes(integer(1, elementTypes[type]), message(2, shape));
  return bytes(text(1, name), message(2, message(1, tensor)));
}

function integer(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

function text(field: number, value: string): number[] {
  return message(field, new TextEncoder().encode(value));
}

/** A field of wire type 2: its length, then its bytes. */
function message(field: number, content: ArrayLike<number>): number[] {
  return bytes(varint((field << 3) | 2), varint(content.length), content);
}

/** Seven bits a byte, the lowest first; a negative number takes ten bytes, as two's complement of 64 bits. */
function varint(value: number): number[] {
  const encoded: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    encoded.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...encoded, Number(rest)];
}

function float32(value: number): Uint8Array {
  return new Uint8Array(new Float32Array([value]).buffer);
}

/** Parts in a row; without spreading, which a long constant would overflow. */
function bytes(...parts: ArrayLike<number>[]): number[] {
  const joined: number[] = [];
  for (const part of parts) for (let index = 0; index < part.length; index++) joined.push(part[index]!);
  return joined;
}
