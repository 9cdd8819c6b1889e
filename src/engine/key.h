/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/bindings.h"
#include "pipeline/node-type.h"

G_BEGIN_DECLS

/* The key of a node's results: SHA-256, as hexadecimal text, of everything that can change them and of
 * nothing else: type, version, settings after parameters were put in, the keys of its inputs, what its
 * source files hold, the engine's version. What the node is called and where it stands is no part of it,
 * nor what its sources are called. Made without running anything. */

/* What comes in at a port, in the order of the pipeline. Borrowed strings. */
typedef struct
{
  const char *port;
  const char *from_node;   /* remembered, and no part of the key */
  const char *from_port;
  const char *key;
} MillKeyInput;

/* A file that the settings name. Borrowed strings. */
typedef struct
{
  const char *param;
  const char *path;        /* absolute */
  const char *digest;      /* of a source */
  gboolean    to_write;
} MillKeyFile;

typedef struct
{
  const MillNodeType *type;
  const MillNode     *node;
  const void         *params;
  MillBindings       *bindings;
  GArray             *inputs;    /* MillKeyInput */
  GArray             *files;     /* MillKeyFile */
} MillKeySource;

/* Immutable, counted references, for any thread. */
typedef struct _MillKey MillKey;

MillKey    *mill_key_new        (const MillKeySource *source);
MillKey    *mill_key_ref        (MillKey             *self);
void        mill_key_unref      (MillKey             *self);
/* The text. Borrowed. */
const char *mill_key_get_text   (MillKey             *self);
/* What it was made of, by name, so that it can be said later how it differs from another: with the
 * names of nodes, files and parameters, with the text of settings that refer to parameters beside what
 * these make of them, and without the values of environment variables. Borrowed. */
JsonNode   *mill_key_get_record (MillKey             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillKey, mill_key_unref)

G_END_DECLS
