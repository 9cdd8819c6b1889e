/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/schema.h"

G_BEGIN_DECLS

/* What a table holds, in few digits: the names and types of its columns, and which rows there are how
 * often; not in what order, nor how they are kept. Two tables with the same digest are the same; it is made
 * against accidents, not against malice. Every value has an XXH3 of 128 bits (all that are no number have
 * the same one, and so have all that are missing; minus zero has another than zero); those of a row are
 * mixed in the order of the columns into one of the row, and rows, and each column for itself, are summed
 * modulo 2^128. Immutable, counted references, for any thread. */
typedef struct _MillTableDigest MillTableDigest;

MillTableDigest *mill_table_digest_new         (const MillSchema  *schema,
                                                gint64             n_rows,
                                                const guint64     *rows,
                                                const guint64     *columns);
/* What was told by the two below. NULL where @columns is not such a text. */
MillTableDigest *mill_table_digest_new_known   (const char        *text,
                                                const char        *columns);
MillTableDigest *mill_table_digest_ref         (MillTableDigest   *self);
void             mill_table_digest_unref       (MillTableDigest   *self);
/* 32 hexadecimal digits. Borrowed. */
const char      *mill_table_digest_get_text    (MillTableDigest   *self);
/* { "price": "DOUBLE 00f1…" }: what each column holds, in the order of the columns, as JSON. Borrowed. */
const char      *mill_table_digest_get_columns (MillTableDigest   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillTableDigest, mill_table_digest_unref)

G_END_DECLS
