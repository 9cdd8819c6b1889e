/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/data-type.h"

#include <string.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const char   *name;
  MillDataKind  kind;
} TypeName;

/* The names that DuckDB prints, and the usual other spellings of SQL. */
static const TypeName type_names[] = {
  { "BIGINT", MILL_DATA_BIGINT },
  { "BLOB", MILL_DATA_BLOB },
  { "BOOL", MILL_DATA_BOOLEAN },
  { "BOOLEAN", MILL_DATA_BOOLEAN },
  { "BYTEA", MILL_DATA_BLOB },
  { "CHAR", MILL_DATA_VARCHAR },
  { "DATE", MILL_DATA_DATE },
  { "DATETIME", MILL_DATA_TIMESTAMP },
  { "DECIMAL", MILL_DATA_DECIMAL },
  { "DOUBLE", MILL_DATA_DOUBLE },
  { "FLOAT", MILL_DATA_DOUBLE },
  { "INT", MILL_DATA_BIGINT },
  { "INTEGER", MILL_DATA_BIGINT },
  { "NUMERIC", MILL_DATA_DECIMAL },
  { "REAL", MILL_DATA_DOUBLE },
  { "SMALLINT", MILL_DATA_BIGINT },
  { "STRING", MILL_DATA_VARCHAR },
  { "STRUCT", MILL_DATA_STRUCT },
  { "TEXT", MILL_DATA_VARCHAR },
  { "TIMESTAMP", MILL_DATA_TIMESTAMP },
  { "TIMESTAMP WITH TIME ZONE", MILL_DATA_TIMESTAMPTZ },
  { "TIMESTAMPTZ", MILL_DATA_TIMESTAMPTZ },
  { "TINYINT", MILL_DATA_BIGINT },
  { "UINTEGER", MILL_DATA_BIGINT },
  { "USMALLINT", MILL_DATA_BIGINT },
  { "UTINYINT", MILL_DATA_BIGINT },
  { "VARCHAR", MILL_DATA_VARCHAR },
};

MillDataKind
mill_data_kind_from_type (const char *type)
{
  size_t length;

  if (type == NULL)
    return MILL_DATA_UNKNOWN;

  length = strlen (type);
  if (length > 0 && type[length - 1] == ']')
    return MILL_DATA_LIST;

  /* What stands in brackets are the type's own parameters. */
  length = strcspn (type, "(");
  while (length > 0 && type[length - 1] == ' ')
    length--;
  for (size_t i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (strlen (type_names[i].name) == length &&
        g_ascii_strncasecmp (type_names[i].name, type, length) == 0)
      return type_names[i].kind;

  return MILL_DATA_UNKNOWN;
}

const char *
mill_data_kind_get_label (MillDataKind kind)
{
  switch (kind)
    {
    case MILL_DATA_BOOLEAN:
      return _("Yes or no");
    case MILL_DATA_BIGINT:
      return _("Whole number");
    case MILL_DATA_DOUBLE:
      return _("Number");
    case MILL_DATA_DECIMAL:
      return _("Decimal number");
    case MILL_DATA_VARCHAR:
      return _("Text");
    case MILL_DATA_DATE:
      return _("Date");
    case MILL_DATA_TIMESTAMP:
      return _("Date and time");
    case MILL_DATA_TIMESTAMPTZ:
      return _("Date and time with zone");
    case MILL_DATA_BLOB:
      return _("Bytes");
    case MILL_DATA_LIST:
      return _("List");
    case MILL_DATA_STRUCT:
      return _("Record");
    case MILL_DATA_UNKNOWN:
    default:
      return _("Unknown");
    }
}

gboolean
mill_data_kind_is_number (MillDataKind kind)
{
  return kind == MILL_DATA_BIGINT || kind == MILL_DATA_DOUBLE || kind == MILL_DATA_DECIMAL;
}
