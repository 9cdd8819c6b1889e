/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/bindings.h"
#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* The key of a node's results: SHA-256, as hexadecimal text, of everything that can change them and
 * of nothing else: type, version, settings after parameters were put in, the keys of its inputs, the
 * digests of its source files, and the engine's version. @inputs: "port=key.port" strings;
 * @source_digests: digests in the order of the files; both may be empty. */
char *mill_key_new (const MillNodeType *type,
                    const void         *params,
                    MillBindings       *bindings,
                    GPtrArray          *inputs,
                    GPtrArray          *source_digests,
                    const char         *engine_version);

G_END_DECLS
