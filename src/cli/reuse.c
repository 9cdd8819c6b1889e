/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/reuse.h"

#include <glib/gi18n-lib.h>

#include "cli/options.h"
#include "cli/output.h"

gboolean
mill_reuse_open (MillReuse          *self,
                 const MillDocument *document)
{
  guint64 budget = 0;

  if (!mill_options_parse_size ("--cache-size", self->size, &budget))
    return FALSE;
  if (self->none && self->directory != NULL)
    {
      mill_output_error (_("--cache and --no-cache cannot both be meant"));
      return FALSE;
    }
  if (self->none && self->size != NULL)
    {
      mill_output_error (_("--cache-size and --no-cache cannot both be meant"));
      return FALSE;
    }
  if (self->none)
    return TRUE;

  self->cache = mill_cache_new (self->directory, 0);
  /* Whoever says so wants it to be so after this run, whether that keeps anything or not. */
  if (budget > 0)
    mill_cache_set_budget (self->cache, budget);
  if (document->file != NULL)
    self->identity = g_file_get_uri (document->file);

  return TRUE;
}

void
mill_reuse_clear (MillReuse *self)
{
  g_free (self->directory);
  g_free (self->size);
  g_free (self->identity);
  g_clear_pointer (&self->cache, mill_cache_unref);
}
