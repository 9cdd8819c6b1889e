/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The types a column may have at the border between two nodes. Smaller integers and floats are
 * widened, and what is not listed here is cast or refused before it leaves a node. */
typedef enum
{
  MILL_DATA_UNKNOWN,
  MILL_DATA_BOOLEAN,
  MILL_DATA_BIGINT,
  MILL_DATA_DOUBLE,
  MILL_DATA_DECIMAL,
  MILL_DATA_VARCHAR,
  MILL_DATA_DATE,
  MILL_DATA_TIMESTAMP,
  MILL_DATA_TIMESTAMPTZ,
  MILL_DATA_BLOB,
  MILL_DATA_LIST,
  MILL_DATA_STRUCT,
} MillDataKind;

MillDataKind  mill_data_kind_from_type (const char   *type);
const char   *mill_data_kind_get_label (MillDataKind  kind);
gboolean      mill_data_kind_is_number (MillDataKind  kind);

G_END_DECLS
