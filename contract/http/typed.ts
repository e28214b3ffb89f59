/**
 * A schema under a type of the engine. The schema names what every version of the engine gives and lets through the rest,
 * so that an older app still reads the answers of a newer protocol.
 */
import type { z } from 'zod'

export const typed =
  <Type>() =>
  <Schema extends z.ZodType>(schema: Schema) =>
    schema as unknown as z.ZodType<Type, Type>
