/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/duck-private.h"

#include <string.h>

#include "engine/sql.h"

typedef struct
{
  duckdb_type  id;
  const char  *name;
  const char  *border;   /* NULL: itself */
} SimpleType;

static const SimpleType simple_types[] = {
  { DUCKDB_TYPE_BOOLEAN, "BOOLEAN", NULL },
  { DUCKDB_TYPE_TINYINT, "TINYINT", "BIGINT" },
  { DUCKDB_TYPE_SMALLINT, "SMALLINT", "BIGINT" },
  { DUCKDB_TYPE_INTEGER, "INTEGER", "BIGINT" },
  { DUCKDB_TYPE_BIGINT, "BIGINT", NULL },
  { DUCKDB_TYPE_UTINYINT, "UTINYINT", "BIGINT" },
  { DUCKDB_TYPE_USMALLINT, "USMALLINT", "BIGINT" },
  { DUCKDB_TYPE_UINTEGER, "UINTEGER", "BIGINT" },
  { DUCKDB_TYPE_UBIGINT, "UBIGINT", "DECIMAL(20,0)" },
  { DUCKDB_TYPE_HUGEINT, "HUGEINT", "BIGINT" },
  { DUCKDB_TYPE_UHUGEINT, "UHUGEINT", "BIGINT" },
  { DUCKDB_TYPE_BIGNUM, "BIGNUM", "VARCHAR" },
  { DUCKDB_TYPE_FLOAT, "FLOAT", "DOUBLE" },
  { DUCKDB_TYPE_DOUBLE, "DOUBLE", NULL },
  { DUCKDB_TYPE_VARCHAR, "VARCHAR", NULL },
  { DUCKDB_TYPE_BLOB, "BLOB", NULL },
  { DUCKDB_TYPE_DATE, "DATE", NULL },
  { DUCKDB_TYPE_TIME, "TIME", "VARCHAR" },
  { DUCKDB_TYPE_TIME_NS, "TIME_NS", "VARCHAR" },
  { DUCKDB_TYPE_TIME_TZ, "TIME WITH TIME ZONE", "VARCHAR" },
  { DUCKDB_TYPE_TIMESTAMP, "TIMESTAMP", NULL },
  { DUCKDB_TYPE_TIMESTAMP_S, "TIMESTAMP_S", "TIMESTAMP" },
  { DUCKDB_TYPE_TIMESTAMP_MS, "TIMESTAMP_MS", "TIMESTAMP" },
  { DUCKDB_TYPE_TIMESTAMP_NS, "TIMESTAMP_NS", "TIMESTAMP" },
  { DUCKDB_TYPE_TIMESTAMP_TZ, "TIMESTAMP WITH TIME ZONE", NULL },
  { DUCKDB_TYPE_TIMESTAMP_TZ_NS, "TIMESTAMP_NS WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE" },
  { DUCKDB_TYPE_INTERVAL, "INTERVAL", "VARCHAR" },
  { DUCKDB_TYPE_UUID, "UUID", "VARCHAR" },
  { DUCKDB_TYPE_BIT, "BIT", "VARCHAR" },
  { DUCKDB_TYPE_VARIANT, "VARIANT", "VARCHAR" },
  { DUCKDB_TYPE_GEOMETRY, "GEOMETRY", "VARCHAR" },
  /* A column of nothing but NULL: DuckDB's own tables make INTEGER of it. */
  { DUCKDB_TYPE_SQLNULL, "\"NULL\"", "BIGINT" },
};

static void append_type (GString *text, duckdb_logical_type type);

static void
append_struct (GString             *text,
               duckdb_logical_type  type)
{
  idx_t n_fields = duckdb_struct_type_child_count (type);

  g_string_append (text, "STRUCT(");
  for (idx_t i = 0; i < n_fields; i++)
    {
      mill_auto (mill_duck_text_clear) char *name = duckdb_struct_type_child_name (type, i);
      mill_auto (mill_duck_logical_type_clear) duckdb_logical_type child = NULL;

      child = duckdb_struct_type_child_type (type, i);
      if (i > 0)
        g_string_append (text, ", ");
      if (name != NULL && *name != '\0')
        {
          g_autofree char *quoted = mill_sql_quote_identifier (name);

          g_string_append_printf (text, "%s ", quoted);
        }
      append_type (text, child);
    }
  g_string_append_c (text, ')');
}

static void
append_map (GString             *text,
            duckdb_logical_type  type)
{
  mill_auto (mill_duck_logical_type_clear) duckdb_logical_type key = duckdb_map_type_key_type (type);
  mill_auto (mill_duck_logical_type_clear) duckdb_logical_type value = NULL;

  value = duckdb_map_type_value_type (type);
  g_string_append (text, "MAP(");
  append_type (text, key);
  g_string_append (text, ", ");
  append_type (text, value);
  g_string_append_c (text, ')');
}

