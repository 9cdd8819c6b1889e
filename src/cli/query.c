/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/query.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output.h"

static gboolean
parse_format (MillQuery  *self,
              const char *format,
              gboolean    json)
{
  if (!mill_options_parse_choice ("--format", format, mill_row_formats, &self->format))
    return FALSE;

  if (json && format && self->format != MILL_ROWS_JSON)
    {
      mill_output_error (_("--json and “--format %s” exclude each other"), format);
      return FALSE;
    }

  if (json)
    self->format = MILL_ROWS_JSON;
  if (self->format == MILL_ROWS_JSON)
    mill_output_tell_json ();

  return TRUE;
}

/* The options of @usage, and those that both commands have. */
static GArray *
list_entries (const MillUsage    *usage,
              const GOptionEntry *common)
{
  GArray *all = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));

  for (const GOptionEntry *entry = usage->entries; entry->long_name; entry++)
    g_array_append_val (all, *entry);
  for (const GOptionEntry *entry = common; entry->long_name; entry++)
    g_array_append_val (all, *entry);

  return all;
}

gboolean
mill_query_open (MillQuery        *self,
                 const MillUsage  *usage,
                 int               argc,
                 char            **argv,
                 int              *code)
{
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) values = NULL;
  g_autofree char *format = NULL;
  g_autoptr (GArray) entries = NULL;
  gboolean json = FALSE;
  MillUsage whole = *usage;
  const GOptionEntry common[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_("table (default), csv, or json (one object a line)"), N_("FORMAT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("The same as --format json"), NULL },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &values,
      N_("Give a parameter of the pipeline a value; may be repeated"), N_("NAME=VALUE") },
    G_OPTION_ENTRY_NULL
  };

  entries = list_entries (usage, common);
  whole.entries = (const GOptionEntry *) entries->data;
  rest = mill_options_parse (&whole, argc, argv, code);
  if (rest == NULL)
    return FALSE;

  *code = MILL_EXIT_USAGE;
  if (!parse_format (self, format, json))
    return FALSE;

  if (!mill_document_load_bound (&self->document, rest[0], (const char *const *) values, code))
    {
      mill_document_tell (&self->document);
      return FALSE;
    }

  return mill_target_find (&self->target, self->document.pipeline, rest[1], code);
}

int
mill_query_judge (MillQuery *self,
                  int        code)
{
  const char *targets[] = { self->target.node, NULL };

  return mill_document_judge (&self->document, targets, code);
}

void
mill_query_clear (MillQuery *self)
{
  mill_target_clear (&self->target);
  mill_document_clear (&self->document);
}
