import type { DescMethodUnary } from "@bufbuild/protobuf";
import { Int32ValueSchema, StringValueSchema } from "@bufbuild/protobuf/wkt";
import { TextService } from "./generated/isnad/v1/text_service_pb.js";

/**
 * `grpc.health.v1.Health/Check`. Its messages have one field each, and have the same wire format as these wrappers: the name of a service,
 * and the number of its status.
 */
export const healthCheck: DescMethodUnary<typeof StringValueSchema, typeof Int32ValueSchema> = {
  ...TextService.method.getInfo,
  name: "Check",
  localName: "check",
  input: StringValueSchema,
  output: Int32ValueSchema,
  parent: { ...TextService, typeName: "grpc.health.v1.Health" },
};

/** The status of a service that accepts calls. */
export const SERVING = 1;