static void
append_simple (GString             *text,
               duckdb_logical_type  type)
{
  mill_auto (mill_duck_text_clear) char *alias = duckdb_logical_type_get_alias (type);
  duckdb_type id = duckdb_get_type_id (type);

  if (alias != NULL && *alias != '\0')
    {
      g_string_append (text, alias);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (simple_types); i++)
    if (simple_types[i].id == id)
      {
        g_string_append (text, simple_types[i].name);
        return;
      }
  g_string_append (text, "UNKNOWN");
}

static void
append_type (GString             *text,
             duckdb_logical_type  type)
{
  mill_auto (mill_duck_logical_type_clear) duckdb_logical_type child = NULL;

  switch (duckdb_get_type_id (type))
    {
    case DUCKDB_TYPE_DECIMAL:
      g_string_append_printf (text, "DECIMAL(%u,%u)", duckdb_decimal_width (type),
                              duckdb_decimal_scale (type));
      break;
    case DUCKDB_TYPE_LIST:
      child = duckdb_list_type_child_type (type);
      append_type (text, child);
      g_string_append (text, "[]");
      break;
    case DUCKDB_TYPE_ARRAY:
      child = duckdb_array_type_child_type (type);
      append_type (text, child);
      g_string_append_printf (text, "[%" G_GUINT64_FORMAT "]",
                              (guint64) duckdb_array_type_array_size (type));
      break;
    case DUCKDB_TYPE_STRUCT:
      append_struct (text, type);
      break;
    case DUCKDB_TYPE_MAP:
      append_map (text, type);
      break;
    case DUCKDB_TYPE_ENUM:
      g_string_append (text, "ENUM");
      break;
    case DUCKDB_TYPE_UNION:
      g_string_append (text, "UNION");
      break;
    default:
      append_simple (text, type);
      break;
    }
}

char *
mill_duck_type_to_text (duckdb_logical_type type)
{
  GString *text = g_string_new (NULL);

  if (type != NULL)
    append_type (text, type);
  else
    g_string_append (text, "UNKNOWN");

  return g_string_free (text, FALSE);
}

/* Length of the part of @text up to a @stop character that stands in no brackets or quotes. */
static gsize
find_end (const char *text,
          gsize       length,
          char        stop)
{
  guint depth = 0;
  char quote = '\0';

  for (gsize i = 0; i < length; i++)
    {
      if (quote != '\0')
        quote = text[i] == quote ? '\0' : quote;
      else if (text[i] == '"' || text[i] == '\'')
        quote = text[i];
      else if (depth == 0 && text[i] == stop)
        return i;
      else if (text[i] == '(' || text[i] == '[')
        depth++;
      else if ((text[i] == ')' || text[i] == ']') && depth > 0)
        depth--;
    }

  return length;
}

static void append_border (GString *out, const char *type, gsize length);

/* @fields: what stands between the brackets of STRUCT(...). */
static void
append_struct_border (GString    *out,
                      const char *fields,
                      gsize       length)
{
  gboolean first = TRUE;

  g_string_append (out, "STRUCT(");
  while (length > 0)
    {
      gsize field = find_end (fields, length, ',');
      gsize name = find_end (fields, field, ' ');

      if (!first)
        g_string_append (out, ", ");
      first = FALSE;
      g_string_append_len (out, fields, name);
      g_string_append_c (out, ' ');
      if (name < field)
        append_border (out, fields + name + 1, field - name - 1);
      field = MIN (field + 1, length);
      while (field < length && fields[field] == ' ')
        field++;
      fields += field;
      length -= field;
    }
  g_string_append_c (out, ')');
}

/* TRUE where each field of a STRUCT(...) has a name; those of a bare row have none. */
static gboolean
has_field_names (const char *fields,
                 gsize       length)
{
  gsize field = find_end (fields, length, ',');

  return find_end (fields, field, ' ') < field;
}

static void
append_border (GString    *out,
               const char *type,
               gsize       length)
{
  if (length > 1 && type[length - 1] == ']')
    {
      gsize element = length - 1;

      while (element > 0 && type[element] != '[')
        element--;
      append_border (out, type, element);
      g_string_append (out, "[]");
      return;
    }
  if (length > 8 && g_str_has_prefix (type, "STRUCT(") && has_field_names (type + 7, length - 8))
    {
      append_struct_border (out, type + 7, length - 8);
      return;
    }
  if (g_str_has_prefix (type, "DECIMAL"))
    {
      g_string_append_len (out, type, length);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (simple_types); i++)
    if (strlen (simple_types[i].name) == length &&
        g_ascii_strncasecmp (type, simple_types[i].name, length) == 0)
      {
        g_string_append (out, simple_types[i].border != NULL ? simple_types[i].border
                                                             : simple_types[i].name);
        return;
      }
  /* ENUM, MAP, UNION, JSON, TUPLE and what may come: their text says it all. */
  g_string_append (out, "VARCHAR");
}

const char *
mill_duck_border_type (const char *type)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_border (out, type, strlen (type));

  return g_intern_string (out->str);
}
